using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The lines of a payment's entry: what came into the bank's accounts, what the customer owed.</summary>
internal static class PaymentLines
{
    /// <summary>Lines on the bank's own, the outstanding and the transfer account.</summary>
    public static IEnumerable<Row> Liquidity(Env env, Row payment, Row entry)
    {
        var own = env.Row("account.journal", payment.Link("journal_id")).Link("default_account_id");
        return MoveLines.Of(env, entry).Where(l => l.Link("account_id") == own || l.Link("account_id") == payment.Link("outstanding_account_id"));
    }

    /// <summary>Whether nothing of it is left to match with invoices.</summary>
    public static bool IsReconciled(Env env, Row payment)
    {
        if (env.Linked(payment, "move_id") is not { } entry || payment.Link("outstanding_account_id") == 0)
        {
            return false;
        }

        var liquidity = Liquidity(env, payment, entry).Select(l => l.Id).ToHashSet();
        var rest = MoveLines.Of(env, entry).Where(l => !liquidity.Contains(l.Id) && env.Linked(l, "account_id")?.Flag("reconcile") is true);
        return rest.Sum(l => Left(env, payment, l)) == 0;
    }

    /// <summary>Whether the bank statement has it.</summary>
    public static bool IsMatched(Env env, Row payment) => payment.Link("outstanding_account_id") == 0 ? payment.Text("state") == "paid"
        : env.Linked(payment, "move_id") is { } entry
        && Liquidity(env, payment, entry).ToList() is var lines
        && (lines.Exists(l => l.Link("account_id") == env.Row("account.journal", payment.Link("journal_id")).Link("default_account_id")) || lines.Sum(l => Left(env, payment, l)) == 0);

    /// <summary>Whether nothing stays on an outstanding account.</summary>
    public static bool IsSettled(Env env, Row payment) => env.Linked(payment, "move_id") is { } entry
        && Liquidity(env, payment, entry).ToList() is { Count: > 0 } lines
        && (lines.Sum(l => Reconciler.Residual(env, l, inCurrency: false)) == 0 || !lines.TrueForAll(l => env.Linked(l, "account_id")!.Flag("reconcile")));

    /// <summary>Lines of bank statements that have the money.</summary>
    public static long[] Statements(Env env, Row payment) => env.Linked(payment, "move_id") is { } entry
        ? [.. Liquidity(env, payment, entry).SelectMany(l => PaymentStates.Counterparts(env, l)).Select(l => env.Row("account.move", l.Link("move_id")).Link("statement_line_id")).Where(s => s != 0).Distinct()]
        : [];

    private static decimal Left(Env env, Row payment, Row line) =>
        Reconciler.Residual(env, line, inCurrency: payment.Link("currency_id") != env.Row("res.company", payment.Link("company_id")).Link("currency_id"));
}

using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Matches debits with credits.</summary>
internal static class Reconciler
{
    public static decimal Residual(Env env, Row line, bool inCurrency)
    {
        if (!MayReconcile(env, line))
        {
            return 0m;
        }

        var residual = line.Number(inCurrency ? "amount_currency" : "balance");
        foreach (var partial in env.World["account.partial.reconcile"].FindBy("debit_move_id", line.Id))
        {
            residual -= partial.Number(inCurrency ? "debit_amount_currency" : "amount");
        }

        foreach (var partial in env.World["account.partial.reconcile"].FindBy("credit_move_id", line.Id))
        {
            residual += partial.Number(inCurrency ? "credit_amount_currency" : "amount");
        }

        return residual;
    }

    /// <summary>Whether a line counts as reconciled: nothing is left of it.</summary>
    public static bool IsReconciled(Env env, Row line) => MayReconcile(env, line)
        && env.Value(line, "parent_state") is "posted" && IsUsedUp(env, line);

    public static bool IsUsedUp(Env env, Row line) => Residual(env, line, inCurrency: false) == 0 && Residual(env, line, inCurrency: true) == 0;

    public static void Reconcile(Env env, IReadOnlyCollection<Row> given)
    {
        env = env.Sudo();
        var lines = given.DistinctBy(l => l.Id).ToList();
        Refuse(env, lines);
        lines.RemoveAll(l => IsUsedUp(env, l));
        // Lines of one currency are matched with each other first.
        foreach (var group in lines.GroupBy(l => l.Link("currency_id")).Select(g => g.ToList()).Append(lines).ToList())
        {
            Match(env, group);
        }

        FullReconciles.Note(env, lines);
        PaymentStates.RefreshAround(env, lines);
    }

    public static void Unreconcile(Env env, IReadOnlyCollection<Row> lines)
    {
        env = env.Sudo();
        Remove(env, lines.SelectMany(l => MoveLines.Partials(env, l)).DistinctBy(p => p.Id).ToList());
    }

    /// <summary>Takes matches back; the exchange differences that were booked with them are reversed.</summary>
    public static void Remove(Env env, IReadOnlyCollection<Row> partials)
    {
        var touched = partials.SelectMany(p => (long[])[p.Link("debit_move_id"), p.Link("credit_move_id")]).Distinct().Select(l => env.World["account.move.line"].Find(l)).OfType<Row>().ToList();
        var exchanges = partials.Select(p => env.Linked(p, "exchange_move_id")).OfType<Row>().DistinctBy(m => m.Id).ToList();
        foreach (var partial in partials.Where(p => env.World["account.partial.reconcile"].Find(p.Id) is not null))
        {
            FullReconciles.Forget(env, partial);
            env.World["account.partial.reconcile"].Delete(partial);
        }

        foreach (var exchange in exchanges.Where(m => m.Text("state") == "posted"))
        {
            Reversing.Cancel(env, exchange, env.Today, $"Reversal of: {exchange.Text("name")}");
        }

        PaymentStates.RefreshAround(env, touched);
    }

    private static bool MayReconcile(Env env, Row line) => env.Linked(line, "account_id") is { } account
        && (account.Flag("reconcile") || account.Text("account_type") is "asset_cash" or "liability_credit_card");

    private static void Refuse(Env env, List<Row> lines)
    {
        if (lines.Any(l => env.Value(l, "parent_state") is not "posted"))
        {
            throw OdooError.User("You can only reconcile posted entries.");
        }

        var accounts = lines.Select(l => env.Linked(l, "account_id")).OfType<Row>().DistinctBy(a => a.Id).ToList();
        if (accounts.Count > 1)
        {
            throw OdooError.User("Entries are not from the same account: " + string.Join(", ", accounts.Select(a => a.Text("name")).Distinct()));
        }

        if (accounts.Count == 1 && !MayReconcile(env, lines[0]))
        {
            throw OdooError.User($"Account {accounts[0].Text("name")} does not allow reconciliation. First change the configuration of this account to allow it.");
        }
    }

    private static void Match(Env env, List<Row> lines)
    {
        var open = lines.OrderBy(l => l.Text("date_maturity") ?? env.Value(l, "date") as string, StringComparer.Ordinal)
            .ThenBy(l => l.Link("currency_id")).ThenBy(l => l.Number("amount_currency")).ThenBy(l => l.Id).ToList();
        var debits = new Queue<Row>(open.Where(l => IsDebit(l) && !IsUsedUp(env, l)));
        var credits = new Queue<Row>(open.Where(l => !IsDebit(l) && !IsUsedUp(env, l)));
        while (debits.TryPeek(out var debit) && credits.TryPeek(out var credit))
        {
            var made = PartialMatch.Make(env, debit, credit);
            if (!made || IsUsedUp(env, debit))
            {
                debits.Dequeue();
            }

            if (!made || IsUsedUp(env, credit))
            {
                credits.Dequeue();
            }
        }
    }

    private static bool IsDebit(Row line) => line.Number("balance") > 0 || line.Number("amount_currency") > 0;
}

using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Matches debits with credits.</summary>
internal static class Reconciler
{
    public static decimal Residual(Env env, Row line, bool inCurrency)
    {
        if (env.Linked(line, "account_id")?.Flag("reconcile") is not true)
        {
            return 0m;
        }

        var residual = line.Number(inCurrency ? "amount_currency" : "balance");
        foreach (var partial in env.World["account.partial.reconcile"].FindBy("debit_move_id", line.Id))
        {
            residual -= partial.Number(inCurrency ? "debit_amount_currency" : "debit_amount");
        }

        foreach (var partial in env.World["account.partial.reconcile"].FindBy("credit_move_id", line.Id))
        {
            residual += partial.Number(inCurrency ? "credit_amount_currency" : "credit_amount");
        }

        return residual;
    }

    public static bool IsReconciled(Env env, Row line) =>
        env.Linked(line, "account_id")?.Flag("reconcile") is true
        && env.Value(line, "parent_state") is "posted"
        && Residual(env, line, inCurrency: false) == 0 && Residual(env, line, inCurrency: true) == 0;

    public static void Reconcile(Env env, IReadOnlyCollection<Row> given)
    {
        env = env.Sudo();
        var lines = given.DistinctBy(l => l.Id).ToList();
        if (lines.Any(l => env.Value(l, "parent_state") is not "posted"))
        {
            throw OdooError.User("You can only reconcile posted entries.");
        }

        if (lines.Select(l => l.Link("account_id")).Distinct().Count() > 1)
        {
            throw OdooError.User("Entries are not from the same account: " + string.Join(", ", lines.Select(l => env.Linked(l, "account_id")!.Text("name")).Distinct()));
        }

        var debits = Open(env, lines, 1);
        var credits = Open(env, lines, -1);
        while (debits.TryPeek(out var debit) && credits.TryPeek(out var credit))
        {
            Match(env, debit, credit);
            Next(env, debits);
            Next(env, credits);
        }

        PaymentStates.RefreshAround(env, lines);
    }

    public static void Unreconcile(Env env, IReadOnlyCollection<Row> lines)
    {
        env = env.Sudo();
        var partials = lines.SelectMany(l => MoveLines.Partials(env, l)).DistinctBy(p => p.Id).ToList();
        var touched = partials.SelectMany(p => (long[])[p.Link("debit_move_id"), p.Link("credit_move_id")]).Distinct().Select(l => env.Row("account.move.line", l)).ToList();
        foreach (var partial in partials)
        {
            env.World["account.partial.reconcile"].Delete(partial);
        }

        PaymentStates.RefreshAround(env, touched);
    }

    private static Queue<Row> Open(Env env, IEnumerable<Row> lines, int sign) => new(lines
        .Where(l => Math.Sign(Residual(env, l, inCurrency: false)) == sign)
        .OrderBy(l => l.Text("date_maturity") ?? env.Value(l, "date") as string, StringComparer.Ordinal).ThenBy(l => l.Id));

    private static void Next(Env env, Queue<Row> queue)
    {
        if (Residual(env, queue.Peek(), inCurrency: false) == 0)
        {
            queue.Dequeue();
        }
    }

    private static void Match(Env env, Row debit, Row credit)
    {
        var (d, c) = (new Side(env, debit), new Side(env, credit));
        decimal debitCurrency, creditCurrency, debitAmount, creditAmount;
        if (debit.Link("currency_id") == credit.Link("currency_id"))
        {
            // In one currency the documents' amounts decide; a difference of rates is closed with them.
            debitCurrency = creditCurrency = Math.Min(d.Currency, c.Currency);
            debitAmount = d.CompanyShare(debitCurrency);
            creditAmount = c.CompanyShare(creditCurrency);
        }
        else
        {
            debitAmount = creditAmount = Math.Min(d.Company, c.Company);
            debitCurrency = d.CurrencyShare(debitAmount);
            creditCurrency = c.CurrencyShare(creditAmount);
        }

        var row = env.World["account.partial.reconcile"].Insert();
        foreach (var (field, value) in (ReadOnlySpan<(string, object)>)
        [
            ("debit_move_id", debit.Id), ("credit_move_id", credit.Id), ("amount", Math.Min(debitAmount, creditAmount)), ("debit_amount", debitAmount),
            ("credit_amount", creditAmount), ("debit_amount_currency", debitCurrency), ("credit_amount_currency", creditCurrency),
        ])
        {
            Records.Set(env, row, field, value);
        }
    }

    private sealed class Side(Env env, Row line)
    {
        public decimal Company { get; } = Math.Abs(Residual(env, line, inCurrency: false));

        public decimal Currency { get; } = Math.Abs(Residual(env, line, inCurrency: true));

        public decimal CompanyShare(decimal currency) => currency == Currency ? Company : Money.Round(env, CompanyCurrency, currency * Company / Currency);

        public decimal CurrencyShare(decimal company) => company == Company ? Currency : Money.Round(env, line.Link("currency_id"), company * Currency / Company);

        private long CompanyCurrency => env.Row("res.company", line.Link("company_id")).Link("currency_id");
    }
}

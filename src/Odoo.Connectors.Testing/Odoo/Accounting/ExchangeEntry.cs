using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The entry in the exchange journal that books a difference of rates and closes the lines that have it.</summary>
internal static class ExchangeEntry
{
    private const string Label = "Currency exchange rate difference";

    public static void Book(Env env, Row partial, IEnumerable<ExchangeDifference> differences)
    {
        var open = differences.Where(d => d.Company != 0 || d.Own != 0).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var company = env.Row("res.company", open[0].Line.Link("company_id"));
        var journal = env.Linked(company, "currency_exchange_journal_id")
            ?? throw OdooError.User("You have to configure the 'Exchange Gain or Loss Journal' in your company settings, to manage automatically the booking of accounting entries related to differences between exchange rates.");
        var latest = open.Select(d => env.Value(d.Line, "date") as string).Append(env.Today).Max(StringComparer.Ordinal)!;
        var entry = Records.Create(env, "account.move", new()
        {
            ["move_type"] = "entry", ["journal_id"] = journal.Id, ["date"] = latest, ["currency_id"] = company.Link("currency_id"),
        });
        var fixes = open.ConvertAll(d => (d.Line, Fix: Add(env, entry, company, d)));
        MoveTotals.SumEntry(env, entry);
        Posting.Post(env, [entry]);
        foreach (var (line, fix) in fixes)
        {
            Close(env, line, fix);
        }

        Records.Set(env, partial, "exchange_move_id", entry.Id);
    }

    private static Row Add(Env env, Row entry, Row company, ExchangeDifference difference)
    {
        var account = company.Link((difference.Company == 0 ? difference.Own : difference.Company) > 0 ? "expense_currency_exchange_account_id" : "income_currency_exchange_account_id");
        var fix = Put(env, entry, difference.Line, difference.Line.Link("account_id"), -difference.Company, difference.Line.Link("currency_id") == company.Link("currency_id") ? -difference.Company : -difference.Own);
        Put(env, entry, difference.Line, account, difference.Company, difference.Line.Link("currency_id") == company.Link("currency_id") ? difference.Company : difference.Own);
        return fix;
    }

    private static Row Put(Env env, Row entry, Row line, long account, decimal balance, decimal amount)
    {
        var made = MoveTotals.Insert(env, entry, account == line.Link("account_id") ? "payment_term" : "product", Label, account);
        foreach (var (field, value) in (ReadOnlySpan<(string, object?)>)
            [("partner_id", line["partner_id"]), ("currency_id", line["currency_id"]), ("balance", balance), ("amount_currency", amount)])
        {
            Records.Set(env, made, field, value);
        }

        return made;
    }

    private static void Close(Env env, Row line, Row fix)
    {
        var isDebit = fix.Number("balance") + fix.Number("amount_currency") < 0;
        var partial = env.World["account.partial.reconcile"].Insert();
        foreach (var (field, value) in (ReadOnlySpan<(string, object)>)
        [
            ("debit_move_id", isDebit ? line.Id : fix.Id), ("credit_move_id", isDebit ? fix.Id : line.Id), ("amount", Math.Abs(fix.Number("balance"))),
            ("debit_amount_currency", Math.Abs(fix.Number("amount_currency"))), ("credit_amount_currency", Math.Abs(fix.Number("amount_currency"))),
        ])
        {
            Records.Set(env, partial, field, value);
        }
    }
}

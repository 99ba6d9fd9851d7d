using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Receivable lines of an invoice, one per due date.</summary>
internal static class Installments
{
    /// <summary>Brings the lines up to date; a due date given by the caller stands until posting.</summary>
    public static void Sync(Env env, Row move, bool dueGiven)
    {
        var others = MoveLines.Of(env, move).Where(l => l.Text("display_type") is "product" or "tax").ToList();
        var lines = MoveLines.Of(env, move, "payment_term").ToList();
        var due = others.Count == 0 ? [] : Split(env, move, -others.Sum(l => l.Number("amount_currency")), -others.Sum(l => l.Number("balance")));
        for (var i = 0; i < due.Count; i++)
        {
            var line = i < lines.Count ? lines[i] : MoveTotals.Insert(env, move, "payment_term", null, Chart.Counterpart(env, move).Id);
            foreach (var (field, value) in (ReadOnlySpan<(string, object?)>)
            [
                ("name", Label(move, i, due.Count)), ("partner_id", MoveLines.PartnerOf(env, move)), ("currency_id", move["currency_id"]),
                ("date_maturity", due[i].Date), ("amount_currency", due[i].Amount), ("balance", due[i].Balance),
            ])
            {
                Records.Set(env, line, field, value);
            }
        }

        foreach (var line in lines.Skip(due.Count))
        {
            env.World["account.move.line"].Delete(line);
        }

        if (move.Link("invoice_payment_term_id") == 0)
        {
            Records.Set(env, move, "invoice_date_due", move.Text("invoice_date_due") ?? env.Today);
        }
        else if (!dueGiven && due.Count > 0)
        {
            Records.Set(env, move, "invoice_date_due", due.Max(d => d.Date));
        }
    }

    private static List<Due> Split(Env env, Row move, decimal amount, decimal balance)
    {
        if (env.Linked(move, "invoice_payment_term_id") is not { } term)
        {
            return [new Due(move.Text("invoice_date_due") ?? env.Today, amount, balance)];
        }

        var start = move.Text("invoice_date") ?? env.Today;
        var parts = env.World["account.payment.term.line"].FindBy("payment_id", term.Id).ToList();
        var result = new List<Due>();
        var (restAmount, restBalance) = (amount, balance);
        for (var i = 0; i < parts.Count; i++)
        {
            var last = i == parts.Count - 1;
            var part = last ? restAmount
                : Money.Round(env, move.Link("currency_id"), parts[i].Text("value") == "fixed" ? Math.Sign(amount) * parts[i].Number("value_amount") : amount * parts[i].Number("value_amount") / 100m);
            var booked = last ? restBalance
                : parts[i].Text("value") == "fixed" ? MoveTotals.ToCompany(env, move, part)
                : Money.Round(env, env.Row("res.company", move.Link("company_id")).Link("currency_id"), balance * parts[i].Number("value_amount") / 100m);
            (restAmount, restBalance) = (restAmount - part, restBalance - booked);
            result.Add(new Due(DueDates.Of(parts[i], start), part, booked));
        }

        return result;
    }

    private static string? Label(Row move, int index, int count)
    {
        var reference = move.Text("payment_reference");
        return count == 1 ? reference : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{reference} installment #{index + 1}").TrimStart();
    }

    private sealed record Due(string Date, decimal Amount, decimal Balance);
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The journal entry of a payment: outstanding account against receivable, and what is written off.</summary>
internal static class PaymentEntry
{
    public static Row Create(Env env, Row payment, IReadOnlyCollection<WriteOff> writeOffs)
    {
        var entry = Records.Create(env, "account.move", new JsonObject
        {
            ["move_type"] = "entry",
            ["journal_id"] = payment.Link("journal_id"),
            ["date"] = payment.Text("date"),
            ["ref"] = payment.Text("memo"),
            ["currency_id"] = payment.Link("currency_id"),
            ["origin_payment_id"] = payment.Id,
            ["partner_id"] = payment["partner_id"] as long?,
        });
        var company = payment.Link("company_id");
        Records.Set(env, entry, "invoice_currency_rate", Money.Rate(env, payment.Link("currency_id"), company, payment.Text("date")!));
        var amount = payment.Text("payment_type") == "inbound" ? payment.Number("amount") : -payment.Number("amount");
        var label = Label(env, payment);
        var received = MoveTotals.Insert(env, entry, "product", label, payment.Link("outstanding_account_id"));
        var counterpart = MoveTotals.Insert(env, entry, "payment_term", label, payment.Link("destination_account_id"));
        Records.Set(env, counterpart, "date_maturity", payment.Text("date"));
        MoveTotals.Book(env, entry, received, amount);
        foreach (var writeOff in writeOffs)
        {
            MoveTotals.Book(env, entry, MoveTotals.Insert(env, entry, "product", writeOff.Label, writeOff.Account), writeOff.Amount);
        }

        MoveTotals.Book(env, entry, counterpart, -amount - writeOffs.Sum(w => w.Amount));
        Records.Set(env, counterpart, "balance", -MoveLines.Of(env, entry).Where(l => l.Id != counterpart.Id).Sum(l => l.Number("balance")));
        MoveTotals.SumEntry(env, entry);
        Records.Set(env, payment, "move_id", entry.Id);
        return entry;
    }

    /// <summary>"Manual Payment: memo".</summary>
    private static string Label(Env env, Row payment)
    {
        var method = env.Linked(payment, "payment_method_line_id")?.Text("name") ?? "No Payment Method";
        return payment.Text("memo") is { Length: > 0 } memo ? $"{method}: {memo}" : method;
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The journal entry of a payment: outstanding account against receivable.</summary>
internal static class PaymentEntry
{
    public static Row Create(Env env, Row payment)
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
        var label = payment.Text("payment_reference") ?? payment.Text("memo");
        MoveTotals.Book(env, entry, MoveTotals.Insert(env, entry, "product", label, payment.Link("outstanding_account_id")), amount);
        var counterpart = MoveTotals.Insert(env, entry, "payment_term", label, payment.Link("destination_account_id"));
        Records.Set(env, counterpart, "date_maturity", payment.Text("date"));
        MoveTotals.Book(env, entry, counterpart, -amount);
        Records.Set(env, entry, "amount_total", payment.Number("amount"));
        Records.Set(env, payment, "move_id", entry.Id);
        return entry;
    }
}

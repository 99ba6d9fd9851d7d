using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>Resources as they are answered: with what is worked out when they are read.</summary>
internal sealed class ChargebeeViews(ChargebeeWorld world)
{
    public JsonObject Of(string kind, JsonObject stored) => kind switch
    {
        "customer" => Customer(stored),
        "subscription" => Subscription(stored),
        _ => stored.Copy(),
    };

    public JsonObject Customer(JsonObject stored)
    {
        JsonObject customer = stored.Copy();
        string id = stored.Text("id")!;
        long credits = world.Store.Of("credit_note", "customer_id", id).Where(note => note.Text("status") == "refund_due").Sum(note => note.Number("amount_available"));
        long excess = world.Store.Of("transaction", "customer_id", id).Where(payment => payment.Text("status") == "success").Sum(payment => payment.Number("amount_unused"));
        long promotional = world.Promotions.Balance(id, stored.Text("preferred_currency_code"));
        customer["promotional_credits"] = promotional;
        customer["refundable_credits"] = credits;
        customer["excess_payments"] = excess;
        customer["unbilled_charges"] = 0;
        if (credits + excess + promotional > 0)
        {
            customer["balances"] = VendorJson.Array([new JsonObject
            {
                ["promotional_credits"] = promotional,
                ["excess_payments"] = excess,
                ["refundable_credits"] = credits,
                ["unbilled_charges"] = 0,
                ["object"] = "customer_balance",
                ["currency_code"] = stored.Text("preferred_currency_code"),
            }]);
        }

        return customer;
    }

    public JsonObject Subscription(JsonObject stored)
    {
        JsonObject subscription = stored.Copy();
        JsonObject[] due = [.. world.Store.Of("invoice", "subscription_id", stored.Text("id")).Where(invoice => invoice.Text("status") is "payment_due" or "not_paid")];
        subscription["due_invoices_count"] = due.Length;
        if (due.Length > 0)
        {
            subscription["due_since"] = due.Min(invoice => invoice.Optional("due_date") ?? invoice.Number("date"));
            subscription["total_dues"] = due.Sum(invoice => invoice.Number("amount_due"));
        }

        foreach (JsonObject item in subscription.Rows("subscription_items").Where(item => item["metered_quantity"] is not null))
        {
            item["metered_quantity"] = world.Charges.Used(stored, item.Text("item_price_id")!, stored.Number("current_term_start"), long.MaxValue).ToString(CultureInfo.InvariantCulture);
        }

        return subscription;
    }
}

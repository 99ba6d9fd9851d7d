using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Promotional credits: added for a customer.</summary>
internal sealed class ChargebeePromotionalCalls(ChargebeeWorld world)
{
    private const int LongestDescription = 250;

    public JsonObject Serve(ChargebeeCall call)
    {
        if (call.Id != "add")
        {
            throw call.NotEmulated();
        }

        JsonObject customer = world.Store.Get("customer", call.Fields.Filled("customer_id") ?? throw ChargebeeRefusal.Missing("customer_id"));
        long amount = call.Fields.Number("amount") ?? throw ChargebeeRefusal.Missing("amount");
        string description = call.Fields.Filled("description") ?? throw ChargebeeRefusal.Missing("description");
        if (amount <= 0 || description.Length > LongestDescription)
        {
            throw ChargebeeRefusal.Wrong(amount <= 0 ? "amount" : "description", "is too small or too long.");
        }

        string currency = call.Fields.Filled("currency_code") ?? customer.Text("preferred_currency_code")!;
        JsonObject credit = world.Promotions.Add(customer, "increment", amount, currency, description, call.Fields.Filled("reference"));
        world.Events.Tell("promotional_credits_added", ("customer", customer), ("promotional_credit", credit));
        return new JsonObject { ["customer"] = world.Views.Customer(customer), ["promotional_credit"] = credit.Copy() };
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Promotional credits of customers: they lower what the next invoice in their currency comes to.</summary>
internal sealed class ChargebeePromotions(ChargebeeWorld world)
{
    public long Balance(string customer, string? currency) => world.Store.Of("promotional_credit", "customer_id", customer).LastOrDefault(credit => credit.Text("currency_code") == currency)?.Number("closing_balance") ?? 0;

    public JsonObject Add(JsonObject customer, string type, long amount, string currency, string description, string? reference)
    {
        long balance = Balance(customer.Text("id")!, currency);
        var credit = new JsonObject
        {
            ["id"] = world.NewId("pc_"),
            ["customer_id"] = customer.Text("id"),
            ["type"] = type,
            ["amount"] = amount,
            ["description"] = description,
            ["credit_type"] = "general",
            ["closing_balance"] = type == "increment" ? balance + amount : balance - amount,
            ["created_at"] = world.Now,
            ["object"] = "promotional_credit",
            ["currency_code"] = currency,
        };
        credit.Put("reference", reference);
        world.Stamp(customer);
        return world.Store.Add("promotional_credit", credit);
    }

    /// <summary>Takes what there is off the total of an invoice that is issued: a discount of the document, on no line.</summary>
    public void UseOn(JsonObject invoice)
    {
        string customer = invoice.Text("customer_id")!;
        long off = Math.Min(Balance(customer, invoice.Text("currency_code")), invoice.Number("total"));
        if (off <= 0)
        {
            return;
        }

        Add(world.Store.Get("customer", customer), "decrement", off, invoice.Text("currency_code")!, $"Applied to invoice {invoice.Text("id")}", null);
        invoice["total"] = invoice.Number("total") - off;
        invoice.List("discounts").Add(new JsonObject
        {
            ["object"] = "discount",
            ["entity_type"] = "promotional_credits",
            ["description"] = "Promotional Credits",
            ["amount"] = off,
            ["discount_type"] = "fixed_amount",
        });
    }
}

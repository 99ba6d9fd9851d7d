using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>The part that invoices and credit notes have alike: lines, discounts, taxes and their sum.</summary>
internal static class ChargebeeDocument
{
    public static JsonObject Lines(ChargebeeWorld world, JsonObject customer, IEnumerable<ChargebeeLine> lines, IReadOnlyList<ChargebeeCoupon> coupons)
    {
        var document = new JsonObject { ["line_items"] = new JsonArray() };
        foreach (ChargebeeLine line in lines)
        {
            Add(world, document, customer, line);
        }

        Sum(world, document, customer, coupons);
        return document;
    }

    /// <summary>The taxes of the site that the customer pays.</summary>
    public static IReadOnlyList<ChargebeeTaxRate> Rates(ChargebeeWorld world, JsonObject customer) =>
        [.. world.Options.TaxRates.Where(rate => rate.Country is null || rate.Country == customer.Part("billing_address")?.Text("country"))];

    /// <summary>Works totals out of line items, which may have been taken from another document.</summary>
    public static void Sum(ChargebeeWorld world, JsonObject document, JsonObject customer, IReadOnlyList<ChargebeeCoupon> coupons)
    {
        bool inclusive = world.Options.PricesIncludeTax;
        ChargebeeDiscounts.Apply(document, coupons);
        ChargebeeTaxes.Apply(document, customer, Rates(world, customer), inclusive);
        Total(document, inclusive);
    }

    public static void Total(JsonObject document, bool inclusive)
    {
        long gross = document.Rows("line_items").Sum(line => line.Number("amount"));
        long off = document.Rows("line_items").Sum(line => line.Number("discount_amount"));
        document["price_type"] = inclusive ? "tax_inclusive" : "tax_exclusive";
        document["sub_total"] = gross;
        document["total"] = gross - off + (inclusive ? 0 : document.Rows("line_items").Sum(line => line.Number("tax_amount")));
        document["round_off_amount"] = 0L;
    }

    private static void Add(ChargebeeWorld world, JsonObject document, JsonObject customer, ChargebeeLine line)
    {
        var row = new JsonObject
        {
            ["id"] = world.NewId("li_"),
            ["date_from"] = line.From,
            ["date_to"] = line.To,
            ["unit_amount"] = line.UnitAmount,
            ["quantity"] = line.Quantity,
            ["amount"] = line.Amount,
        };
        row.Put("pricing_model", line.PricingModel);
        row["object"] = "line_item";
        row.Put("subscription_id", line.SubscriptionId);
        row["customer_id"] = customer.Text("id");
        row["description"] = line.Description;
        row["entity_type"] = line.EntityType;
        row.Put("entity_id", line.EntityId);
        row["discount_amount"] = 0L;
        row["item_level_discount_amount"] = 0L;
        row.Put("metered", line.IsMetered ? true : null);
        row["taxable"] = line.IsTaxable;
        document.List("line_items").Add(row);
        foreach (JsonObject tier in line.Tiers)
        {
            tier["line_item_id"] = row.Text("id");
            document.List("line_item_tiers").Add(tier);
        }
    }
}

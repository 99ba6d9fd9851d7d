using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>What a quantity of an item price costs, by its pricing model.</summary>
internal static class ChargebeePricing
{
    public static ChargebeeLine Price(ChargebeeLine line, JsonObject price, long unitPrice, long quantity)
    {
        string model = price.Text("pricing_model")!;
        long counted = Math.Max(0, quantity - price.Number("free_quantity"));
        ChargebeeLine priced = line with { PricingModel = model, Quantity = counted };
        return model switch
        {
            "flat_fee" => priced with { UnitAmount = unitPrice, Quantity = 1, Amount = unitPrice },
            "per_unit" => priced with { UnitAmount = unitPrice, Amount = unitPrice * counted },
            _ => Tiered(priced, price, model, counted),
        };
    }

    public static long Round(decimal amount) => (long)Math.Round(amount, MidpointRounding.AwayFromZero);

    private static ChargebeeLine Tiered(ChargebeeLine line, JsonObject price, string model, long quantity)
    {
        List<JsonObject> used = [];
        long amount = 0;
        foreach (JsonObject tier in price.Rows("tiers"))
        {
            long start = tier.Number("starting_unit");
            long end = tier.Optional("ending_unit") ?? long.MaxValue;
            bool holds = quantity >= start && quantity <= end;
            long count = model == "tiered" ? Math.Max(0, Math.Min(quantity, end) - start + 1) : holds ? quantity : 0;
            if (count > 0)
            {
                amount += model == "stairstep" ? tier.Number("price") : tier.Number("price") * count;
                var row = new JsonObject { ["starting_unit"] = start };
                row.Put("ending_unit", tier.Optional("ending_unit"));
                row["quantity_used"] = count;
                row["unit_amount"] = tier.Number("price");
                row["object"] = "line_item_tier";
                used.Add(row);
            }
        }

        return line with { Amount = amount, UnitAmount = quantity == 0 ? 0 : Round((decimal)amount / quantity), Tiers = used };
    }
}

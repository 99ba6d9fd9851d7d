using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>The price of a row: one of the catalogue, or one that is made for it alone.</summary>
internal static class StripePriceData
{
    public static JsonObject Of(StripeWorld world, VendorFields row)
    {
        if (row.Filled("price") is { } known)
        {
            return world.Get("price", known, row.Name("price"));
        }

        VendorFields data = row.Part("price_data");
        JsonObject price = world.New(StripeCatalogShapes.Price, "price");
        price["active"] = false;
        price["product"] = world.Get("product", Needed(data, "product"), data.Name("product")).Text("id");
        price["currency"] = Needed(data, "currency");
        price["tax_behavior"] = data.Filled("tax_behavior") ?? "unspecified";
        string amount = Needed(data, "unit_amount_decimal");
        price["unit_amount_decimal"] = amount;
        price["unit_amount"] = long.TryParse(amount, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole : null;
        if (data.Part("recurring").Filled("interval") is { } interval)
        {
            price["type"] = "recurring";
            price["recurring"] = new JsonObject
            {
                ["interval"] = interval, ["interval_count"] = data.Part("recurring").Number("interval_count") ?? 1, ["meter"] = null, ["trial_period_days"] = null, ["usage_type"] = "licensed",
            };
        }

        return world.Objects.Track(price);
    }

    /// <summary>What some of a price come to; parts of the smallest unit are rounded for all of them together.</summary>
    public static long Amount(JsonObject price, long quantity) =>
        StripeWorld.Round(quantity * decimal.Parse(price.Text("unit_amount_decimal")!, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));

    private static string Needed(VendorFields data, string name) => data.Filled(name) ?? throw StripeRefusal.Needed(data.Name(name));
}

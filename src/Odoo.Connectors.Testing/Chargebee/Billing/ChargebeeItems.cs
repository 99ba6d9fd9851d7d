using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>The items of a subscription as calls give them.</summary>
internal static class ChargebeeItems
{
    public static List<JsonObject> Read(ChargebeeWorld world, VendorFields fields)
    {
        List<JsonObject> items = [];
        foreach (VendorFields row in fields.Transposed("subscription_items"))
        {
            string id = row.Filled("item_price_id") ?? throw ChargebeeRefusal.Missing(row.Name("item_price_id"));
            JsonObject price = world.Store.Find("item_price", id) ?? throw new ChargebeeRefusal(404, "resource_not_found", "Item price is not present", param: row.Name("item_price_id"));
            items.Add(Item(world, price, row.Number("quantity"), row.Number("unit_price"), row.Number("billing_cycles")));
        }

        return items;
    }

    /// <summary>Works amounts out of prices and quantities.</summary>
    public static void Price(ChargebeeWorld world, JsonObject subscription)
    {
        foreach (JsonObject item in subscription.Rows("subscription_items").Where(item => item["metered_quantity"] is null))
        {
            item["amount"] = world.Charges.Item(subscription, item, 0, 0, 1).Amount;
        }

        subscription["mrr"] = subscription.Text("status") is "cancelled" or "in_trial" or "future" ? 0L : Monthly(world, subscription);
    }

    /// <summary>Charges that are made once are items no longer; coupons count what they were taken off.</summary>
    public static void Charged(ChargebeeWorld world, JsonObject subscription, JsonObject? invoice)
    {
        foreach (JsonObject item in subscription.Rows("subscription_items").Where(item => item.Text("item_type") == "charge").ToArray())
        {
            subscription.List("subscription_items").Remove(item);
            subscription.List("charged_items").Add(new JsonObject { ["item_price_id"] = item.Text("item_price_id"), ["last_charged_at"] = world.Now, ["object"] = "charged_item" });
        }

        foreach (JsonObject coupon in subscription.Rows("coupons").Where(row => invoice?.Rows("discounts").Any(discount => discount.Text("entity_id") == row.Text("coupon_id")) == true))
        {
            coupon.Raise("applied_count", 1);
        }
    }

    private static JsonObject Item(ChargebeeWorld world, JsonObject price, long? quantity, long? unitPrice, long? cycles)
    {
        bool metered = world.Store.Get("item", price.Text("item_id")!).Flag("metered");
        var item = new JsonObject { ["item_price_id"] = price.Text("id"), ["item_type"] = price.Text("item_type") };
        if (metered)
        {
            item["metered_quantity"] = "0";
            item["last_calculated_at"] = world.Now;
        }
        else
        {
            item["quantity"] = quantity ?? 1;
        }

        item["unit_price"] = unitPrice ?? price.Number("price");
        item["free_quantity"] = price.Number("free_quantity");
        item.Put("billing_cycles", cycles);
        if (price.Text("item_type") == "plan")
        {
            item["billing_period"] = price.Number("period");
            item["billing_period_unit"] = price.Text("period_unit");
        }

        item["object"] = "subscription_item";
        return item;
    }

    private static long Monthly(ChargebeeWorld world, JsonObject subscription)
    {
        decimal perTerm = subscription.Rows("subscription_items").Where(item => item.Text("item_type") != "charge").Sum(item => (decimal)item.Number("amount"));
        foreach (ChargebeeCoupon coupon in world.Subscriptions.Coupons(subscription).Where(coupon => coupon.Percentage is not null && coupon.Applications is null))
        {
            perTerm -= perTerm * coupon.Percentage!.Value / 100;
        }

        decimal months = subscription.Number("billing_period") * (subscription.Text("billing_period_unit") switch
        {
            "year" => 12m,
            "week" => 12m / 52,
            "day" => 12m / 365,
            _ => 1m,
        });
        return ChargebeePricing.Round(perTerm / months);
    }
}

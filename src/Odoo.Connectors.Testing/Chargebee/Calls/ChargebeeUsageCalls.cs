using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Usages of metered items: one for a subscription, an item price and a date.</summary>
internal sealed class ChargebeeUsageCalls(ChargebeeWorld world)
{
    public JsonObject Serve(ChargebeeCall call)
    {
        JsonObject subscription = world.Store.Get("subscription", call.Id!);
        return call.Action == "usages" ? Create(call, subscription) : Delete(call, subscription);
    }

    private JsonObject Create(ChargebeeCall call, JsonObject subscription)
    {
        string price = call.Fields.Filled("item_price_id") ?? throw ChargebeeRefusal.Missing("item_price_id");
        long date = call.Fields.Number("usage_date") ?? throw ChargebeeRefusal.Missing("usage_date");
        long quantity = call.Fields.Number("quantity") ?? throw ChargebeeRefusal.Missing("quantity");
        string id = call.Fields.Filled("id") ?? world.NewId("usage_");
        if (!subscription.Rows("subscription_items").Any(item => item.Text("item_price_id") == price && item["metered_quantity"] is not null))
        {
            throw ChargebeeRefusal.Wrong("item_price_id", "is no metered item of the subscription.");
        }

        JsonObject[] known = [.. world.Store.Of("usage", "subscription_id", subscription.Text("id"))];
        if (known.Any(usage => usage.Text("item_price_id") == price && usage.Number("usage_date") == date))
        {
            throw new ChargebeeRefusal(400, "duplicate_entry", "usage_date : there is a usage of the item price at that date.", param: "usage_date");
        }

        if (known.Length >= world.Options.MostUsages)
        {
            throw new ChargebeeRefusal(400, "resource_limit_exhausted", FormattableString.Invariant($"A subscription may have {world.Options.MostUsages} usages."));
        }

        var usage = new JsonObject
        {
            ["id"] = id,
            ["usage_date"] = date,
            ["subscription_id"] = subscription.Text("id"),
            ["item_price_id"] = price,
            ["quantity"] = quantity.ToString(CultureInfo.InvariantCulture),
            ["source"] = world.Source == "api" ? "api" : "admin_console",
            ["created_at"] = world.Now,
        };
        call.Texts(usage, "note");
        world.Store.Add("usage", world.Stamp(usage));
        return new JsonObject { ["usage"] = usage.Copy() };
    }

    private JsonObject Delete(ChargebeeCall call, JsonObject subscription)
    {
        string id = call.Fields.Filled("id") ?? throw ChargebeeRefusal.Missing("id");
        JsonObject usage = world.Store.Get("usage", id);
        bool billed = world.Store.Find("invoice", usage.Text("invoice_id")) is { } invoice && invoice.Text("status") != "pending";
        if (usage.Text("subscription_id") != subscription.Text("id") || billed)
        {
            throw ChargebeeRefusal.State("The usage is billed, or of another subscription.");
        }

        world.Store.Remove("usage", id);
        return new JsonObject { ["usage"] = usage.Copy() };
    }
}

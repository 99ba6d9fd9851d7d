using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Item families, items and their prices.</summary>
internal sealed class ChargebeeCatalogCalls(ChargebeeWorld world)
{
    public JsonObject Serve(ChargebeeCall call)
    {
        if (call.Action is not null)
        {
            throw call.NotEmulated();
        }

        string kind = ChargebeeKind.At(call.Path[0])!.Name;
        JsonObject value = call.Id is { } id ? world.Store.Get(kind, id) : New(kind, call.Fields.Filled("id") ?? throw ChargebeeRefusal.Missing("id"));
        bool isNew = call.Id is null;
        call.Texts(value, "name", "description", "status", "external_name");
        if (kind == "item")
        {
            Item(call, value);
        }
        else if (kind == "item_price")
        {
            Price(call, value, isNew);
        }

        call.Custom(value);
        if (value.Text("name") is null)
        {
            throw ChargebeeRefusal.Missing("name");
        }

        world.Stamp(value);
        if (isNew)
        {
            world.Store.Add(kind, value);
        }

        world.Events.Tell(isNew ? $"{kind}_created" : $"{kind}_updated", (kind, value));
        return new JsonObject { [kind] = value.Copy() };
    }

    private JsonObject New(string kind, string id)
    {
        if (world.Store.Find(kind, id) is not null)
        {
            throw ChargebeeRefusal.Duplicate(id);
        }

        var value = new JsonObject { ["id"] = id, ["status"] = "active", ["object"] = kind };
        if (kind == "item_price")
        {
            value["created_at"] = world.Now;
        }

        return value;
    }

    private void Item(ChargebeeCall call, JsonObject item)
    {
        call.Texts(item, "type", "item_family_id", "usage_calculation", "unit");
        foreach ((string flag, bool unless) in ((string, bool)[])[("enabled_for_checkout", true), ("enabled_in_portal", true), ("is_giftable", false), ("is_shippable", false)])
        {
            item[flag] = call.Fields.Flag(flag) ?? (item[flag] is null ? unless : item.Flag(flag));
        }

        item["item_applicability"] ??= "all";
        item.Put("metered", call.Fields.Flag("metered") ?? item.Flag("metered") ? true : null);
        if (item.Flag("metered"))
        {
            item["usage_calculation"] ??= "sum_of_usages";
        }

        if (item.Text("type") is not ("plan" or "addon" or "charge"))
        {
            throw ChargebeeRefusal.Wrong("type", "must be plan, addon or charge.");
        }

        if (item.Text("item_family_id") is { } family)
        {
            world.Store.Get("item_family", family);
        }
    }

    private void Price(ChargebeeCall call, JsonObject price, bool isNew)
    {
        call.Texts(price, "item_id", "currency_code", "pricing_model", "period_unit", "trial_period_unit");
        JsonObject item = world.Store.Find("item", price.Text("item_id")) ?? throw new ChargebeeRefusal(404, "resource_not_found", "Plan is not present", param: "item_id");
        price["item_type"] = item.Text("type");
        price.Put("item_family_id", item.Text("item_family_id"));
        price["pricing_model"] ??= "flat_fee";
        price["currency_code"] ??= world.Options.BaseCurrency;
        price["is_taxable"] = call.Fields.Flag("is_taxable") ?? (isNew || price.Flag("is_taxable"));
        price["free_quantity"] = call.Fields.Number("free_quantity") ?? price.Number("free_quantity");
        foreach (string number in (string[])["price", "period", "trial_period"])
        {
            price.Put(number, call.Fields.Number(number) ?? price.Optional(number));
        }

        foreach (VendorFields tier in call.Fields.Transposed("tiers"))
        {
            var row = new JsonObject { ["starting_unit"] = tier.Number("starting_unit") };
            row.Put("ending_unit", tier.Number("ending_unit"));
            row["price"] = tier.Number("price");
            row["object"] = "tier";
            price.List("tiers").Add(row);
        }

        if (price.Text("item_type") != "charge" && (price["period"] is null || price["period_unit"] is null))
        {
            throw ChargebeeRefusal.Missing("period");
        }
    }
}

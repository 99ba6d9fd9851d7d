using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>What a subscription is charged: its items for a term in advance, what it used of metered ones in arrears.</summary>
internal sealed class ChargebeeCharges(ChargebeeWorld world)
{
    /// <summary>The recurring items of a term that begins; of a part of it when a share is given.</summary>
    public IEnumerable<ChargebeeLine> InAdvance(JsonObject subscription, long from, long to, decimal share = 1)
    {
        foreach (JsonObject item in subscription.Rows("subscription_items").Where(item => item["metered_quantity"] is null && item.Text("item_type") != "charge"))
        {
            yield return Item(subscription, item, from, to, share);
        }
    }

    public ChargebeeLine Item(JsonObject subscription, JsonObject item, long from, long to, decimal share)
    {
        ChargebeeLine line = Line(subscription, item, from, to);
        ChargebeeLine priced = ChargebeePricing.Price(line, Price(item), item.Number("unit_price"), item.Optional("quantity") ?? 1);
        return share == 1
            ? priced
            : Shared(priced with { Description = $"{priced.Description} - Prorated Charges" }, share);
    }

    /// <summary>The charges that are made once, with the first term.</summary>
    public IEnumerable<ChargebeeLine> Once(JsonObject subscription)
    {
        foreach (JsonObject item in subscription.Rows("subscription_items").Where(item => item.Text("item_type") == "charge"))
        {
            yield return ChargebeePricing.Price(Line(subscription, item, world.Now, world.Now), Price(item), item.Number("unit_price"), item.Optional("quantity") ?? 1);
        }
    }

    /// <summary>What was used in a term; items that were not used are left out.</summary>
    public IEnumerable<ChargebeeLine> InArrears(JsonObject subscription, long from, long to)
    {
        foreach (JsonObject item in subscription.Rows("subscription_items").Where(item => item["metered_quantity"] is not null))
        {
            long used = Used(subscription, item.Text("item_price_id")!, from, to);
            if (used > 0)
            {
                yield return ChargebeePricing.Price(Line(subscription, item, from, to), Price(item), item.Number("unit_price"), used) with { IsMetered = true };
            }
        }
    }

    public long Used(JsonObject subscription, string price, long from, long to)
    {
        long[] used = [.. world.Store.Of("usage", "subscription_id", subscription.Text("id"))
            .Where(usage => usage.Text("item_price_id") == price)
            .Where(usage => usage.Number("usage_date") >= from && usage.Number("usage_date") < to)
            .OrderBy(usage => usage.Number("usage_date"))
            .Select(usage => long.Parse(usage.Text("quantity")!, CultureInfo.InvariantCulture))];
        string? how = world.Store.Find("item", world.Store.Find("item_price", price)?.Text("item_id"))?.Text("usage_calculation");
        return how switch
        {
            "last_usage" => used.LastOrDefault(),
            "max_usage" => used.DefaultIfEmpty().Max(),
            _ => used.Sum(),
        };
    }

    private static ChargebeeLine Shared(ChargebeeLine line, decimal share)
    {
        long unit = ChargebeePricing.Round(line.UnitAmount * share);
        return line with { UnitAmount = unit, Amount = line.Tiers.Count > 0 ? ChargebeePricing.Round(line.Amount * share) : unit * line.Quantity };
    }

    private ChargebeeLine Line(JsonObject subscription, JsonObject item, long from, long to)
    {
        JsonObject price = Price(item);
        return new ChargebeeLine($"{item.Text("item_type")}_item_price", item.Text("item_price_id"), price.Text("external_name") ?? price.Text("name")!, from, to)
        {
            UnitAmount = 0,
            Amount = 0,
            IsTaxable = price.Flag("is_taxable"),
            SubscriptionId = subscription.Text("id"),
        };
    }

    private JsonObject Price(JsonObject item) => world.Store.Get("item_price", item.Text("item_price_id")!);
}

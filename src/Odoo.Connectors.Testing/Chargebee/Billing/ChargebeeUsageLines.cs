using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>The lines of a pending invoice that come from usage.</summary>
internal static class ChargebeeUsageLines
{
    /// <summary>Remembers which term a pending invoice bills, and says so on its usages.</summary>
    public static void Begin(ChargebeeWorld world, JsonObject subscription, JsonObject invoice, long from, long to)
    {
        world.Invoices.Periods[invoice] = (from, to, subscription.Number("current_term_end"));
        Claim(world, subscription, invoice, from, to);
    }

    /// <summary>What was used in the last term is billed when a subscription ends.</summary>
    public static void Last(ChargebeeWorld world, JsonObject subscription)
    {
        (long from, long to) = (subscription.Number("current_term_start"), subscription.Number("current_term_end"));
        ChargebeeLine[] lines = [.. world.Charges.InArrears(subscription, from, to)];
        if (lines.Length > 0)
        {
            JsonObject invoice = world.Invoices.Hold(world.Invoices.Draft(world.Subscriptions.Customer(subscription), subscription, lines, world.Subscriptions.Coupons(subscription), recurring: true));
            Begin(world, subscription, invoice, from, to);
        }
    }

    /// <summary>Works the lines out again from the usages as they are now.</summary>
    public static void Renew(ChargebeeWorld world, JsonObject invoice)
    {
        if (invoice.Text("status") != "pending" || !world.Invoices.Periods.TryGetValue(invoice, out (long From, long To, long End) period))
        {
            throw ChargebeeRefusal.State("The invoice is not pending.");
        }

        JsonObject subscription = world.Store.Get("subscription", invoice.Text("subscription_id")!);
        ChargebeeLine[] lines =
        [
            .. world.Charges.InArrears(subscription, period.From, period.To),
            .. period.End > period.To ? world.Charges.InAdvance(subscription, period.To, period.End) : [],
        ];
        ChargebeeCoupon[] coupons = [.. invoice.Rows("discounts").Select(discount => world.Coupons[discount.Text("entity_id")!])];
        JsonObject again = ChargebeeDocument.Lines(world, world.Subscriptions.Customer(subscription), lines, coupons);
        foreach (string part in (string[])["line_items", "discounts", "line_item_discounts", "taxes", "line_item_taxes", "line_item_tiers", "sub_total", "tax", "total"])
        {
            invoice.Put(part, again[part]?.DeepClone());
        }

        world.Invoices.Refresh(invoice);
        world.Stamp(invoice);
        Claim(world, subscription, invoice, period.From, period.To);
        world.Events.Tell("pending_invoice_updated", ("invoice", invoice));
    }

    private static void Claim(ChargebeeWorld world, JsonObject subscription, JsonObject invoice, long from, long to)
    {
        foreach (JsonObject usage in world.Store.Of("usage", "subscription_id", subscription.Text("id")))
        {
            JsonObject? line = invoice.Rows("line_items").FirstOrDefault(line => line.Flag("metered") && line.Text("entity_id") == usage.Text("item_price_id"));
            if (line is not null && usage.Number("usage_date") >= from && usage.Number("usage_date") < to)
            {
                usage["invoice_id"] = invoice.Text("id");
                usage["line_item_id"] = line.Text("id");
                world.Stamp(usage);
            }
        }
    }
}

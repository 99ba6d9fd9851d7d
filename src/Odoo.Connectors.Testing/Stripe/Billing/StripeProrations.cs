using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Billing;

/// <summary>Changes inside of a period: the unused time of the old is given back, the remaining time of the new is charged.</summary>
internal static class StripeProrations
{
    public static void Wait(StripeWorld world, JsonObject subscription, JsonObject was, JsonObject item)
    {
        Wait(world, subscription, was, -1, "Unused time on");
        Wait(world, subscription, item, 1, "Remaining time on");
    }

    public static void Wait(StripeWorld world, JsonObject subscription, JsonObject item, int sign, string description)
    {
        JsonObject price = item.Part("price")!;
        (long from, long to) = (item.Number("current_period_start"), item.Number("current_period_end"));
        if (price.Part("recurring")!.Text("usage_type") == "metered" || to <= world.Now || item.Number("quantity") == 0 || subscription.Text("status") == "trialing")
        {
            return;
        }

        decimal share = (decimal)(to - world.Now) / (to - from);
        JsonObject waiting = world.New(StripeBillingShapes.InvoiceItem, "ii");
        long amount = sign * StripeWorld.Round(item.Number("quantity") * price.Number("unit_amount") * share);
        waiting["amount"] = amount;
        waiting["net_amount"] = amount;
        waiting["currency"] = subscription.Text("currency");
        waiting["customer"] = subscription.Text("customer");
        waiting["date"] = world.Now;
        waiting["description"] = $"{description} {item.Number("quantity")} × {world.Find(price.Text("product"))?.Text("name")}";
        waiting["parent"] = new JsonObject { ["subscription_details"] = new JsonObject { ["subscription"] = subscription.Text("id"), ["subscription_item"] = item.Text("id") }, ["type"] = "subscription_details" };
        waiting["period"] = new JsonObject { ["start"] = world.Now, ["end"] = to };
        waiting["pricing"] = StripeLines.Pricing(price);
        waiting["proration"] = true;
        waiting["quantity"] = item.Number("quantity");
        world.Objects.Track(waiting);
        world.Events.Tell("invoiceitem.created", waiting);
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Billing;

/// <summary>Coupons that are redeemed by customers, subscriptions and invoices.</summary>
internal static class StripeDiscounts
{
    public static string Redeem(StripeWorld world, string coupon, string customer, string? subscription)
    {
        JsonObject known = world.Get("coupon", coupon, "coupon");
        JsonObject discount = world.New(StripeCatalogShapes.Discount, "di");
        discount["customer"] = customer;
        discount["subscription"] = subscription;
        discount.Part("source")!["coupon"] = coupon;
        discount["start"] = world.Now;
        discount["end"] = known.Text("duration") == "repeating" ? DateTimeOffset.FromUnixTimeSeconds(world.Now).AddMonths((int)known.Number("duration_in_months")).ToUnixTimeSeconds() : null;
        known["times_redeemed"] = known.Number("times_redeemed") + 1;
        return world.Objects.Track(discount).Text("id")!;
    }

    /// <summary>The discounts that the subscription's next invoice takes off; those for once are then over.</summary>
    public static JsonArray Live(StripeWorld world, JsonObject subscription)
    {
        var live = new JsonArray();
        JsonArray kept = [];
        foreach (string id in (subscription["discounts"] as JsonArray ?? []).Select(id => id!.GetValue<string>()))
        {
            JsonObject discount = world.Get("discount", id);
            if (discount.Optional("end") <= world.Now)
            {
                continue;
            }

            live.Add(id);
            if (world.Get("coupon", discount.Part("source")!.Text("coupon")).Text("duration") != "once")
            {
                kept.Add(id);
            }
        }

        subscription["discounts"] = kept;
        return live;
    }
}

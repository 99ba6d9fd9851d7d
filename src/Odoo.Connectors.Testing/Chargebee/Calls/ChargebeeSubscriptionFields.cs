using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Chargebee.Billing;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Subscriptions as calls describe them.</summary>
internal static class ChargebeeSubscriptionFields
{
    /// <summary>A new one, with an id of ours when one is given.</summary>
    public static JsonObject Create(ChargebeeWorld world, ChargebeeCall call, JsonObject customer)
    {
        List<JsonObject> items = ChargebeeItems.Read(world, call.Fields);
        JsonObject plan = items.Find(item => item.Text("item_type") == "plan") ?? throw ChargebeeRefusal.Missing("subscription_items[item_price_id][0]");
        JsonObject price = world.Store.Get("item_price", plan.Text("item_price_id")!);
        string id = call.Fields.Filled("id") ?? world.NewId("sub_");
        if (world.Store.Find("subscription", id) is not null)
        {
            throw ChargebeeRefusal.Duplicate(id);
        }

        var subscription = new JsonObject
        {
            ["id"] = id,
            ["billing_period"] = price.Number("period"),
            ["billing_period_unit"] = price.Text("period_unit"),
            ["customer_id"] = customer.Text("id"),
            ["status"] = "active",
            ["created_at"] = world.Now,
            ["has_scheduled_changes"] = false,
            ["has_scheduled_advance_invoices"] = false,
            ["channel"] = "web",
            ["deleted"] = false,
            ["decommissioned"] = false,
            ["object"] = "subscription",
            ["currency_code"] = price.Text("currency_code"),
            ["subscription_items"] = VendorJson.Array(items),
            ["due_invoices_count"] = 0L,
            ["exchange_rate"] = 1.0m,
            ["base_currency_code"] = world.Options.BaseCurrency,
        };
        if (call.Fields.Number("start_date") < world.Now)
        {
            throw ChargebeeRefusal.Wrong("start_date", "is past, and the site does not backdate.");
        }

        subscription.Put("start_date", call.Fields.Number("start_date"));
        subscription.Put("trial_end", call.Fields.Number("trial_end") ?? Trial(world, subscription, price));
        Take(world, call, subscription);
        Contract(world, call, subscription);
        return subscription;
    }

    /// <summary>What can be given at any time.</summary>
    public static void Take(ChargebeeWorld world, ChargebeeCall call, JsonObject subscription)
    {
        call.Texts(subscription, "po_number", "auto_collection", "offline_payment_method", "invoice_notes");
        subscription.Put("net_term_days", call.Fields.Number("net_term_days") ?? subscription.Optional("net_term_days"));
        call.Custom(subscription);
        foreach (string id in call.Fields.Values("coupon_ids"))
        {
            if (!world.Coupons.ContainsKey(id))
            {
                throw new ChargebeeRefusal(404, "resource_not_found", "Coupon is not present", param: "coupon_ids");
            }

            if (!subscription.Rows("coupons").Any(row => row.Text("coupon_id") == id))
            {
                subscription.List("coupons").Add(new JsonObject { ["coupon_id"] = id, ["applied_count"] = 0L, ["object"] = "coupon" });
            }
        }
    }

    private static long? Trial(ChargebeeWorld world, JsonObject subscription, JsonObject price) => price.Optional("trial_period") is { } period
        ? ChargebeeTerms.Add(subscription.Optional("start_date") ?? world.Now, period, price.Text("trial_period_unit") ?? "day")
        : null;

    private static void Contract(ChargebeeWorld world, ChargebeeCall call, JsonObject subscription)
    {
        subscription.Put("remaining_billing_cycles", call.Fields.Number("billing_cycles"));
        VendorFields contract = call.Fields.Part("contract_term");
        ChargebeeSubscriptionState state = world.Subscriptions.State(subscription);
        state.RenewalCycles = call.Fields.Number("contract_term_billing_cycle_on_renewal");
        if (contract.Filled("action_at_term_end") is not { } action)
        {
            return;
        }

        if (subscription["remaining_billing_cycles"] is null)
        {
            throw ChargebeeRefusal.Missing("billing_cycles");
        }

        state.ContractWish = (action is "renew" or "evergreen" or "cancel" ? action : throw ChargebeeRefusal.Wrong("contract_term[action_at_term_end]", $"{action} is not emulated."), contract.Number("cancellation_cutoff_period") ?? 0);
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Pauses subscriptions and takes them up again, with a new term.</summary>
internal static class ChargebeePauses
{
    public static void Ask(ChargebeeWorld world, JsonObject subscription, VendorFields fields)
    {
        if (subscription.Text("status") is not ("active" or "non_renewing") || subscription.Part("contract_term")?.Text("status") == "active")
        {
            throw ChargebeeRefusal.State("Only a subscription that is active or does not renew, without a contract term, can be paused.");
        }

        long at = fields.Filled("pause_option") switch
        {
            null or "immediately" => world.Now,
            "end_of_term" => subscription.Number("current_term_end"),
            "specific_date" => fields.Number("pause_date") ?? throw ChargebeeRefusal.Missing("pause_date"),
            var option => throw ChargebeeRefusal.Wrong("pause_option", $"{option} is not emulated."),
        };
        subscription["pause_date"] = at;
        subscription.Put("resume_date", fields.Number("resume_date"));
        if (at <= world.Now)
        {
            Pause(world, subscription);
            return;
        }

        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_pause_scheduled", subscription);
        world.Subscriptions.Plan(subscription);
    }

    public static void Pause(ChargebeeWorld world, JsonObject subscription)
    {
        subscription["status"] = "paused";
        subscription.Put("next_billing_at", subscription["resume_date"]?.DeepClone());
        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_paused", subscription);
        world.Subscriptions.Plan(subscription);
    }

    public static JsonObject? AskToResume(ChargebeeWorld world, JsonObject subscription, VendorFields fields)
    {
        if (subscription.Text("status") != "paused")
        {
            throw ChargebeeRefusal.State("The subscription is not paused.");
        }

        if (fields.Filled("resume_option") == "specific_date")
        {
            long at = fields.Number("resume_date") ?? throw ChargebeeRefusal.Missing("resume_date");
            subscription["resume_date"] = at;
            subscription["next_billing_at"] = at;
            world.Stamp(subscription);
            world.Subscriptions.Tell("subscription_resumption_scheduled", subscription);
            world.Subscriptions.Plan(subscription);
            return null;
        }

        return Resume(world, subscription);
    }

    public static JsonObject? Resume(ChargebeeWorld world, JsonObject subscription)
    {
        subscription.Remove("pause_date");
        subscription.Remove("resume_date");
        return world.Subscriptions.Renew(subscription, world.Now, "subscription_resumed", first: true);
    }
}

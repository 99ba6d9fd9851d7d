using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Chargebee.Billing;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Subscriptions: what is done with those that there are.</summary>
internal sealed class ChargebeeSubscriptionCalls(ChargebeeWorld world)
{
    public JsonObject Serve(ChargebeeCall call)
    {
        JsonObject subscription = world.Store.Get("subscription", call.Id ?? throw call.NotEmulated());
        return call.Action switch
        {
            "update_for_items" => Update(call, subscription),
            "cancel_for_items" or "cancel" => Cancel(call, subscription),
            "change_term_end" => Lengthen(call, subscription),
            "pause" => Paused(call, subscription),
            "resume" => Answer(subscription, ChargebeePauses.AskToResume(world, subscription, call.Fields)),
            "reactivate" => Reactivate(call, subscription),
            "remove_scheduled_cancellation" => KeepOn(call, subscription),
            "remove_scheduled_changes" => Forget(subscription),
            "delete" => Delete(subscription),
            _ => throw call.NotEmulated(),
        };
    }

    /// <summary>A subscription as it will be when what is put off is done.</summary>
    public JsonObject WithScheduled(JsonObject subscription) => world.Subscriptions.State(subscription).Scheduled is { } changed
        ? Answer(changed, null)
        : throw ChargebeeRefusal.State("The subscription has no scheduled changes.");

    public JsonObject Answer(JsonObject subscription, JsonObject? invoice, IReadOnlyList<JsonObject>? notes = null)
    {
        var answer = new JsonObject
        {
            ["subscription"] = world.Views.Subscription(subscription),
            ["customer"] = world.Views.Customer(world.Subscriptions.Customer(subscription)),
        };
        answer.Put("invoice", invoice?.Copy());
        answer.Put("credit_notes", notes is { Count: > 0 } ? VendorJson.Array(notes.Select(note => note.Copy())) : null);
        return answer;
    }

    private JsonObject Update(ChargebeeCall call, JsonObject subscription)
    {
        if (subscription.Text("status") is "cancelled")
        {
            throw ChargebeeRefusal.State("The subscription is cancelled.");
        }

        ChargebeeSubscriptionFields.Take(world, call, subscription);
        (JsonObject? invoice, IReadOnlyList<JsonObject> notes) = ChargebeeAmendments.Change(world, subscription, call.Fields);
        return Answer(subscription, invoice, notes);
    }

    private JsonObject Cancel(ChargebeeCall call, JsonObject subscription)
    {
        if (subscription.Text("status") == "cancelled")
        {
            throw ChargebeeRefusal.State("The subscription is cancelled already.");
        }

        string? contract = call.Fields.Filled("contract_term_cancel_option");
        if (contract is null != (subscription.Part("contract_term")?.Text("status") != "active"))
        {
            throw ChargebeeRefusal.Wrong("contract_term_cancel_option", "is how a subscription with a contract term is ended, and no other.");
        }

        string option = contract switch { null => null, "end_of_subscription_billing_term" => "end_of_term", "terminate_immediately" => "immediately", _ => throw ChargebeeRefusal.Wrong("contract_term_cancel_option", "is not emulated.") }
            ?? call.Fields.Filled("cancel_option") ?? (call.Fields.Flag("end_of_term") is true ? "end_of_term" : call.Fields.Has("cancel_at") ? "specific_date" : "immediately");
        call.Texts(subscription, "cancel_reason_code");
        string credit = call.Fields.Filled("credit_option_for_current_term_charges") ?? "none";
        long? at = call.Fields.Number("cancel_at");
        if (option == "immediately")
        {
            return CancelNow(subscription, credit);
        }

        long end = subscription.Optional("current_term_end") ?? subscription.Optional("trial_end") ?? subscription.Number("start_date");
        subscription["cancelled_at"] = option == "specific_date" ? at ?? throw ChargebeeRefusal.Missing("cancel_at") : end;
        subscription["status"] = subscription.Text("status") == "active" ? "non_renewing" : subscription.Text("status");
        subscription.Remove("next_billing_at");
        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_cancellation_scheduled", subscription);
        world.Subscriptions.Plan(subscription);
        return Answer(subscription, null);
    }

    private JsonObject CancelNow(JsonObject subscription, string credit)
    {
        IReadOnlyList<JsonObject> notes = [];
        if (credit is "prorate" or "full" && subscription["current_term_end"] is not null)
        {
            decimal share = credit == "full" ? 1 : ChargebeeAmendments.Left(subscription, world.Now);
            notes = ChargebeeAmendments.Credit(world, subscription, subscription.Rows("subscription_items").Select(item => item.Text("item_price_id")!), share, "subscription_cancellation");
        }

        world.Subscriptions.CancelNow(subscription, null, notes);
        return Answer(subscription, null, notes);
    }

    private JsonObject Lengthen(ChargebeeCall call, JsonObject subscription)
    {
        long end = call.Fields.Number("term_ends_at") ?? throw ChargebeeRefusal.Missing("term_ends_at");
        if (subscription.Text("status") is not ("active" or "non_renewing") || end <= world.Now)
        {
            throw ChargebeeRefusal.State("Only a term that runs can end on another day, to come.");
        }

        subscription["current_term_end"] = end;
        subscription["next_billing_at"] = end;
        world.Subscriptions.State(subscription).Anchor = end;
        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_changed", subscription);
        world.Subscriptions.Plan(subscription);
        return Answer(subscription, null);
    }

    private JsonObject Paused(ChargebeeCall call, JsonObject subscription)
    {
        ChargebeePauses.Ask(world, subscription, call.Fields);
        return Answer(subscription, null);
    }

    private JsonObject Reactivate(ChargebeeCall call, JsonObject subscription)
    {
        if (subscription.Text("status") != "cancelled")
        {
            throw ChargebeeRefusal.State("The subscription is not cancelled.");
        }

        foreach (string gone in (string[])["cancelled_at", "cancel_reason", "cancel_reason_code", "trial_start", "trial_end"])
        {
            subscription.Remove(gone);
        }

        subscription.Put("remaining_billing_cycles", call.Fields.Number("billing_cycles"));
        return Answer(subscription, world.Subscriptions.Renew(subscription, world.Now, "subscription_reactivated", first: true));
    }

    private JsonObject KeepOn(ChargebeeCall call, JsonObject subscription)
    {
        if (subscription.Text("status") != "non_renewing")
        {
            throw ChargebeeRefusal.State("No cancellation is scheduled.");
        }

        subscription.Remove("cancelled_at");
        subscription["status"] = "active";
        subscription["next_billing_at"] = subscription.Number("current_term_end");
        subscription.Put("remaining_billing_cycles", call.Fields.Number("billing_cycles"));
        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_scheduled_cancellation_removed", subscription);
        world.Subscriptions.Plan(subscription);
        return Answer(subscription, null);
    }

    private JsonObject Forget(JsonObject subscription)
    {
        world.Subscriptions.State(subscription).Scheduled = null;
        subscription["has_scheduled_changes"] = false;
        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_scheduled_changes_removed", subscription);
        return Answer(subscription, null);
    }

    private JsonObject Delete(JsonObject subscription)
    {
        subscription["deleted"] = true;
        subscription["status"] = "cancelled";
        world.Stamp(subscription);
        world.Subscriptions.Tell("subscription_deleted", subscription);
        return Answer(subscription, null);
    }
}

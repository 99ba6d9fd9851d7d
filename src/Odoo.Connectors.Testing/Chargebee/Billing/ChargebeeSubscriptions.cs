using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>The life of subscriptions: future, in trial, active, renewed, paused, cancelled.</summary>
internal sealed class ChargebeeSubscriptions(ChargebeeWorld world)
{
    private readonly Dictionary<string, ChargebeeSubscriptionState> _states = new(StringComparer.Ordinal);

    public ChargebeeSubscriptionState State(JsonObject subscription)
    {
        if (!_states.TryGetValue(subscription.Text("id")!, out ChargebeeSubscriptionState? state))
        {
            state = new ChargebeeSubscriptionState { Anchor = subscription.Optional("current_term_start") ?? subscription.Number("created_at") };
            _states[subscription.Text("id")!] = state;
        }

        return state;
    }

    public JsonObject Customer(JsonObject subscription) => world.Store.Find("customer", subscription.Text("customer_id"))!;

    /// <summary>The coupons that the next invoice takes off.</summary>
    public IReadOnlyList<ChargebeeCoupon> Coupons(JsonObject subscription) =>
    [
        .. subscription.Rows("coupons")
            .Select(row => (Coupon: world.Coupons[row.Text("coupon_id")!], Applied: row.Number("applied_count")))
            .Where(row => row.Coupon.Applications is not { } most || row.Applied < most)
            .Select(row => row.Coupon),
    ];

    /// <summary>Begins a subscription that is not stored yet, and charges what it costs at once.</summary>
    public JsonObject? Begin(JsonObject subscription)
    {
        JsonObject? draft = null;
        ChargebeeGatewayAnswer? said = null;
        if (subscription.Number("start_date") > world.Now)
        {
            subscription["status"] = "future";
            subscription["next_billing_at"] = subscription.Number("start_date");
        }
        else if (subscription.Optional("trial_end") > world.Now)
        {
            Try(subscription);
        }
        else
        {
            draft = StartTerm(subscription, world.Now, first: true);
            said = draft is null ? null : AskFirst(draft, subscription);
            ChargebeeContracts.CountTerm(world, subscription, State(subscription));
        }

        ChargebeeItems.Price(world, subscription);
        world.Store.Add("subscription", world.Stamp(subscription));
        JsonObject? invoice = draft is null ? null : world.Invoices.Issue(draft, said);
        Tell("subscription_created", subscription, invoice);
        Plan(subscription);
        return invoice;
    }

    /// <summary>Starts a term: dates, what it costs, and what was used in the one before.</summary>
    public JsonObject? StartTerm(JsonObject subscription, long from, bool first, IEnumerable<ChargebeeLine>? arrears = null)
    {
        ChargebeeSubscriptionState state = State(subscription);
        if (first)
        {
            state.Anchor = from;
            subscription["started_at"] = subscription["started_at"]?.DeepClone() ?? from;
            subscription["activated_at"] = subscription["activated_at"]?.DeepClone() ?? from;
        }

        long to = ChargebeeTerms.End(state.Anchor, from, subscription.Number("billing_period"), subscription.Text("billing_period_unit")!);
        subscription["status"] = "active";
        subscription["current_term_start"] = from;
        subscription["current_term_end"] = to;
        subscription["next_billing_at"] = to;
        ChargebeeLine[] lines = [.. arrears ?? [], .. world.Charges.InAdvance(subscription, from, to), .. world.Charges.Once(subscription)];
        JsonObject? draft = lines.Length == 0 ? null : world.Invoices.Draft(Customer(subscription), subscription, lines, Coupons(subscription), recurring: true);
        ChargebeeItems.Charged(world, subscription, draft);
        ChargebeeItems.Price(world, subscription);
        return draft;
    }

    /// <summary>Asks the gateway for a first payment before anything is stored: without the money there is no subscription.</summary>
    public ChargebeeGatewayAnswer? AskFirst(JsonObject draft, JsonObject subscription)
    {
        world.Collection.Own[draft] = (subscription.Text("auto_collection") ?? Customer(subscription).Text("auto_collection")) == "on";
        long due = world.Invoices.DueAtOnce(draft);
        if (due == 0)
        {
            return null;
        }

        if (!ChargebeeCollection.HasCard(Customer(subscription)))
        {
            throw ChargebeeRefusal.NoCard();
        }

        ChargebeeGatewayAnswer answer = world.Collection.Ask(draft, due, isRefund: false, attempt: 1);
        if (answer.Status != "failure")
        {
            return answer;
        }

        _states.Remove(subscription.Text("id")!);
        throw ChargebeeRefusal.Declined(answer.ErrorText!);
    }

    /// <summary>Ends a subscription at once.</summary>
    public void CancelNow(JsonObject subscription, string? reason, IReadOnlyList<JsonObject> notes)
    {
        subscription["status"] = "cancelled";
        subscription["cancelled_at"] = world.Now;
        subscription.Put("cancel_reason", reason);
        if (subscription["current_term_end"] is not null)
        {
            subscription["current_term_end"] = world.Now;
        }

        subscription.Remove("next_billing_at");
        subscription.Remove("resume_date");
        State(subscription).Scheduled = null;
        subscription["has_scheduled_changes"] = false;
        ChargebeeContracts.End(world, subscription, State(subscription), "terminated");
        ChargebeeItems.Price(world, subscription);
        world.Stamp(subscription);
        var content = new JsonObject { ["subscription"] = world.Views.Subscription(subscription), ["customer"] = world.Views.Customer(Customer(subscription)) };
        if (notes.Count > 0)
        {
            content["credit_notes"] = VendorJson.Array(notes.Select(note => note.Copy()));
        }

        world.Events.Tell("subscription_cancelled", content);
    }

    public void Tell(string type, JsonObject subscription, JsonObject? invoice = null) =>
        world.Events.Tell(type, ("subscription", subscription), ("customer", Customer(subscription)), ("invoice", invoice));

    /// <summary>Comes back to a subscription whenever something of it falls due.</summary>
    public void Plan(JsonObject subscription)
    {
        foreach (string due in (string[])["start_date", "trial_end", "current_term_end", "pause_date", "resume_date", "cancelled_at"])
        {
            if (subscription.Optional(due) is { } at && at > world.Now)
            {
                world.Agenda.At(at, () => FallDue(subscription));
            }
        }
    }

    /// <summary>A term that begins by itself or by a call: the invoice is issued, or kept open when usage may still come.</summary>
    public JsonObject? Renew(JsonObject subscription, long from, string tell, bool first)
    {
        bool metered = subscription.Rows("subscription_items").Any(item => item["metered_quantity"] is not null);
        ChargebeeLine[] arrears = first || !metered ? [] : [.. world.Charges.InArrears(subscription, subscription.Number("current_term_start"), subscription.Number("current_term_end"))];
        (long Start, long End) past = (subscription.Number("current_term_start"), subscription.Number("current_term_end"));
        JsonObject? draft = StartTerm(subscription, from, first, arrears);
        ChargebeeContracts.CountTerm(world, subscription, State(subscription));
        world.Stamp(subscription);
        JsonObject? invoice = draft is null ? null : metered && !first ? world.Invoices.Hold(draft) : world.Invoices.Issue(draft);
        if (invoice is not null && metered && !first)
        {
            ChargebeeUsageLines.Begin(world, subscription, invoice, past.Start, past.End);
        }

        Tell(tell, subscription, invoice);
        Plan(subscription);
        return invoice;
    }

    private void Try(JsonObject subscription)
    {
        subscription["status"] = "in_trial";
        subscription["trial_start"] = world.Now;
        subscription["started_at"] = world.Now;
        subscription["next_billing_at"] = subscription.Number("trial_end");
    }

    private void FallDue(JsonObject subscription)
    {
        string? status = subscription.Text("status");
        if (status == "future" && subscription.Number("start_date") <= world.Now)
        {
            Start(subscription);
        }
        else if (status == "in_trial" && subscription.Number("trial_end") <= world.Now)
        {
            Renew(subscription, world.Now, "subscription_activated", first: true);
        }
        else if (status is "active" or "non_renewing" && subscription.Optional("pause_date") <= world.Now)
        {
            ChargebeePauses.Pause(world, subscription);
        }
        else if (status == "paused" && subscription.Optional("resume_date") <= world.Now)
        {
            ChargebeePauses.Resume(world, subscription);
        }
        else if (status == "non_renewing" && subscription.Optional("cancelled_at") <= world.Now)
        {
            ChargebeeUsageLines.Last(world, subscription);
            CancelNow(subscription, null, []);
        }
        else if (status == "active" && subscription.Optional("current_term_end") <= world.Now)
        {
            ChargebeeAmendments.ApplyScheduled(world, subscription);
            Renew(subscription, subscription.Number("current_term_end"), "subscription_renewed", first: false);
        }
    }

    private void Start(JsonObject subscription)
    {
        if (subscription.Optional("trial_end") > world.Now)
        {
            Try(subscription);
            world.Stamp(subscription);
            Tell("subscription_started", subscription);
            Plan(subscription);
            return;
        }

        Renew(subscription, world.Now, "subscription_started", first: true);
    }
}

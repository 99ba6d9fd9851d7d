using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeeSubscriptionTests : IAsyncDisposable
{
    private readonly Site _site = new();

    [Fact]
    public async Task Create_OwnIdTwice_IsRefusedAsADuplicate()
    {
        JsonObject created = await _site.SubscribeAsync();

        JsonObject refusal = await _site.RefusedAsync(400, "duplicate_entry", "customers/NP_CUST_1/subscription_for_items", ("id", "NP_SUB_1"), ("subscription_items[item_price_id][0]", "seat-EUR-Monthly"));

        Assert.Equal("active", created["subscription"].Text("status"));
        Assert.Equal("id", refusal.Text("param"));
        Assert.Single(_site.Emulator.All("subscription"));
        // 5 x 40.00 and 19 % of it.
        Assert.Equal(20_000 + 3_800, created["invoice"].Number("total"));
        Assert.Equal("paid", created["invoice"].Text("status"));
    }

    [Fact]
    public async Task Create_FirstPaymentDeclined_LeavesNothing()
    {
        _site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.Declined();

        JsonObject refusal = await _site.RefusedAsync(400, "payment_processing_failed", "customers/NP_CUST_1/subscription_for_items", ("id", "NP_SUB_1"), ("subscription_items[item_price_id][0]", "seat-EUR-Monthly"), ("billing_cycles", "2"), ("contract_term[action_at_term_end]", "renew"));

        Assert.Equal("payment", refusal.Text("type"));
        Assert.Empty(_site.Emulator.All("subscription"));
        Assert.Empty(_site.Emulator.All("invoice"));
        Assert.Empty(_site.Emulator.All("contract_term"));
        _site.Emulator.OnPayment = null;
        Assert.Equal("INV-1", (await _site.SubscribeAsync())["invoice"].Text("id"));
    }

    [Fact]
    public async Task Create_AutomaticWithoutACard_IsRefused()
    {
        _site.Emulator.SetCard("NP_CUST_1", isValid: false);

        await _site.RefusedAsync(400, "payment_method_not_present", "customers/NP_CUST_1/subscription_for_items", ("subscription_items[item_price_id][0]", "seat-EUR-Monthly"));

        Assert.Empty(_site.Emulator.All("subscription"));
    }

    [Fact]
    public async Task Create_Trial_IsChargedWhenItEnds()
    {
        JsonObject created = await _site.SubscribeAsync(("trial_end", Site.Text(Site.At(2026, 9, 15))));
        Assert.Equal("in_trial", created["subscription"].Text("status"));
        Assert.Null(created["invoice"]);

        _site.GoTo(2026, 9, 14);
        Assert.Equal("in_trial", _site.Subscription.Text("status"));
        _site.GoTo(2026, 9, 15);

        Assert.Equal("active", _site.Subscription.Text("status"));
        Assert.Equal(Site.At(2026, 9, 15), _site.Subscription.Number("activated_at"));
        Assert.Equal(Site.At(2026, 10, 15), _site.Subscription.Number("current_term_end"));
        Assert.Equal(23_800, _site.Invoice().Number("total"));
        Assert.Equal(["subscription_created", "subscription_activated"], _site.EventTypes("subscription_created", "subscription_started", "subscription_activated"));
    }

    [Fact]
    public async Task Create_StartInTheFuture_StartsThen()
    {
        JsonObject created = await _site.SubscribeAsync(("start_date", Site.Text(Site.At(2026, 9, 20))));
        Assert.Equal("future", created["subscription"].Text("status"));

        _site.GoTo(2026, 9, 20);

        Assert.Equal("active", _site.Subscription.Text("status"));
        Assert.Equal(Site.At(2026, 9, 20), _site.Subscription.Number("started_at"));
        Assert.Contains("subscription_started", _site.EventTypes());
    }

    [Fact]
    public async Task AdvanceTo_ThreeMonths_RenewsEachTermAtItsTime()
    {
        await _site.SubscribeAsync();

        _site.GoTo(2026, 12, 1);

        JsonObject[] invoices = [.. _site.Emulator.All("invoice")];
        Assert.Equal(["INV-1", "INV-2", "INV-3", "INV-4"], invoices.Select(invoice => invoice.Text("id")));
        Assert.Equal([Site.At(2026, 9, 1), Site.At(2026, 10, 1), Site.At(2026, 11, 1), Site.At(2026, 12, 1)], invoices.Select(invoice => invoice.Number("date")!.Value));
        Assert.Equal([true, false, false, false], invoices.Select(invoice => invoice["first_invoice"]!.GetValue<bool>()));
        Assert.Equal(Site.At(2027, 1, 1), _site.Subscription.Number("current_term_end"));
        Assert.Equal(3, _site.EventTypes("subscription_renewed").Count());
        Assert.All(_site.Emulator.All("event").Where(evt => evt.Text("event_type") == "subscription_renewed"), evt => Assert.Equal("scheduled_job", evt.Text("source")));
    }

    [Fact]
    public async Task AdvanceTo_FromThe31st_ComesBackToThe31st()
    {
        _site.GoTo(2027, 1, 31);
        await _site.SubscribeAsync();

        _site.GoTo(2027, 3, 31);

        Assert.Equal([Site.At(2027, 1, 31), Site.At(2027, 2, 28), Site.At(2027, 3, 31)], _site.Emulator.All("invoice").Select(invoice => invoice.Number("date")!.Value));
    }

    [Fact]
    public async Task Call_ClockWentOn_FindsTheRenewalDone()
    {
        await _site.SubscribeAsync();
        _site.Clock.SetUtcNow(Site.Start.AddDays(45));

        JsonObject invoices = await _site.GetAsync("invoices?subscription_id[is]=NP_SUB_1");

        Assert.Equal(2, invoices.Rows("list").Count);
    }

    [Fact]
    public async Task Cancel_AtTermEnd_EndsThenAndIsNotRenewed()
    {
        await _site.SubscribeAsync();

        JsonObject scheduled = await _site.PostAsync("subscriptions/NP_SUB_1/cancel_for_items", ("end_of_term", "true"));
        _site.GoTo(2026, 10, 2);

        Assert.Equal("non_renewing", scheduled["subscription"].Text("status"));
        Assert.Equal(Site.At(2026, 10, 1), scheduled["subscription"].Number("cancelled_at"));
        Assert.Null(scheduled["subscription"]!["next_billing_at"]);
        Assert.Equal("cancelled", _site.Subscription.Text("status"));
        Assert.Single(_site.Emulator.All("invoice"));
        Assert.Equal(["subscription_cancellation_scheduled", "subscription_cancelled"], _site.EventTypes("subscription_cancellation_scheduled", "subscription_cancelled"));
    }

    [Fact]
    public async Task RemoveScheduledCancellation_Scheduled_GoesOn()
    {
        await _site.SubscribeAsync();
        await _site.PostAsync("subscriptions/NP_SUB_1/cancel_for_items", ("end_of_term", "true"));

        await _site.PostAsync("subscriptions/NP_SUB_1/remove_scheduled_cancellation");
        _site.GoTo(2026, 10, 2);

        Assert.Equal("active", _site.Subscription.Text("status"));
        Assert.Null(_site.Subscription["cancelled_at"]);
        Assert.Equal(2, _site.Emulator.All("invoice").Count);
    }

    [Fact]
    public async Task Cancel_AtOnceProrated_CreditsWhatIsLeft()
    {
        await _site.SubscribeAsync();
        _site.GoTo(2026, 9, 16);

        JsonObject cancelled = await _site.PostAsync("subscriptions/NP_SUB_1/cancel_for_items", ("credit_option_for_current_term_charges", "prorate"));

        // 15 of 30 days are left of 5 x 40.00 and of its tax.
        JsonNode note = Assert.Single(cancelled.Rows("credit_notes"))!;
        Assert.Equal(10_000 + 1_900, note.Number("total"));
        Assert.Equal("refundable", note.Text("type"));
        Assert.Equal("subscription_cancellation", note.Text("reason_code"));
        Assert.Equal("cancelled", cancelled["subscription"].Text("status"));
        Assert.Equal(Site.At(2026, 9, 16), cancelled["subscription"].Number("current_term_end"));
        Assert.Equal(0, cancelled["subscription"].Number("mrr"));
        Assert.Equal(11_900, cancelled["customer"].Number("refundable_credits"));
        await _site.RefusedAsync(409, "invalid_state_for_request", "subscriptions/NP_SUB_1/cancel_for_items");
    }

    [Fact]
    public async Task Reactivate_Cancelled_BeginsANewTerm()
    {
        await _site.SubscribeAsync();
        await _site.PostAsync("subscriptions/NP_SUB_1/cancel_for_items");
        _site.GoTo(2026, 9, 20);

        JsonObject back = await _site.PostAsync("subscriptions/NP_SUB_1/reactivate");

        Assert.Equal("active", back["subscription"].Text("status"));
        Assert.Null(back["subscription"]!["cancelled_at"]);
        Assert.Equal(Site.At(2026, 9, 20), back["subscription"].Number("current_term_start"));
        Assert.Equal(23_800, back["invoice"].Number("total"));
        Assert.Contains("subscription_reactivated", _site.EventTypes());
    }

    [Fact]
    public async Task Pause_UntilADate_IsNotBilledAndResumesThen()
    {
        await _site.SubscribeAsync();
        _site.GoTo(2026, 9, 10);

        JsonObject paused = await _site.PostAsync("subscriptions/NP_SUB_1/pause", ("pause_option", "immediately"), ("resume_date", Site.Text(Site.At(2026, 11, 5))));
        _site.GoTo(2026, 11, 4);
        Assert.Single(_site.Emulator.All("invoice"));
        _site.GoTo(2026, 11, 5);

        Assert.Equal("paused", paused["subscription"].Text("status"));
        Assert.Equal(Site.At(2026, 9, 10), paused["subscription"].Number("pause_date"));
        Assert.Equal("active", _site.Subscription.Text("status"));
        Assert.Equal(Site.At(2026, 12, 5), _site.Subscription.Number("current_term_end"));
        Assert.Equal(2, _site.Emulator.All("invoice").Count);
        Assert.Equal(["subscription_paused", "subscription_resumed"], _site.EventTypes("subscription_paused", "subscription_resumed"));
    }

    [Fact]
    public async Task Pause_AtTermEnd_PausesThen()
    {
        await _site.SubscribeAsync();

        JsonObject planned = await _site.PostAsync("subscriptions/NP_SUB_1/pause", ("pause_option", "end_of_term"));
        _site.GoTo(2026, 10, 1);

        Assert.Equal("active", planned["subscription"].Text("status"));
        Assert.Equal("paused", _site.Subscription.Text("status"));
        Assert.Single(_site.Emulator.All("invoice"));
        JsonObject resumed = await _site.PostAsync("subscriptions/NP_SUB_1/resume");
        Assert.Equal("active", resumed["subscription"].Text("status"));
        Assert.NotNull(resumed["invoice"]);
    }

    [Theory]
    [InlineData("renew", 6, 2)]
    [InlineData("evergreen", 6, 1)]
    [InlineData("cancel", 2, 1)]
    public async Task Contract_TwoTerms_EndsAsAgreed(string action, int invoices, int contracts)
    {
        await _site.SubscribeAsync(("billing_cycles", "2"), ("contract_term_billing_cycle_on_renewal", "12"), ("contract_term[action_at_term_end]", action));

        _site.GoTo(2027, 2, 2);

        Assert.Equal(invoices, _site.Emulator.All("invoice").Count);
        Assert.Equal(contracts, _site.Emulator.All("contract_term").Count);
        Assert.Equal("completed", _site.Emulator.All("contract_term")[0].Text("status"));
        Assert.Equal(action == "cancel" ? "cancelled" : "active", _site.Subscription.Text("status"));
        Assert.Equal(action == "renew" ? 12 - 4 : null, _site.Subscription["contract_term"] is null || action == "cancel" ? null : _site.Subscription.Number("remaining_billing_cycles"));
    }

    [Fact]
    public async Task Subscribe_StartThatIsPast_IsRefused()
    {
        JsonObject refusal = await _site.RefusedAsync(
            400, "param_wrong_value", "customers/NP_CUST_1/subscription_for_items", ("subscription_items[item_price_id][0]", "seat-EUR-Monthly"), ("start_date", Site.Text(Site.At(2026, 8, 31))));

        Assert.Equal("start_date", refusal.Text("param"));
    }

    [Fact]
    public async Task Cancel_InsideOfAContract_TerminatesIt()
    {
        await _site.SubscribeAsync(("billing_cycles", "12"), ("contract_term[action_at_term_end]", "renew"));

        await _site.RefusedAsync(400, "param_wrong_value", "subscriptions/NP_SUB_1/cancel_for_items", ("cancel_option", "immediately"));
        await _site.RefusedAsync(409, "invalid_state_for_request", "subscriptions/NP_SUB_1/pause", ("pause_option", "immediately"));
        JsonObject cancelled = await _site.PostAsync("subscriptions/NP_SUB_1/cancel_for_items", ("contract_term_cancel_option", "terminate_immediately"));

        Assert.Equal("terminated", cancelled["subscription"]!["contract_term"].Text("status"));
        Assert.Contains("contract_term_terminated", _site.EventTypes());
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}

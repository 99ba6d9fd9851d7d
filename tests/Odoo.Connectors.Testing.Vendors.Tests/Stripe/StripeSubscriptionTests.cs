using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

public sealed class StripeSubscriptionTests : IAsyncDisposable
{
    private readonly Account _account = new();

    [Fact]
    public async Task Create_Charged_IsActiveAndTold()
    {
        JsonObject made = await _account.SubscribeWithTaxAsync();

        Assert.Equal("active", made.Text("status"));
        Assert.Equal((20_000, 23_800, 23_800), (_account.Invoice(1).Number("subtotal"), _account.Invoice(1).Number("total"), _account.Invoice(1).Number("amount_paid")));
        Assert.Equal(
            ["customer.subscription.created", "invoice.created", "invoice.finalized", "charge.succeeded", "payment_intent.succeeded", "invoice_payment.paid", "invoice.paid", "customer.subscription.updated"],
            _account.EventTypes().Where(type => type is not ("invoice.updated" or "invoice.payment_succeeded")).SkipWhile(type => type != "customer.subscription.created"));
        Assert.StartsWith("req_", _account.Event("customer.subscription.created")["request"].Text("id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AdvanceTo_ThreeMonths_RenewsAndFinalizesAnHourLater()
    {
        await _account.SubscribeAsync();

        _account.GoTo(2026, 11, 1);
        Assert.Equal(("draft", Account.At(2026, 11, 1, 1)), (_account.Invoice(3).Text("status"), _account.Invoice(3).Number("automatically_finalizes_at")));
        _account.GoTo(2026, 11, 1, 1);

        Assert.Equal([Account.At(2026, 9, 1), Account.At(2026, 10, 1), Account.At(2026, 11, 1)], _account.Emulator.All("invoice").Select(invoice => invoice.Number("created")!.Value));
        Assert.Equal([Account.At(2026, 9, 1), Account.At(2026, 10, 1, 1), Account.At(2026, 11, 1, 1)], _account.Emulator.All("invoice").Select(invoice => invoice["status_transitions"].Number("finalized_at")!.Value));
        Assert.Equal(["subscription_create", "subscription_cycle", "subscription_cycle"], _account.Emulator.All("invoice").Select(invoice => invoice.Text("billing_reason")));
        Assert.Equal(Account.At(2026, 12, 1), _account.Subscription["items"]!["data"]![0].Number("current_period_end"));
        Assert.Equal(Account.Id(_account.Invoice(3)), _account.Subscription.Text("latest_invoice"));
        string[] numbers = [.. _account.Emulator.All("invoice").Select(invoice => invoice.Text("number")!)];
        Assert.Equal(["0001", "0002", "0003"], numbers.Select(number => number.Split('-')[1]));
    }

    [Fact]
    public async Task AdvanceTo_FromThe31st_ComesBackToThe31st()
    {
        _account.GoTo(2027, 1, 31);
        await _account.SubscribeAsync();

        _account.GoTo(2027, 3, 31);

        Assert.Equal([Account.At(2027, 1, 31), Account.At(2027, 2, 28), Account.At(2027, 3, 31)], _account.Emulator.All("invoice").Select(invoice => invoice.Number("created")!.Value));
    }

    [Fact]
    public async Task Create_Trial_IsChargedWhenItEnds()
    {
        JsonObject made = await _account.SubscribeAsync(("trial_period_days", "14"));
        Assert.Equal(("trialing", Account.At(2026, 9, 15)), (made.Text("status"), made.Number("trial_end")));
        Assert.Equal((0, "paid"), (_account.Invoice(1).Number("total"), _account.Invoice(1).Text("status")));
        Assert.Empty(_account.Emulator.All("charge"));

        _account.GoTo(2026, 9, 15, 1);

        Assert.Equal("active", _account.Subscription.Text("status"));
        Assert.Equal(20_000, _account.Invoice(2).Number("amount_paid"));
        Assert.Equal(Account.At(2026, 10, 15), _account.Subscription["items"]!["data"]![0].Number("current_period_end"));
    }

    [Fact]
    public async Task Create_Declined_IsIncompleteAndExpires()
    {
        _account.Emulator.OnPayment = _ => StripePaymentAnswer.Declined();
        JsonObject made = await _account.SubscribeAsync();
        Assert.Equal("incomplete", made.Text("status"));
        Assert.Null(_account.Invoice(1)["next_payment_attempt"]);

        _account.GoTo(2026, 9, 1, 23);

        Assert.Equal(("incomplete_expired", "void"), (_account.Subscription.Text("status"), _account.Invoice(1).Text("status")));
        _account.GoTo(2026, 10, 2);
        Assert.Single(_account.Emulator.All("invoice"));
    }

    [Fact]
    public async Task Create_ErrorIfIncomplete_LeavesNothing()
    {
        _account.Emulator.OnPayment = _ => StripePaymentAnswer.Declined();

        JsonNode error = await _account.RefusedAsync(402, "card_declined", "subscriptions", ("customer", _account.Customer), ("items[0][price]", _account.Seat), ("payment_behavior", "error_if_incomplete"));

        Assert.Equal("insufficient_funds", error.Text("decline_code"));
        Assert.Empty(_account.Emulator.All("subscription"));
        Assert.Empty(_account.Emulator.All("invoice"));
    }

    [Fact]
    public async Task CancelAtPeriodEnd_Set_EndsThen()
    {
        JsonObject made = await _account.SubscribeAsync();

        JsonObject planned = await _account.PostAsync($"subscriptions/{Account.Id(made)}", ("cancel_at_period_end", "true"));
        _account.GoTo(2026, 10, 2);

        Assert.Equal((Account.At(2026, 10, 1), "active"), (planned.Number("cancel_at"), planned.Text("status")));
        Assert.Equal(("canceled", Account.At(2026, 10, 1)), (_account.Subscription.Text("status"), _account.Subscription.Number("ended_at")));
        Assert.Single(_account.Emulator.All("invoice"));
        Assert.Contains("customer.subscription.deleted", _account.EventTypes());
        await _account.RefusedAsync(404, "resource_missing", $"subscriptions/{Account.Id(made)}", ("cancel_at_period_end", "false"));
    }

    [Fact]
    public async Task CancelAtPeriodEnd_TakenBack_GoesOn()
    {
        JsonObject made = await _account.SubscribeAsync();
        await _account.PostAsync($"subscriptions/{Account.Id(made)}", ("cancel_at_period_end", "true"));

        JsonObject kept = await _account.PostAsync($"subscriptions/{Account.Id(made)}", ("cancel_at_period_end", "false"));
        _account.GoTo(2026, 10, 2);

        Assert.Null(kept["cancel_at"]);
        Assert.Equal(2, _account.Emulator.All("invoice").Count);
    }

    [Fact]
    public async Task Delete_Now_IsCanceledAndListedOnlyOnRequest()
    {
        JsonObject made = await _account.SubscribeAsync();

        JsonObject gone = await _account.DeleteAsync($"subscriptions/{Account.Id(made)}");

        Assert.Equal(("canceled", "cancellation_requested"), (gone.Text("status"), gone["cancellation_details"].Text("reason")));
        Assert.Empty((await _account.GetAsync("subscriptions")).Rows("data"));
        Assert.Single((await _account.GetAsync("subscriptions?status=all")).Rows("data"));
    }

    [Fact]
    public async Task Update_MoreSeats_IsProratedOnTheNextInvoice()
    {
        JsonObject made = await _account.SubscribeWithTaxAsync();
        _account.GoTo(2026, 9, 16);

        await SeatsAsync(made, 8);
        _account.GoTo(2026, 10, 1, 1);

        // Half a period: 5 x 20.00 back, 8 x 20.00 more, 8 x 40.00 for October; 19 % of 380.00.
        JsonObject invoice = _account.Invoice(2);
        Assert.Equal([32_000, -10_000, 16_000], invoice["lines"].Numbers("data", "amount"));
        Assert.Equal((38_000, 45_220), (invoice.Number("subtotal"), invoice.Number("total")));
        Assert.Equal([6_080 - 1_900 + 3_040], invoice.Numbers("total_taxes", "amount"));
        Assert.All(invoice["lines"].Rows("data").Skip(1), line => Assert.True(line!["parent"]!["invoice_item_details"]!["proration"]!.GetValue<bool>()));
        Assert.Equal("paid", invoice.Text("status"));
    }

    [Fact]
    public async Task Update_FewerSeatsInvoicedNow_GoesToTheBalance()
    {
        JsonObject made = await _account.SubscribeAsync();
        _account.GoTo(2026, 9, 16);

        await SeatsAsync(made, 1, ("proration_behavior", "always_invoice"));
        JsonObject credit = _account.Invoice(2);
        _account.GoTo(2026, 10, 1, 1);

        // 5 x 20.00 back and 1 x 20.00 more; the 80.00 pay October and 40.00 are left.
        Assert.Equal((-8_000, 0, "paid", "subscription_update"), (credit.Number("total"), credit.Number("amount_due"), credit.Text("status"), credit.Text("billing_reason")));
        Assert.Equal((0, -8_000), (credit.Number("starting_balance"), credit.Number("ending_balance")));
        Assert.Equal((-8_000, -4_000, 0), (_account.Invoice(3).Number("starting_balance"), _account.Invoice(3).Number("ending_balance"), _account.Invoice(3).Number("amount_due")));
        Assert.Equal(-4_000, _account.Emulator.Find(_account.Customer).Number("balance"));
        Assert.Single(_account.Emulator.All("charge"));
    }

    [Fact]
    public async Task Update_WithoutProration_CostsWithTheNextPeriod()
    {
        JsonObject made = await _account.SubscribeAsync();

        await SeatsAsync(made, 8, ("proration_behavior", "none"));
        _account.GoTo(2026, 10, 1, 1);

        Assert.Equal([32_000], _account.Invoice(2)["lines"].Numbers("data", "amount"));
    }

    [Theory]
    [InlineData("void", "void")]
    [InlineData("mark_uncollectible", "uncollectible")]
    [InlineData("keep_as_draft", "draft")]
    public async Task PauseCollection_Renewal_IsNotCollected(string behavior, string status)
    {
        JsonObject made = await _account.SubscribeAsync();
        await _account.PostAsync($"subscriptions/{Account.Id(made)}", ("pause_collection[behavior]", behavior));

        _account.GoTo(2026, 10, 2);
        await _account.PostAsync($"subscriptions/{Account.Id(made)}", ("pause_collection", ""));
        _account.GoTo(2026, 11, 2);

        Assert.Equal(status, _account.Invoice(2).Text("status"));
        Assert.Equal("paid", _account.Invoice(3).Text("status"));
        Assert.Equal(2, _account.Emulator.All("charge").Count);
    }

    [Fact]
    public async Task Pause_Resume_BeginsANewPeriod()
    {
        JsonObject made = await _account.SubscribeAsync();
        await _account.PostAsync($"subscriptions/{Account.Id(made)}/pause");
        _account.GoTo(2026, 10, 10);
        Assert.Single(_account.Emulator.All("invoice"));

        JsonObject resumed = await _account.PostAsync($"subscriptions/{Account.Id(made)}/resume");

        Assert.Equal("active", resumed.Text("status"));
        Assert.Equal(Account.At(2026, 11, 10), resumed["items"]!["data"]![0].Number("current_period_end"));
        Assert.Equal(2, _account.Emulator.All("invoice").Count);
        Assert.Equal(["customer.subscription.paused", "customer.subscription.resumed"], _account.EventTypes("customer.subscription.paused", "customer.subscription.resumed"));
    }

    [Fact]
    public async Task Discount_Once_IsTakenOffOnce()
    {
        _account.Emulator.Post("coupons", ("id", "ONCE"), ("amount_off", "1001"), ("currency", "eur"), ("duration", "once"));
        await _account.SubscribeAsync(("discounts[0][coupon]", "ONCE"));

        _account.GoTo(2026, 10, 1, 1);

        Assert.Equal([18_999, 20_000], _account.Emulator.All("invoice").Select(invoice => invoice.Number("total")!.Value));
    }

    [Fact]
    public async Task Tax_Inclusive_StaysInsideOfThePrice()
    {
        string rate = Account.Id(_account.Emulator.Post("tax_rates", ("display_name", "MwSt"), ("percentage", "19"), ("inclusive", "true")));

        await _account.SubscribeAsync(("default_tax_rates[0]", rate));

        // 200 x 19 / 119 = 31.93...
        JsonObject invoice = _account.Invoice(1);
        Assert.Equal((20_000, 20_000, 16_807), (invoice.Number("subtotal"), invoice.Number("total"), invoice.Number("total_excluding_tax")));
        Assert.Equal([3_193], invoice.Numbers("total_taxes", "amount"));
        Assert.Equal(["inclusive"], invoice.Texts("total_taxes", "tax_behavior"));
        Assert.Equal([16_807], invoice.Numbers("total_taxes", "taxable_amount"));
    }

    [Theory]
    [InlineData("none", 24_200, "standard_rated")]
    [InlineData("reverse", 20_000, "reverse_charge")]
    [InlineData("exempt", 20_000, "customer_exempt")]
    public async Task Tax_Automatic_IsFoundByTheAccount(string exempt, long total, string reason)
    {
        _account.Emulator.Post($"customers/{_account.Customer}", ("tax_exempt", exempt));

        await _account.SubscribeAsync(("automatic_tax[enabled]", "true"));

        Assert.Equal(total, _account.Invoice(1).Number("total"));
        Assert.Equal([reason], _account.Invoice(1).Texts("total_taxes", "taxability_reason"));
        Assert.Equal("complete", _account.Invoice(1)["automatic_tax"].Text("status"));
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    private Task<JsonObject> SeatsAsync(JsonObject subscription, int quantity, params (string Name, string Value)[] more) => _account.PostAsync(
        $"subscriptions/{Account.Id(subscription)}",
        [("items[0][id]", subscription["items"]!["data"]![0].Text("id")!), ("items[0][quantity]", $"{quantity}"), .. more]);
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

public sealed class StripeMoneyTests : IAsyncDisposable
{
    private readonly Account _account = new(new StripeEmulatorOptions { PayoutInterval = TimeSpan.FromDays(1) });

    [Fact]
    public async Task Refund_InPartAndInFull_IsCountedOnTheCharge()
    {
        string charge = await PaidAsync();

        JsonObject part = await _account.PostAsync("refunds", ("charge", charge), ("amount", "5000"), ("reason", "requested_by_customer"), ("metadata[key]", "k"));
        Assert.Equal((5_000, false), (_account.Emulator.Find(charge).Number("amount_refunded"), _account.Emulator.Find(charge)!["refunded"]!.GetValue<bool>()));
        JsonObject rest = await _account.PostAsync("refunds", ("payment_intent", _account.Emulator.Find(charge).Text("payment_intent")!));

        Assert.Equal(("succeeded", "k"), (part.Text("status"), part["metadata"].Text("key")));
        Assert.Equal(15_000, rest.Number("amount"));
        Assert.True(_account.Emulator.Find(charge)!["refunded"]!.GetValue<bool>());
        Assert.Equal(-15_000, _account.Emulator.Find(rest.Text("balance_transaction")!).Number("net"));
        await _account.RefusedAsync(400, "charge_already_refunded", "refunds", ("charge", charge));
    }

    [Fact]
    public async Task Refund_TooMuch_IsRefused()
    {
        string charge = await PaidAsync();

        await _account.RefusedAsync(400, "amount_too_large", "refunds", ("charge", charge), ("amount", "20001"));
        await _account.RefusedAsync(400, "resource_missing", "refunds", ("charge", "ch_unknown"));
    }

    [Fact]
    public async Task Refund_PendingThenFails_GivesTheMoneyBack()
    {
        string charge = await PaidAsync();
        _account.Emulator.OnPayment = payment => payment.RefundedChargeId == charge ? StripePaymentAnswer.Pending(TimeSpan.FromDays(3), StripePaymentAnswer.Declined("expired_or_canceled_card")) : StripePaymentAnswer.Succeeded;

        JsonObject refund = await _account.PostAsync("refunds", ("charge", charge), ("amount", "5000"));
        _account.GoTo(2026, 9, 4);

        JsonObject failed = _account.Emulator.Find(Account.Id(refund))!;
        Assert.Equal("pending", refund.Text("status"));
        Assert.Equal(("failed", "expired_or_canceled_card"), (failed.Text("status"), failed.Text("failure_reason")));
        Assert.Equal((5_000, "refund_failure"), (_account.Emulator.Find(failed.Text("failure_balance_transaction")!).Number("net"), _account.Emulator.Find(failed.Text("failure_balance_transaction")!).Text("reporting_category")));
        Assert.Equal(0, _account.Emulator.Find(charge).Number("amount_refunded"));
        Assert.Equal(["refund.created", "refund.failed", "refund.updated"], _account.EventTypes("refund.created", "refund.failed", "refund.updated"));
    }

    [Fact]
    public async Task Refund_SucceedsAndReturns_FailsLater()
    {
        string charge = await PaidAsync();
        _account.Emulator.OnPayment = _ => StripePaymentAnswer.ReturnsAfter(TimeSpan.FromDays(10));

        JsonObject refund = await _account.PostAsync("refunds", ("charge", charge), ("amount", "5000"));
        _account.GoTo(2026, 9, 11);

        Assert.Equal("succeeded", refund.Text("status"));
        Assert.Equal(("failed", "lost_or_stolen_card"), (_account.Emulator.Find(Account.Id(refund)).Text("status"), _account.Emulator.Find(Account.Id(refund)).Text("failure_reason")));
    }

    [Fact]
    public async Task Refund_Canceled_IsNoRefund()
    {
        string charge = await PaidAsync();
        _account.Emulator.OnPayment = _ => StripePaymentAnswer.Pending(TimeSpan.FromDays(3), StripePaymentAnswer.Succeeded);
        JsonObject refund = await _account.PostAsync("refunds", ("charge", charge));

        JsonObject canceled = await _account.PostAsync($"refunds/{Account.Id(refund)}/cancel");
        _account.GoTo(2026, 9, 5);

        Assert.Equal("canceled", canceled.Text("status"));
        Assert.Equal("canceled", _account.Emulator.Find(Account.Id(refund)).Text("status"));
        Assert.Equal(0, _account.Emulator.Find(charge).Number("amount_refunded"));
    }

    [Theory]
    [InlineData(true, 0, "won")]
    [InlineData(false, -20_000, "lost")]
    public async Task Dispute_Decided_MovesTheMoney(bool won, long moved, string status)
    {
        string charge = await PaidAsync();

        string id = _account.Emulator.Dispute(charge, reason: "product_not_received");
        JsonObject open = _account.Emulator.Find(id)!;
        await _account.RefusedAsync(400, "charge_disputed", "refunds", ("charge", charge));
        _account.Emulator.CloseDispute(id, won);

        JsonObject closed = _account.Emulator.Find(id)!;
        Assert.Equal(("needs_response", Account.At(2026, 9, 11)), (open.Text("status"), open["evidence_details"].Number("due_by")));
        Assert.Equal((-20_000, 2_000, -22_000), (open["balance_transactions"]![0].Number("amount"), open["balance_transactions"]![0].Number("fee"), open["balance_transactions"]![0].Number("net")));
        Assert.Equal(status, closed.Text("status"));
        Assert.Equal(moved, closed.Numbers("balance_transactions", "amount").Sum());
        Assert.True(_account.Emulator.Find(charge)!["disputed"]!.GetValue<bool>());
        string[] told = ["charge.dispute.created", "charge.dispute.funds_withdrawn", .. won ? (string[])["charge.dispute.funds_reinstated"] : [], "charge.dispute.closed"];
        Assert.Equal(told, _account.EventTypes().Where(type => type.StartsWith("charge.dispute", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Dispute_Inquiry_MovesNoMoney()
    {
        string charge = await PaidAsync();

        string id = _account.Emulator.Dispute(charge, 500, isInquiry: true);
        JsonObject closed = await _account.PostAsync($"disputes/{id}/close");

        Assert.Equal(("warning_closed", 500, 0), (closed.Text("status"), closed.Number("amount"), closed.Rows("balance_transactions").Count));
        Assert.False(_account.Emulator.Find(charge)!["disputed"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Payout_EachMidnight_TakesWhatIsAvailable()
    {
        await PaidAsync();
        _account.GoTo(2026, 9, 2);
        Assert.Empty(_account.Emulator.All("payout"));
        _account.GoTo(2026, 9, 3);
        JsonObject underWay = _account.Emulator.All("payout").Single();
        _account.GoTo(2026, 9, 4);

        JsonObject payout = _account.Emulator.All("payout").Single();
        // 200.00 less 1.5 % and 0.25.
        Assert.Equal((20_000 - 325, "in_transit", Account.At(2026, 9, 4)), (underWay.Number("amount"), underWay.Text("status"), underWay.Number("arrival_date")));
        Assert.Equal(("paid", "completed"), (payout.Text("status"), payout.Text("reconciliation_status")));
        Assert.Equal(["payout.created", "payout.paid", "payout.updated", "payout.reconciliation_completed"], _account.EventTypes().Where(type => type.StartsWith("payout.", StringComparison.Ordinal)));
        JsonObject movements = await _account.GetAsync($"balance_transactions?payout={Account.Id(payout)}&expand[0]=data.source");
        Assert.Equal(["payout", "charge"], movements.Rows("data").Select(movement => movement!["source"].Text("object")));
        Assert.Equal(0, movements.Numbers("data", "net").Sum());
        _account.GoTo(2026, 9, 20);
        Assert.Single(_account.Emulator.All("payout"));
    }

    [Fact]
    public async Task Payout_NegativeBalance_Waits()
    {
        string charge = await PaidAsync();
        _account.GoTo(2026, 9, 3);
        _account.Emulator.Dispute(charge);

        _account.GoTo(2026, 9, 20);

        Assert.Single(_account.Emulator.All("payout"));
    }

    [Fact]
    public async Task FailPayout_Paid_BringsTheMoneyBack()
    {
        await PaidAsync();
        _account.GoTo(2026, 9, 4);
        string id = Account.Id(_account.Emulator.All("payout").Single());

        _account.Emulator.FailPayout(id);

        JsonObject failed = _account.Emulator.Find(id)!;
        Assert.Equal(("failed", "account_closed"), (failed.Text("status"), failed.Text("failure_code")));
        Assert.Equal(19_675, _account.Emulator.Find(failed.Text("failure_balance_transaction")!).Number("amount"));
        Assert.Contains("payout.failed", _account.EventTypes());
    }

    [Fact]
    public async Task PaymentIntent_Confirmed_IsDeclinedThenPaid()
    {
        JsonObject intent = await _account.PostAsync("payment_intents", ("amount", "1500"), ("currency", "eur"), ("customer", _account.Customer));
        _account.Emulator.OnPayment = _ => StripePaymentAnswer.Declined("lost_card", "Your card was declined.");

        JsonNode error = await _account.RefusedAsync(402, "card_declined", $"payment_intents/{Account.Id(intent)}/confirm");
        _account.Emulator.OnPayment = null;
        JsonObject paid = await _account.PostAsync($"payment_intents/{Account.Id(intent)}/confirm", ("expand[0]", "latest_charge"));

        Assert.Equal("requires_confirmation", intent.Text("status"));
        Assert.Equal("lost_card", error.Text("decline_code"));
        Assert.Equal(("succeeded", 1_500, "succeeded"), (paid.Text("status"), paid.Number("amount_received"), paid["latest_charge"].Text("status")));
        Assert.Null(paid["last_payment_error"]);
        await _account.RefusedAsync(400, "payment_intent_unexpected_state", $"payment_intents/{Account.Id(intent)}/cancel");
    }

    [Fact]
    public async Task Payment_UnderWay_IsKnownLater()
    {
        _account.Emulator.OnPayment = _ => StripePaymentAnswer.Pending(TimeSpan.FromDays(3), StripePaymentAnswer.Succeeded);
        await _account.SubscribeAsync();
        Assert.Equal(("open", "processing", "active"), (_account.Invoice(1).Text("status"), _account.Emulator.All("payment_intent")[0].Text("status"), _account.Subscription.Text("status")));

        _account.GoTo(2026, 9, 4);

        Assert.Equal(("paid", "active"), (_account.Invoice(1).Text("status"), _account.Subscription.Text("status")));
        Assert.Equal(["charge.pending", "charge.succeeded"], _account.EventTypes("charge.pending", "charge.succeeded"));
    }

    [Fact]
    public async Task Payment_UnderWayAndFails_IsTriedAgain()
    {
        _account.Emulator.OnPayment = payment => payment.Attempt == 1 ? StripePaymentAnswer.Pending(TimeSpan.FromDays(3), StripePaymentAnswer.Declined()) : StripePaymentAnswer.Succeeded;
        await _account.SubscribeAsync();

        _account.GoTo(2026, 9, 4);
        Assert.Equal(("open", "past_due", Account.At(2026, 9, 7)), (_account.Invoice(1).Text("status"), _account.Subscription.Text("status"), _account.Invoice(1).Number("next_payment_attempt")));
        _account.GoTo(2026, 9, 7);

        Assert.Equal(("paid", "active"), (_account.Invoice(1).Text("status"), _account.Subscription.Text("status")));
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    /// <summary>A charge of 200.00.</summary>
    private async Task<string> PaidAsync()
    {
        await _account.SubscribeAsync();
        return Account.Id(_account.Emulator.All("charge")[0]);
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stories;

/// <summary>An account of Stripe as the gateway of a site of Chargebee: 238.00 for five seats in Berlin (200.00 and 19 %), its fee 3.57 + 0.25 = 3.82.</summary>
public sealed class StripeGatewayTests : IAsyncDisposable
{
    private readonly Site _site = new();
    private readonly StripeEmulator _account;
    private readonly StripeGateway _gateway;

    public StripeGatewayTests()
    {
        _account = new StripeEmulator(new StripeEmulatorOptions { PayoutInterval = TimeSpan.FromDays(1) }, _site.Clock);
        _gateway = new StripeGateway(_site.Emulator, _account);
    }

    private JsonObject Charge => _account.All("charge")[^1];

    private JsonObject Transaction => _site.Emulator.All("transaction")[^1];

    [Fact]
    public async Task Payment_IsAChargeWithTheSameIdAmountAndInstant()
    {
        await _site.SubscribeAsync();
        Assert.Equal((Charge.Text("id"), 23_800, Transaction.Number("date")), (Transaction.Text("id_at_gateway"), Charge.Number("amount_captured"), Charge.Number("created")));
        Assert.Equal((382, 23_418), Moved(Charge.Text("balance_transaction")!));
        Assert.Equal("NorthPeak GmbH", _account.Find(Charge.Text("customer")!).Text("name"));
        GoTo(4);
        Assert.Equal(23_418, Assert.Single(_account.All("payout")).Number("amount"));
    }

    /// <summary>The next attempt is a charge of its own, a day later.</summary>
    [Fact]
    public async Task Payment_DeclinedAndRetried_IsAFailedChargeAndAnother()
    {
        await _site.SubscribeAsync();
        _site.Emulator.OnPayment = payment => payment.Attempt == 1 ? ChargebeeGatewayAnswer.Declined("insufficient_funds") : ChargebeeGatewayAnswer.Success;
        GoTo(33);
        JsonObject[] charges = [.. _account.All("charge").Skip(1)];
        Assert.Equal(["failed", "succeeded"], charges.Select(c => c.Text("status")));
        Assert.Equal([.. charges.Select(c => c.Text("id"))], _site.Emulator.All("transaction").Skip(1).Select(t => t.Text("id_at_gateway")));
        Assert.Equal("insufficient_funds", charges[0]["outcome"].Text("reason"));
        Assert.Equal(86_400, charges[1].Number("created") - charges[0].Number("created"));
    }

    [Fact]
    public async Task Payment_UnderWay_IsPendingUntilTheSiteKnows()
    {
        await _site.SubscribeAsync();
        _site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.InProgress(TimeSpan.FromDays(3), ChargebeeGatewayAnswer.Success);
        GoTo(32);
        Assert.Equal(("pending", "processing"), (Charge.Text("status"), _account.All("payment_intent")[^1].Text("status")));
        GoTo(34);
        Assert.Equal(("succeeded", 23_800), (Charge.Text("status"), Charge.Number("amount_captured")));
    }

    [Fact]
    public async Task Payment_ThatBounces_LeavesTheBalanceAgain()
    {
        await _site.SubscribeAsync();
        _site.Emulator.OnPayment = payment => payment.Attempt == 1 ? ChargebeeGatewayAnswer.BouncesAfter(TimeSpan.FromDays(4)) : ChargebeeGatewayAnswer.Success;
        GoTo(36);
        JsonObject bounced = _account.All("charge")[1];
        Assert.Equal("failed", bounced.Text("status"));
        Assert.Equal((0, -23_800), Moved(bounced.Text("failure_balance_transaction")!));
        Assert.Equal("charge_failure", _account.Find(bounced.Text("failure_balance_transaction")!).Text("reporting_category"));
    }

    [Fact]
    public async Task Refund_IsARefundWithTheSameId()
    {
        await _site.SubscribeAsync();
        await _site.PostAsync($"invoices/{_site.Emulator.All("invoice")[0].Text("id")}/refund", ("refund_amount", "5000"));
        JsonObject refund = Assert.Single(_account.All("refund"));
        Assert.Equal((refund.Text("id"), Charge.Text("id"), 5_000), (Transaction.Text("id_at_gateway"), refund.Text("charge"), refund.Number("amount")));
    }

    [Fact]
    public async Task Refund_ThatComesBack_IsAFailedRefund()
    {
        await _site.SubscribeAsync();
        _site.Emulator.OnPayment = _ => ChargebeeGatewayAnswer.BouncesAfter(TimeSpan.FromDays(2), "expired_or_canceled_card");
        await _site.PostAsync($"invoices/{_site.Emulator.All("invoice")[0].Text("id")}/refund", ("refund_amount", "5000"));
        GoTo(3);
        JsonObject refund = Assert.Single(_account.All("refund"));
        Assert.Equal(("failed", "expired_or_canceled_card"), (refund.Text("status"), refund.Text("failure_reason")));
        Assert.Equal((0, 5_000), Moved(refund.Text("failure_balance_transaction")!));
    }

    /// <summary>What the account refuses, the site refuses: the money of a charge that is disputed cannot be refunded, too.</summary>
    [Fact]
    public async Task Refund_OfADisputedCharge_IsRefused()
    {
        await _site.SubscribeAsync();
        _gateway.Dispute(Transaction.Text("id")!);
        await _site.RefusedAsync(400, "payment_processing_failed", $"invoices/{_site.Emulator.All("invoice")[0].Text("id")}/refund", ("refund_amount", "5000"));
        Assert.Empty(_account.All("refund"));
        Assert.Empty(_site.Emulator.All("credit_note"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Dispute_IsOneOfTheCharge_AndOfTheSiteWhereItRecordsThem(bool records)
    {
        StripeGateway gateway = new(_site.Emulator, _account) { RecordsChargebacks = records, KeepsIntents = true };
        await _site.SubscribeAsync();
        Assert.Equal(Transaction.Text("id_at_gateway"), Charge.Text("payment_intent"));
        string dispute = gateway.Dispute(Transaction.Text("id")!);
        Assert.Equal((Charge.Text("id"), 23_800), (_account.Find(dispute).Text("charge"), _account.Find(dispute).Number("amount")));
        Assert.Equal(records ? ("refund", "chargeback") : ("payment", "card"), (Transaction.Text("type"), Transaction.Text("payment_method")));
        Assert.Equal(records ? ["chargeback"] : [], _site.Emulator.All("credit_note").Select(n => n.Text("reason_code")));
        Assert.Throws<ArgumentException>(() => gateway.Dispute("txn_unknown"));
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _account.DisposeAsync();
    }

    private (long? Fee, long? Net) Moved(string id) => (_account.Find(id).Number("fee"), _account.Find(id).Number("net"));

    /// <summary>Some days after the start, at noon.</summary>
    private void GoTo(int days)
    {
        DateTimeOffset then = Site.Start.AddDays(days).AddHours(12);
        _gateway.AdvanceTo(then);
        _site.Clock.SetUtcNow(then);
    }
}

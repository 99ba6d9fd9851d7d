using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>An account that is the gateway of another billing platform: it tells of money alone, and by which ids the platform may know it.</summary>
public sealed class PaymentsOnlyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_AreThoseOfMoney()
    {
        await using Rig rig = Rig();
        Assert.Equal(["payments", "charges", "refunds", "disputes", "payouts"], rig.Feed.Streams);
    }

    /// <summary>The intent and the charge of the recorded payment.</summary>
    [Fact]
    public async Task Payment_Told_NamesTheIntentAndTheCharge()
    {
        await using Rig rig = Rig();
        Change change = rig.Change(Payloads.Of("event_payment_intent_succeeded"));
        Assert.Equal((ChangeKinds.PaymentReceived, Stripe.Tests.Rig.Ref(RecordKinds.Payment, Till.Intent)), (change.Kind, change.Subject));
        PaymentNames names = Assert.IsType<PaymentNames>(change.Record);
        Assert.Equal(change.Subject, names.Payment);
        Assert.StartsWith("ch_", Assert.Single(names.Aliases), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("event_invoice_paid")]
    [InlineData("event_customer_subscription_updated_past_due")]
    public async Task WhatIsBilled_IsAcceptedAndForgotten(string payload)
    {
        await using Rig rig = Rig();
        Assert.Empty(rig.Post(Payloads.Of(payload)).Deliveries);
    }

    /// <summary>A charge of 267.75 that stands on no intent is told by its own id; one that failed is not told.</summary>
    [Fact]
    public async Task Charges_Listed_AreThePaymentsThatSucceeded()
    {
        await using Rig rig = Rig();
        rig.Emulator.Put(Payloads.Of("composed_charge_succeeded"));
        rig.Emulator.Put(Payloads.Of("composed_charge_failed"));
        Delivery told = Assert.Single((await rig.Feed.PollAsync("charges", null, Cancel)).Deliveries);
        JsonObject charge = Payloads.Of("composed_charge_succeeded");
        Assert.Equal((string)charge["payment_intent"]!, told.Subject.Id);
        Payment payment = Assert.IsType<Payment>(rig.Source.Decode(told.Subject, told.Payload));
        Assert.Equal((told.Subject, 267.75m, (string)charge["id"]!), (payment.Ref, payment.Amount.Amount, Assert.Single(payment.Aliases)));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds((long)charge["created"]!), payment.PaidAt);
    }

    /// <summary>Who was paid back stands in the charge: a refund names no customer.</summary>
    [Fact]
    public async Task Refund_IsOfTheChargesCustomerAndNoInvoice()
    {
        await using Rig rig = Rig();
        rig.Emulator.Put(Payloads.Of("composed_charge_succeeded"));
        JsonObject refund = Payloads.Of("composed_refund_partial");
        refund["customer"] = null;
        rig.Emulator.Put(refund);
        Refund read = await rig.ReadAsync<Refund>(RecordKinds.Refund, (string)refund["id"]!);
        Assert.Equal(((string)Payloads.Of("composed_charge_succeeded")["customer"]!, null), (read.Customer.Id, read.Invoice));
    }

    private static Rig Rig() => new(o => (o.PaymentsOnly, o.ListObjects, o.PollEvents) = (true, true, true));
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

/// <summary>Each object has exactly the fields of the vendor's payload, in their kinds.</summary>
public sealed class StripeShapeTests : IAsyncDisposable
{
    private readonly Account _account = new(new StripeEmulatorOptions { PayoutInterval = TimeSpan.FromDays(1) });

    [Fact]
    public async Task Customer_AsThePayload_HasItsFields() => Same("composed_customer", await _account.GetAsync($"customers/{_account.Customer}"));

    [Fact]
    public async Task Subscription_AsThePayload_HasItsFieldsAndPeriod()
    {
        JsonObject payload = Fixture.Object("Stripe/composed_subscription_active.json");
        await SubscribeAsync();

        JsonObject answer = await _account.GetAsync($"subscriptions/{Account.Id(_account.Subscription)}");

        Assert.Empty(Shapes.Differences(payload, answer));
        Assert.Equal(payload["items"].Numbers("data", "current_period_end"), answer["items"].Numbers("data", "current_period_end"));
        Assert.Equal("active", answer.Text("status"));
    }

    [Fact]
    public async Task Invoice_Paid_HasTheFieldsAndAmountsOfThePayload()
    {
        JsonObject payload = Fixture.Object("Stripe/composed_invoice_paid_tax_discount.json");
        await SubscribeAsync();

        JsonObject answer = await _account.GetAsync($"invoices/{Account.Id(_account.Invoice(1))}");

        Assert.Empty(Shapes.Differences(payload, answer));
        foreach (string same in (string[])["subtotal", "total", "total_excluding_tax", "amount_due", "amount_paid", "amount_remaining", "attempt_count", "billing_reason", "auto_advance"])
        {
            Assert.Equal(payload[same]!.ToJsonString(), answer[same]!.ToJsonString());
        }

        Assert.Equal(payload.Numbers("total_taxes", "taxable_amount"), answer.Numbers("total_taxes", "taxable_amount"));
        Assert.Equal(payload["lines"].Numbers("data", "amount"), answer["lines"].Numbers("data", "amount"));
        Assert.Equal("00000007-0001".Length, answer.Text("number")!.Length);
    }

    [Fact]
    public async Task Invoice_Declined_HasTheFieldsOfThePayload()
    {
        await SubscribeAsync();
        _account.Emulator.OnPayment = _ => StripePaymentAnswer.Declined();
        _account.GoTo(2026, 10, 1, 1);

        JsonObject invoice = _account.Invoice(2);
        Same("composed_invoice_open_payment_failed", invoice);
        Same("composed_charge_failed", _account.Emulator.All("charge")[^1]);
        JsonObject told = Fixture.Object("Stripe/event_customer_subscription_updated_past_due.json");
        JsonObject changed = _account.Event("customer.subscription.updated");
        Assert.Empty(Shapes.Differences(told, changed));
        Assert.True(JsonNode.DeepEquals(told["data"]!["previous_attributes"], changed["data"]!["previous_attributes"]));
        Assert.Equal("past_due", changed["data"]!["object"].Text("status"));
    }

    [Theory]
    [InlineData("composed_invoice_payment", "invoice_payment")]
    [InlineData("composed_payment_intent_succeeded", "payment_intent")]
    [InlineData("composed_charge_succeeded", "charge")]
    public async Task Payment_Succeeded_HasTheFieldsOfThePayload(string payload, string kind)
    {
        await SubscribeAsync();

        Same(payload, Assert.Single(_account.Emulator.All(kind)));
    }

    [Fact]
    public async Task CreditNote_WithRefund_HasTheFieldsAndAmountsOfThePayload()
    {
        JsonObject payload = Fixture.Object("Stripe/composed_credit_note_post_payment.json");
        await SubscribeAsync();
        string line = _account.Invoice(1)["lines"]!["data"]![1].Text("id")!;

        JsonObject note = await _account.PostAsync(
            "credit_notes", ("invoice", Account.Id(_account.Invoice(1))), ("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", line), ("lines[0][quantity]", "1"), ("refund_amount", "5355"), ("reason", "order_change"), ("memo", "Onboarding cancelled"));

        Assert.Empty(Shapes.Differences(payload, note));
        foreach (string same in (string[])["amount", "subtotal", "total", "total_excluding_tax", "discount_amount", "post_payment_amount", "pre_payment_amount", "type", "reason"])
        {
            Assert.Equal(payload[same]!.ToJsonString(), note[same]!.ToJsonString());
        }

        Same("composed_refund_partial", _account.Emulator.All("refund").Single());
    }

    [Fact]
    public async Task PayoutAndItsBalance_AsThePayloads_HaveTheirFieldsAndAmounts()
    {
        JsonObject list = Fixture.Object("Stripe/composed_balance_transactions_for_payout.json");
        await SubscribeAsync();
        await _account.PostAsync("refunds", ("charge", Account.Id(_account.Emulator.All("charge")[0])), ("amount", "5355"));

        _account.GoTo(2026, 9, 5);

        JsonObject payout = _account.Emulator.All("payout").Single();
        JsonObject movements = await _account.GetAsync($"balance_transactions?payout={Account.Id(payout)}");
        Same("composed_payout_paid", payout);
        Assert.Empty(Shapes.Differences(list, movements));
        // As in the payload: 267.75 with a fee of 4.27, less 53.55.
        Assert.Equal(list.Numbers("data", "net"), movements.Numbers("data", "net"));
        Assert.Equal(list.Texts("data", "reporting_category"), movements.Texts("data", "reporting_category"));
    }

    [Fact]
    public async Task Dispute_AsTheVendorsExample_HasItsFields()
    {
        await SubscribeAsync();

        JsonObject dispute = _account.Emulator.Find(_account.Emulator.Dispute(Account.Id(_account.Emulator.All("charge")[0])))!;

        Assert.Empty(Shapes.Differences(Shapes.Shared("stripe/dispute.json"), dispute));
        Assert.Empty(Shapes.Differences(Fixture.Object("Stripe/composed_balance_transactions_for_payout.json")["data"]![2], dispute["balance_transactions"]![0]));
    }

    [Theory]
    [InlineData("stripe/product.json", "product")]
    [InlineData("stripe/fx3_billing_meter.json", "billing.meter")]
    public async Task Catalogue_AsTheVendorsExample_HasItsFields(string example, string kind)
    {
        await _account.PostAsync("billing/meters", ("display_name", "Calls"), ("event_name", "calls"), ("default_aggregation[formula]", "sum"));

        Assert.Empty(Shapes.Differences(Shapes.Shared(example), _account.Emulator.All(kind)[0]));
    }

    [Fact]
    public async Task MeterEvent_AsTheVendorsExample_HasItsFields()
    {
        JsonObject taken = await _account.PostAsync("billing/meter_events", ("event_name", "api_request"), ("payload[stripe_customer_id]", _account.Customer), ("payload[value]", "25"));

        Assert.Empty(Shapes.Differences(Shapes.Shared("stripe/fx3_billing_meter_event.json"), taken));
    }

    [Fact]
    public async Task Event_AsThePayload_HasItsFields()
    {
        await SubscribeAsync();

        JsonObject paid = _account.Event("invoice.paid");

        Same("event_invoice_paid", paid);
    }

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    /// <summary>Five seats and onboarding, less 10 %, with 19 %: 267.75.</summary>
    private async Task SubscribeAsync()
    {
        await _account.PostAsync("invoiceitems", ("customer", _account.Customer), ("amount", "5000"), ("currency", "eur"), ("description", "Onboarding"), ("pricing[price]", _account.Seat));
        await _account.SubscribeWithTaxAsync(("discounts[0][coupon]", "NP10"), ("metadata[crm_opportunity_id]", "0065w000023STAmAAO"));
    }

    private static void Same(string payload, JsonObject made)
    {
        JsonObject known = Fixture.Object($"Stripe/{payload}.json");
        Assert.Empty(Shapes.Differences(known, made));
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>The adapter beside an emulated account that lives through autumn 2026: seats for NorthPeak with 19 % tax and a coupon of 10 %.</summary>
public sealed class EmulatedAccountTests : IAsyncDisposable
{
    private readonly Rig _rig = new(emulator: new StripeEmulatorOptions { PayoutInterval = TimeSpan.FromDays(1) });
    private readonly StripeEmulator _account;

    public EmulatedAccountTests()
    {
        _account = _rig.Emulator;
        _account.Post("products", ("id", "prod_SEAT"), ("name", "Seat"));
        string price = Id(_account.Post("prices", ("product", "prod_SEAT"), ("currency", "eur"), ("unit_amount", "4000"), ("recurring[interval]", "month")));
        string rate = Id(_account.Post("tax_rates", ("display_name", "VAT"), ("percentage", "19"), ("inclusive", "false"), ("country", "DE")));
        _account.Post("coupons", ("id", "NP10"), ("percent_off", "10"), ("duration", "forever"));
        string customer = Id(_account.Post("customers", ("name", "NorthPeak GmbH"), ("address[country]", "DE")));
        JsonObject subscription = _account.Post(
            "subscriptions", ("customer", customer), ("items[0][price]", price), ("items[0][quantity]", "5"), ("default_tax_rates[0]", rate), ("discounts[0][coupon]", "NP10"));
        _rig.Clock.Advance(TimeSpan.FromDays(15));
        _account.Post($"subscriptions/{Id(subscription)}", ("items[0][id]", Id(subscription["items"]!["data"]![0]!)), ("items[0][quantity]", "8"));
        _account.OnPayment = payment => payment.Attempt == 1 ? StripePaymentAnswer.Declined() : StripePaymentAnswer.Succeeded;
        _rig.Clock.Advance(TimeSpan.FromDays(20));
        _account.OnPayment = null;
        _account.Post("refunds", ("charge", Charge(0)), ("amount", "1000"));
        string dispute = _account.Dispute(Charge(2));
        _account.CloseDispute(dispute, won: true);
        _account.AdvanceTo(_rig.Clock.GetUtcNow().AddDays(5));
    }

    [Fact]
    public void Events_ByWebhook_AreAllReadAndTellTheStory()
    {
        IReadOnlyList<JsonObject> events = _account.PendingEvents;

        string[] kinds = [.. events.SelectMany(evt => _rig.Post(evt).Deliveries).Select(delivery => _rig.Source.DecodeChange(delivery).Kind).Distinct()];

        string[] expected = [ChangeKinds.ContractChanged, ChangeKinds.CustomerSeen, ChangeKinds.DisputeChanged, ChangeKinds.InvoiceIssued, ChangeKinds.PaymentFailed, ChangeKinds.PayoutPaid, ChangeKinds.ProductSeen, ChangeKinds.RefundMade];
        Assert.Empty(expected.Except(kinds));
    }

    [Fact]
    public async Task Invoices_Read_SumToTheCent()
    {
        string[] ids = [.. _account.All("invoice").Select(Id)];

        Invoice first = await _rig.ReadAsync<Invoice>(RecordKinds.Invoice, ids[0]);
        Invoice second = await _rig.ReadAsync<Invoice>(RecordKinds.Invoice, ids[1]);

        // 5 x 40.00 less 10 % and 19 % of the rest.
        Assert.Equal((180.00m, 214.20m), (first.Net.Amount, first.Gross.Amount));
        Assert.All([first, second], invoice =>
        {
            Assert.Equal(invoice.Net.Amount, invoice.Lines.Sum(line => line.Net.Amount));
            Assert.Equal(invoice.Gross.Amount, invoice.Net.Amount + invoice.Taxes.Sum(tax => tax.Amount.Amount));
        });
        Assert.True(first.IsPaid && second.IsPaid);
    }

    [Fact]
    public async Task MoneyAndPayouts_Read_AgreeWithTheBalance()
    {
        Payout payout = await _rig.ReadAsync<Payout>(RecordKinds.Payout, Id(_account.All("payout")[0]));
        Refund refund = await _rig.ReadAsync<Refund>(RecordKinds.Refund, Id(_account.All("refund")[0]));
        Dispute dispute = await _rig.ReadAsync<Dispute>(RecordKinds.Dispute, Id(_account.All("dispute")[0]));

        // 214.20 less 1.5 % and 0.25.
        Assert.Equal(214.20m - 3.46m, payout.Amount.Amount);
        Assert.Equal(payout.Amount.Amount, payout.Lines.Sum(line => line.Amount.Amount - line.Fee.Amount));
        Assert.Equal(10.00m, refund.Amount.Amount);
        Assert.Equal(DisputeStatus.Won, dispute.Status);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private string Charge(int number) => Id(_account.All("charge")[number]);

    private static string Id(JsonNode made) => made["id"]!.GetValue<string>();
}

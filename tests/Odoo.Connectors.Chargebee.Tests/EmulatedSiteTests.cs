using System.Net;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>The adapter beside an emulated site that lives through autumn 2026: seats for NorthPeak in Berlin with 19 % tax and a coupon of 10 %.</summary>
public sealed class EmulatedSiteTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ChargebeeEmulator _site;
    private readonly Rig _rig;

    public EmulatedSiteTests()
    {
        _site = new ChargebeeEmulator(new ChargebeeEmulatorOptions { Site = "acme-test", ApiKey = "key-secret", TaxRates = [new ChargebeeTaxRate("VAT", 19, "DE")] }, _clock);
        _rig = Rig.Create(_site.CreateHandler());
        _site.AddCoupon(new ChargebeeCoupon { Id = "NP10", InvoiceName = "10 % off", Percentage = 10 });
        _site.Post("items", ("id", "seat"), ("name", "Seat"), ("type", "plan"));
        _site.Post("item_prices", ("id", "seat-EUR"), ("name", "Seat"), ("item_id", "seat"), ("pricing_model", "per_unit"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        _site.Post("customers", ("id", "np"), ("company", "NorthPeak GmbH"), ("billing_address[country]", "DE"));
        _site.SetCard("np");
        _site.Post("customers/np/subscription_for_items", ("id", "sub"), ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "5"), ("coupon_ids[0]", "NP10"));
        GoTo(2026, 9, 16);
        _site.Post("subscriptions/sub/update_for_items", ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "8"));
        _site.OnPayment = payment => payment.Attempt == 1 ? ChargebeeGatewayAnswer.Declined() : ChargebeeGatewayAnswer.BouncesAfter(TimeSpan.FromDays(20));
        GoTo(2026, 10, 5);
        _site.OnPayment = null;
        _site.Post("invoices/INV-1/refund", ("refund_amount", "1001"));
        GoTo(2026, 11, 20);
        _site.Post("subscriptions/sub/cancel_for_items", ("credit_option_for_current_term_charges", "prorate"));
    }

    [Fact]
    public async Task Events_ByWebhook_AreAllReadAndTellTheStory()
    {
        using var hub = new Hub(_rig);
        using var sender = new ChargebeeSender(new Uri("https://hub.example/chargebee"), "cbhook", "DUMMYpass:with:colons", hub);

        int accepted = await sender.DeliverAsync(_site, new ChargebeeDelivery { Seed = 5 }, Rig.Token);

        Assert.True(accepted >= _site.All("event").Count);
        string[] expected =
        [
            ChangeKinds.ContractChanged, ChangeKinds.CreditNoteIssued, ChangeKinds.CustomerSeen, ChangeKinds.InvoicePaid, ChangeKinds.PaymentFailed, ChangeKinds.PaymentReceived,
            ChangeKinds.PaymentReversed, ChangeKinds.ProductSeen, ChangeKinds.RefundMade,
        ];
        Assert.Empty(expected.Except(hub.Changes.Select(change => change.Kind)));
    }

    [Fact]
    public async Task Documents_Read_SumToTheCent()
    {
        Invoice first = await _rig.ReadAsync<Invoice>(RecordKinds.Invoice, "INV-1");
        Invoice change = await _rig.ReadAsync<Invoice>(RecordKinds.Invoice, "INV-2");
        CreditNote credit = await _rig.ReadAsync<CreditNote>(RecordKinds.CreditNote, "CN-1");
        CreditNote refunded = await _rig.ReadAsync<CreditNote>(RecordKinds.CreditNote, "CN-2");

        // 5 x 40.00 less 10 %; then for half a month 8 x 20.00, and 5 x 20.00 back.
        Assert.Equal((180.00m, 214.20m), (first.Net.Amount, first.Gross.Amount));
        Assert.Equal((144.00m, 171.36m), (change.Net.Amount, change.Gross.Amount));
        Assert.Equal((90.00m, 107.10m), (credit.Net.Amount, credit.Gross.Amount));
        Assert.Equal(10.01m, refunded.Gross.Amount);
        Assert.All([first, change], Sums.Agree);
        Assert.All([credit, refunded], Sums.Agree);
    }

    [Theory]
    [InlineData("customers", 1)]
    [InlineData("items", 1)]
    [InlineData("item_prices", 1)]
    [InlineData("subscriptions", 1)]
    [InlineData("invoices", 4)]
    [InlineData("events", null)]
    public async Task Poll_EveryStream_ReadsToItsEnd(string stream, int? subjects)
    {
        string? watermark = null;
        List<Change> changes = [];
        for (bool more = true; more;)
        {
            PollPage page = await _rig.PollAsync(stream, watermark);
            changes.AddRange(page.Deliveries.Select(_rig.Change));
            (watermark, more) = (page.Watermark, page.HasMore);
        }

        Assert.True(changes.Count > 0);
        Assert.Equal(subjects ?? changes.Select(change => change.Subject).Distinct().Count(), changes.Select(change => change.Subject).Distinct().Count());
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _site.DisposeAsync();
    }

    private void GoTo(int year, int month, int day)
    {
        _clock.SetUtcNow(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero));
        _site.AdvanceTo(_clock.GetUtcNow());
    }

    /// <summary>The endpoint: takes what the adapter takes.</summary>
    private sealed class Hub(Rig rig) : HttpMessageHandler
    {
        public List<Change> Changes { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Changes.AddRange(rig.Receive(body, request.Headers.Authorization?.ToString()).Select(rig.Change));
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}

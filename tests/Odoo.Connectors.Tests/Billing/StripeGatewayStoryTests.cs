using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>
/// Chargebee collects through Stripe, and both tell of it: 200.00 for five seats each month, a refund, a debit that bounces and is collected anew, a dispute that
/// is won, and the payouts of all that. Whoever tells first, and however often, the ledger is asked for the same, once.
/// </summary>
public sealed class StripeGatewayStoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public enum Order
    {
        BillingFirst,
        GatewayFirst,
        LastFirst,
    }

    [Theory]
    [InlineData(Order.BillingFirst, false)]
    [InlineData(Order.GatewayFirst, false)]
    [InlineData(Order.LastFirst, true)]
    public async Task Story_WhoeverTellsFirst_IsBookedOnce(Order order, bool keepsIntents)
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero));
        await using ChargebeeEmulator site = new(timeProvider: clock);
        await using StripeEmulator account = new(new StripeEmulatorOptions { PayoutInterval = TimeSpan.FromDays(1) }, clock);
        StripeGateway gateway = new(site, account) { KeepsIntents = keepsIntents };
        await using MemoryHub hub = Hub(site, account);
        hub.Crm.Records[hub.Crm.Ref(RecordKinds.Customer, "001A")] = new Customer { Ref = hub.Crm.Ref(RecordKinds.Customer, "001A"), Name = "Kanaal" };
        Play(site, account, gateway, clock);
        List<Delivery> billing = await ToldAsync(hub, site), money = await ToldAsync(hub, account);
        Assert.Equal(keepsIntents ? "pi" : "ch", ((string)site.All("transaction")[0]["id_at_gateway"]!)[..2]);

        Delivery[] told = order switch
        {
            Order.BillingFirst => [.. billing, .. money],
            Order.GatewayFirst => [.. money, .. billing],
            _ => [.. billing.Concat(money).Reverse()],
        };
        await hub.HearAsync(told);
        await hub.HearAsync(told);
        await hub.AssertNoCasesAsync();

        // Four invoices, and the debit that was collected anew; 50.00 given back.
        string[] payments = [.. site.All("transaction").Where(t => ((string?)t["type"], (string?)t["status"]) is ("payment", "success" or "late_failure")).Select(t => (string)t["id"]!)];
        Assert.Equal(5, payments.Length);
        Assert.Equal(payments.Order(StringComparer.Ordinal), Sources(hub, EffectKinds.Payment));
        Assert.Single(Sources(hub, EffectKinds.Refund));
        Assert.Single(Sources(hub, EffectKinds.PaymentReversal));
        Dispute dispute = Assert.IsType<Dispute>(Assert.Single(hub.Ledger.Done, i => i.Kind == EffectKinds.Chargeback).Record);
        Assert.Equal(("billing", 200m, 20m), (dispute.Payment.System, dispute.Amount.Amount, dispute.Fee!.Value.Amount));
        Assert.Single(Sources(hub, EffectKinds.ChargebackReversal));

        // 5 x 200.00 - 50.00 - 200.00 (bounced) - 200.00 + 200.00 (disputed) = 750.00, less five fees of 3.25 and the dispute's 20.00: 713.75.
        Payout[] payouts = [.. hub.Ledger.Done.Where(i => i.Kind == EffectKinds.Payout).Select(i => (Payout)i.Record)];
        Assert.Equal(account.All("payout").Select(p => (string)p["id"]!).Order(StringComparer.Ordinal), payouts.Select(p => p.Ref.Id).Order(StringComparer.Ordinal));
        Assert.Equal((713.75m, 36.25m), (payouts.Sum(p => p.Amount.Amount), payouts.SelectMany(p => p.Lines).Sum(l => l.Fee.Amount)));
        Assert.All(payouts.SelectMany(p => p.Lines), l => Assert.Equal(l.Kind is PayoutLineKind.Dispute or PayoutLineKind.DisputeWon ? "stripe" : "billing", l.Source!.System));
    }

    private static IEnumerable<string> Sources(MemoryHub hub, string kind) => hub.Ledger.Done.Where(i => i.Kind == kind).Select(i => i.Source.Id).Order(StringComparer.Ordinal);

    private static void Play(ChargebeeEmulator site, StripeEmulator account, StripeGateway gateway, FakeTimeProvider clock)
    {
        site.Post("items", ("id", "seat"), ("name", "Seat"), ("type", "plan"));
        site.Post("item_prices", ("id", "seat-EUR"), ("name", "Seat"), ("item_id", "seat"), ("pricing_model", "per_unit"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        site.Post("customers", ("id", "kanaal"), ("company", "Kanaal"), ("cf_crm_account_id", "001A"));
        site.SetCard("kanaal");
        site.Post("customers/kanaal/subscription_for_items", ("subscription_items[item_price_id][0]", "seat-EUR"), ("subscription_items[quantity][0]", "5"));
        site.Post($"invoices/{Newest(site)}/refund", ("refund_amount", "5000"));
        site.OnPayment = _ => ChargebeeGatewayAnswer.BouncesAfter(TimeSpan.FromDays(4));
        GoTo(new DateTimeOffset(2026, 10, 2, 9, 0, 0, TimeSpan.Zero));
        site.OnPayment = null;
        GoTo(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        string dispute = gateway.Dispute((string)site.All("transaction")[^1]["id"]!);
        GoTo(new DateTimeOffset(2026, 11, 10, 9, 0, 0, TimeSpan.Zero));
        account.CloseDispute(dispute, won: true);
        GoTo(new DateTimeOffset(2026, 12, 6, 9, 0, 0, TimeSpan.Zero)); // what the dispute cost is kept from the next payout

        void GoTo(DateTimeOffset instant)
        {
            gateway.AdvanceTo(instant);
            clock.SetUtcNow(instant);
        }
    }

    private static string Newest(ChargebeeEmulator site) => (string)site.All("invoice")[^1]["id"]!;

    private static MemoryHub Hub(ChargebeeEmulator site, StripeEmulator account) => new(
        contracts: "billing",
        platform: hub => hub
            .AddChargebee(
                "billing",
                o =>
                {
                    (o.Site, o.ApiKey, o.CrmSystem, o.PollEvents) = ("emulator-test", "test_emulator0000", "crm", false);
                    o.WebhookUsers.Add(new Chargebee.ChargebeeWebhookUser { User = "hook", Password = "secret" });
                },
                http => http.ConfigurePrimaryHttpMessageHandler(site.CreateHandler))
            .AddStripePayments(
                "stripe",
                o =>
                {
                    o.ApiKey = "sk_test_emulator0000";
                    o.WebhookSecrets.Add("whsec_story");
                },
                http => http.ConfigurePrimaryHttpMessageHandler(account.CreateHandler))
            .Own<Payment>("stripe"));

    private static async Task<List<Delivery>> ToldAsync(MemoryHub hub, ChargebeeEmulator site)
    {
        using Ear ear = new(hub.Services.GetServices<IConnectedSystem>().OfType<IWebhookFeed>().Single(s => s.Name == "billing"));
        using ChargebeeSender sender = new(new Uri("http://hub.test/"), "hook", "secret", ear);
        await sender.DeliverAsync(site, cancellationToken: Cancel);
        return ear.Heard;
    }

    private static async Task<List<Delivery>> ToldAsync(MemoryHub hub, StripeEmulator account)
    {
        using Ear ear = new(hub.Services.GetServices<IConnectedSystem>().OfType<IWebhookFeed>().Single(s => s.Name == "stripe"));
        using StripeSender sender = new(new Uri("http://hub.test/"), ["whsec_story"], TimeProvider.System, ear);
        await sender.DeliverAsync(account, cancellationToken: Cancel);
        return ear.Heard;
    }

    /// <summary>Takes what is posted as its feed does, and keeps it.</summary>
    private sealed class Ear(IWebhookFeed feed) : HttpMessageHandler
    {
        public List<Delivery> Heard { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            WebhookResult result = feed.Receive(
                name => request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(',', values) : null, await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            Assert.Null(result.Refusal);
            Heard.AddRange(result.Deliveries);
            return new HttpResponseMessage();
        }
    }
}

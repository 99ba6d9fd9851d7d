using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Billing;

/// <summary>A won deal becomes a subscription at Stripe, which is changed there in every way: what is told in disorder and twice ends with what is true.</summary>
public sealed class StripeAmendmentsStoryTests
{
    private const string Secret = "whsec_story";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// 5 seats at 40.00: 200.00. 8 from the 16th on, half a month: 8 x 20.00 less 5 x 20.00 are 60.00. The invoice of that is booked after the change,
    /// whichever of the two is told first.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Changes_InDisorder_EndWithWhatIsTrue(int seed)
    {
        SetClock clock = new();
        clock.MoveTo(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));
        await using StripeEmulator account = new(timeProvider: clock);
        account.Post("products", ("id", "seat"), ("name", "Seat"));
        account.Post("prices", ("product", "seat"), ("currency", "eur"), ("unit_amount", "4000"), ("recurring[interval]", "month"));
        await using MemoryHub hub = new(o => o.DealStatuses = true, platform: b =>
        {
            b.Services.AddSingleton<TimeProvider>(clock);
            b.AddStripe(
                "billing",
                o =>
                {
                    (o.ApiKey, o.CrmSystem, o.DaysUntilDue, o.ReadRetryDelay) = ("sk_test_emulator0000", "crm", 30, TimeSpan.Zero);
                    o.WebhookSecrets.Add(Secret);
                },
                http => http.ConfigurePrimaryHttpMessageHandler(() => account.CreateHandler()));
        });
        using StripeSender sender = new(new Uri("https://hub.example.com/webhooks/billing"), [Secret], clock, new Intake(hub.Services.GetRequiredService<IWebhookIntake>()));
        await hub.HearAsync(hub.Win());
        await DeliverAsync();
        JsonObject subscription = Assert.Single(account.All("subscription"));
        string path = $"subscriptions/{subscription["id"]}";

        clock.MoveTo(new DateTimeOffset(2026, 9, 16, 8, 0, 0, TimeSpan.Zero));
        account.Post(path, ("items[0][id]", (string)subscription["items"]!["data"]![0]!["id"]!), ("items[0][quantity]", "8"), ("proration_behavior", "always_invoice"));
        await DeliverAsync();
        Assert.Equal([200m, 60m], hub.Ledger.Done.Where(i => i.Kind == EffectKinds.Invoice).Select(i => ((Invoice)i.Record).Gross.Amount));
        List<string> kinds = [.. hub.Ledger.Done.Select(i => i.Kind)];
        Assert.InRange(kinds.IndexOf(EffectKinds.Amendment), 0, kinds.LastIndexOf(EffectKinds.Invoice) - 1);
        Amendment change = Assert.Single(((Contract)hub.Ledger.Done.Single(i => i.Kind == EffectKinds.Amendment).Record).Amendments);
        Assert.Equal((5m, 8m), (change.Before[0].Quantity, change.Terms[0].Quantity));
        Assert.Equal("Active 8 x seat Quantity 2026-09-16 renews 2026-10-01", Shown());

        await ChangeAsync("Paused 8 x seat Pause 2026-09-17 renews 2026-10-01", 17, ("pause_collection[behavior]", "void"));
        await ChangeAsync("Active 8 x seat Resume 2026-09-18 renews 2026-10-01", 18, ("pause_collection", ""));
        await ChangeAsync("Active 8 x seat Cancellation 2026-09-19 ends 2026-10-01", 19, ("cancel_at_period_end", "true"));
        await ChangeAsync("Active 8 x seat Continuation 2026-09-20 renews 2026-10-01", 20, ("cancel_at_period_end", "false"));
        await ChangeAsync("Active 8 x seat Cancellation 2026-09-21 ends 2026-10-01", 21, ("cancel_at_period_end", "true"));
        clock.MoveTo(new DateTimeOffset(2026, 10, 2, 8, 0, 0, TimeSpan.Zero));
        await DeliverAsync();
        Assert.StartsWith("Ended 8 x seat Cancellation 2026-10-01 ends 2026-10-01", Shown(), StringComparison.Ordinal);
        await hub.AssertNoCasesAsync();

        async Task ChangeAsync(string shown, int day, (string, string) field)
        {
            clock.MoveTo(new DateTimeOffset(2026, 9, day, 8, 0, 0, TimeSpan.Zero));
            account.Post(path, field);
            await DeliverAsync();
            Assert.Equal(shown, Shown());
        }

        async Task DeliverAsync()
        {
            await sender.DeliverAsync(account, new StripeDelivery { Seed = seed, Duplicates = 0.5 }, Cancel);
            await hub.DrainAsync();
        }

        string Shown()
        {
            DealProgress told = (DealProgress)hub.Crm.Done.Last(i => i.Kind == EffectKinds.DealStatus).Record;
            string end = told.EndsOn is { } ends ? $"ends {ends:yyyy-MM-dd}" : "", renewal = told.RenewsOn is { } on ? $"renews {on:yyyy-MM-dd}" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{told.Status} {told.Terms} {told.Amendment} {told.AmendedOn:yyyy-MM-dd} {end}{renewal}");
        }
    }

    private sealed class Intake(IWebhookIntake intake) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            byte[] body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            WebhookResult result = await intake.ReceiveAsync("billing", name => request.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null, body, cancellationToken);
            return new HttpResponseMessage((HttpStatusCode)result.Status);
        }
    }
}

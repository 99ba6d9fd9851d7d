using System.Diagnostics;
using System.Globalization;
using Odoo.Connectors.Collections;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>The vendors on their clock, the hub between them, and what was compared on the way.</summary>
internal sealed class Stage(Emulators vendors, VirtualClock clock, WebApplication hub, HubSettings settings, string account)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private int _seed;

    public Billing Billing { get; } = new(vendors.Chargebee!, vendors.Stripe, vendors.Gateway!);

    public List<Check> Checks { get; } = [];

    public T Service<T>()
        where T : notnull => hub.Services.GetRequiredService<T>();

    /// <summary>
    /// Moves to an instant (UTC), lets something happen, and has all that follows told: some of it twice, and in disorder. Then what is overdue is looked at, as
    /// a host that runs for days does by itself.
    /// </summary>
    public async Task HappensAsync(string at, string what, Action happens, CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        MoveTo(at);
        happens();
        using ChargebeeSender billing = FromChargebee(null);
        using StripeSender money = FromStripe(null);
        int told = 0, now;
        do
        {
            await DrainAsync(cancellationToken);
            now = await billing.DeliverAsync(vendors.Chargebee!, new ChargebeeDelivery { Seed = _seed++ }, cancellationToken);
            told += now += await money.DeliverAsync(vendors.Stripe, new StripeDelivery { Seed = _seed++ }, cancellationToken);
        }
        while (now > 0);
        await Service<ICollections>().ReviewAsync(cancellationToken);
        await DrainAsync(cancellationToken);
        Report.Chapter(clock.GetUtcNow(), what, string.Create(CultureInfo.InvariantCulture, $"{told,2} webhooks {Stopwatch.GetElapsedTime(begun).TotalMilliseconds,6:0} ms"));
    }

    /// <summary>The same, but no webhook arrives.</summary>
    public async Task HappensUnheardAsync(string at, string what, Action happens, CancellationToken cancellationToken)
    {
        MoveTo(at);
        happens();
        using NowhereHandler nowhere = new();
        using ChargebeeSender billing = FromChargebee(nowhere);
        using StripeSender money = FromStripe(nowhere);
        int lost = await billing.DeliverAsync(vendors.Chargebee!, cancellationToken: cancellationToken);
        lost += await money.DeliverAsync(vendors.Stripe, cancellationToken: cancellationToken);
        Report.Chapter(clock.GetUtcNow(), what, $"{lost} webhooks lost");
    }

    /// <summary>What has fallen due at the vendors until an instant is done when it fell due; then it is that instant for all of them.</summary>
    private void MoveTo(string at)
    {
        DateTimeOffset instant = DateTimeOffset.Parse($"{at}Z", CultureInfo.InvariantCulture);
        vendors.Gateway!.AdvanceTo(instant);
        clock.MoveTo(instant);
    }

    /// <summary>What the account in Salesforce shows now.</summary>
    public void Shows(string status) => Checks.Add(new Check(
        $"Account in Salesforce on {clock.GetUtcNow():yyyy-MM-dd}", status, (string?)vendors.Salesforce.Find("Account", account)?["Billing_Status__c"] ?? "nothing"));

    /// <summary>What the account in Salesforce shows now of collections.</summary>
    public void Stands(string status, string step)
    {
        string Field(string name) => (string?)vendors.Salesforce.Find("Account", account)?[name] is { Length: > 0 } text ? text : "nothing";
        Checks.Add(new Check($"Account in Salesforce on {clock.GetUtcNow():yyyy-MM-dd}: standing, step", $"{status} {step}", $"{Field("Billing_Standing__c")} {Field("Billing_Dunning_Step__c")}"));
    }

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (!await Service<IConnectorOperations>().DrainAsync(Patience, cancellationToken))
        {
            throw new StoryException("The hub is not done after five minutes.");
        }
    }

    private ChargebeeSender FromChargebee(HttpMessageHandler? handler) => new(new Uri(new Uri(hub.Urls.First()), "webhooks/chargebee"), settings.Chargebee!.WebhookUser, settings.Chargebee.WebhookPassword, handler);

    private StripeSender FromStripe(HttpMessageHandler? handler) => new(new Uri(new Uri(hub.Urls.First()), "webhooks/stripe"), [settings.WebhookSecret], clock.Going, handler);

    /// <summary>A network that takes everything and brings nothing.</summary>
    private sealed class NowhereHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage());
    }
}

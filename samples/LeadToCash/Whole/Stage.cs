using System.Globalization;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>The vendors on their clock, the hub between them, and what was compared on the way.</summary>
internal sealed class Stage(Emulators vendors, VirtualClock clock, WebApplication hub, string webhookSecret, string account)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private int _seed;

    public Billing Billing { get; } = new(vendors.Stripe);

    public List<Check> Checks { get; } = [];

    public T Service<T>()
        where T : notnull => hub.Services.GetRequiredService<T>();

    /// <summary>Moves to an instant (UTC), lets something happen, and has all that follows told: some of it twice, and in disorder.</summary>
    public async Task HappensAsync(string at, string what, Action happens, CancellationToken cancellationToken)
    {
        clock.MoveTo(DateTimeOffset.Parse($"{at}Z", CultureInfo.InvariantCulture));
        happens();
        using StripeSender sender = Sender(null);
        int told = 0, now;
        do
        {
            await DrainAsync(cancellationToken);
            told += now = await sender.DeliverAsync(vendors.Stripe, new StripeDelivery { Seed = _seed++ }, cancellationToken);
        }
        while (now > 0);
        Report.Chapter(clock.GetUtcNow(), what, $"{told} webhooks");
    }

    /// <summary>The same, but no webhook arrives.</summary>
    public async Task HappensUnheardAsync(string at, string what, Action happens, CancellationToken cancellationToken)
    {
        clock.MoveTo(DateTimeOffset.Parse($"{at}Z", CultureInfo.InvariantCulture));
        happens();
        using NowhereHandler nowhere = new();
        using StripeSender sender = Sender(nowhere);
        int lost = await sender.DeliverAsync(vendors.Stripe, cancellationToken: cancellationToken);
        Report.Chapter(clock.GetUtcNow(), what, $"{lost} webhooks lost");
    }

    /// <summary>What the account in Salesforce shows now.</summary>
    public void Shows(string status) => Checks.Add(new Check(
        $"Account in Salesforce on {clock.GetUtcNow():yyyy-MM-dd}", status, (string?)vendors.Salesforce.Find("Account", account)?["Billing_Status__c"] ?? "nothing"));

    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (!await Service<IConnectorOperations>().DrainAsync(Patience, cancellationToken))
        {
            throw new StoryException("The hub is not done after a minute.");
        }
    }

    private StripeSender Sender(HttpMessageHandler? handler) => new(new Uri(new Uri(hub.Urls.First()), "webhooks/stripe"), [webhookSecret], TimeProvider.System, handler);

    /// <summary>A network that takes everything and brings nothing.</summary>
    private sealed class NowhereHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage());
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Odoo, Salesforce and Stripe as emulators on sockets, with what a story's systems hold before it begins.</summary>
internal sealed class Emulators : IAsyncDisposable
{
    private const string ApiKey = "sk_test_emulator0000";
    private readonly SalesforceEmulatorOptions _salesforce = new();
    private readonly Story[] _stories;

    public Emulators(IEnumerable<Story> stories, TimeProvider? clock = null)
    {
        _stories = [.. stories];
        OdooEmulatorOptions options = new() { TimeProvider = clock ?? TimeProvider.System };
        foreach (string code in _stories.SelectMany(s => s.Products).Select(p => p.Value).Distinct(StringComparer.Ordinal))
        {
            options.Products.Add((code, code));
        }

        foreach (string currency in _stories.Select(s => s.Currency).Where(c => c != "EUR").Distinct(StringComparer.Ordinal))
        {
            options.PricelistCurrencies.Add(currency);
        }

        Odoo = new OdooEmulator(options);
        Salesforce = new SalesforceEmulator(_salesforce, clock);
        Salesforce.DeclareField("Account", "Billing_Status__c");
        Stripe = new StripeEmulator(new StripeEmulatorOptions { ApiKey = ApiKey }, clock);
    }

    public OdooEmulator Odoo { get; }

    public SalesforceEmulator Salesforce { get; }

    public StripeEmulator Stripe { get; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Odoo.StartAsync(cancellationToken);
        await Salesforce.StartAsync(cancellationToken);
        await Stripe.StartAsync(cancellationToken);
        foreach (Story story in _stories.Where(s => s.Gateway is not null))
        {
            await GatewaySetup.EnterAsync(Odoo, story);
        }
    }

    /// <summary>How a hub reaches these emulators.</summary>
    public HubSettings Settings(Story story, string store, bool effectAction) => new()
    {
        OdooUrl = Odoo.Url,
        OdooDatabase = Odoo.Database,
        OdooLogin = Odoo.IntegrationLogin,
        OdooPassword = Odoo.IntegrationPassword,
        EffectActionId = effectAction ? Odoo.EffectActionId : null,
        ServerTimeLimit = TimeSpan.FromMilliseconds(30),
        Company = story.Company,
        Taxes = story.Taxes.ToDictionary(),
        Products = story.Products.ToDictionary(),
        GatewayJournal = (string?)story.Gateway?["journal"],
        FeeAccount = (string?)story.Gateway?["fee_account"],
        PayoutAccount = (string?)story.Gateway?["payout_account"],
        SalesforceUrl = Salesforce.Url,
        SalesforceClientId = _salesforce.ClientId,
        SalesforceClientSecret = _salesforce.ClientSecret,
        StripeUrl = Stripe.Url,
        StripeKey = ApiKey,
        WebhookSecret = "whsec_sample",
        Store = store,
    };

    /// <summary>What a step leaves behind at its vendor. Events are sent by the player.</summary>
    public void Happen(StoryStep step)
    {
        JsonObject json = step.Json;
        if (step.System == "salesforce")
        {
            Salesforce.Put(json);
        }
        else if (step.IsEvent)
        {
            Stripe.Occur(json);
        }
        else
        {
            Stripe.Put(json);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Odoo.DisposeAsync();
        await Salesforce.DisposeAsync();
        await Stripe.DisposeAsync();
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>Odoo, Salesforce and Stripe as emulators on sockets, and Chargebee where it bills, with what a story's systems hold before it begins.</summary>
internal sealed class Emulators : IAsyncDisposable
{
    private const string ApiKey = "sk_test_emulator0000";
    private readonly SalesforceEmulatorOptions _salesforce = new();
    private readonly ChargebeeEmulatorOptions _site = new() { TaxRates = [new("VAT", 21, "BE")], DunningRetries = [TimeSpan.FromDays(3), TimeSpan.FromDays(7)] };
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
        foreach (string field in (string[])["Billing_Status__c", "Billing_Standing__c", "Billing_Standing_Since__c", "Billing_Dunning_Step__c", "Billing_Promised_Until__c"])
        {
            Salesforce.DeclareField("Account", field);
        }

        bool bills = _stories.Any(s => s.IsBilledByChargebee);
        Stripe = new StripeEmulator(new StripeEmulatorOptions { ApiKey = ApiKey, PayoutInterval = bills ? TimeSpan.FromDays(1) : null }, clock);
        if (bills)
        {
            Chargebee = new ChargebeeEmulator(_site, clock);
            Gateway = new StripeGateway(Chargebee, Stripe);
        }
    }

    public OdooEmulator Odoo { get; }

    public SalesforceEmulator Salesforce { get; }

    public StripeEmulator Stripe { get; }

    /// <summary>The site that bills; null where Stripe does.</summary>
    public ChargebeeEmulator? Chargebee { get; }

    /// <summary>How that site collects; null without it.</summary>
    public StripeGateway? Gateway { get; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Odoo.StartAsync(cancellationToken);
        await Salesforce.StartAsync(cancellationToken);
        await Stripe.StartAsync(cancellationToken);
        await (Chargebee?.StartAsync(cancellationToken) ?? Task.CompletedTask);
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
        Chargebee = Chargebee is null ? null : new ChargebeeSettings
        {
            Site = _site.Site, Url = Chargebee.Url, Key = _site.ApiKey, WebhookPassword = "sample", ItemPrices = story.Products.ToDictionary(p => p.Value, p => p.Key),
        },
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
        await (Chargebee?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

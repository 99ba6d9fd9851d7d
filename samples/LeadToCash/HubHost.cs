using Odoo.Connectors.Chargebee;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>The host, as a user of the packages writes it.</summary>
internal static class HubHost
{
    public static WebApplication Build(HubSettings settings, Action<IServiceCollection>? more = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel(k => k.Listen(System.Net.IPAddress.Loopback, settings.Port));
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        more?.Invoke(builder.Services);
        AddHub(builder.Services, settings);
        WebApplication app = builder.Build();
        app.MapConnectorWebhooks();
        return app;
    }

    /// <summary>The hub. Given emulators, it reaches them inside this process instead of over sockets.</summary>
    public static void AddHub(IServiceCollection services, HubSettings settings, Emulators? inside = null)
    {
        IConnectorsBuilder connectors = services.AddOdooConnectors();
        connectors = settings.Store.Contains('=', StringComparison.Ordinal) ? connectors.UsePostgreSql(settings.Store) : connectors.UseSqlite(settings.Store);
        connectors
            .ConfigureHub(hub =>
            {
                hub.NodeName = settings.NodeName ?? hub.NodeName;
                hub.RetryDelay = TimeSpan.FromMilliseconds(20);
                hub.WaitInterval = TimeSpan.FromMilliseconds(50);
                hub.WaitDeadline = settings.WaitDeadline;
                hub.Idle = TimeSpan.FromMilliseconds(100);
            })
            .AddOdoo(
                "odoo",
                odoo =>
                {
                    odoo.Url = settings.OdooUrl;
                    odoo.Database = settings.OdooDatabase;
                    odoo.Login = settings.OdooLogin;
                    odoo.Secret = settings.OdooPassword;
                    odoo.Company = settings.Company;
                    odoo.TimeZone = "Europe/Brussels";
                    odoo.EffectActionId = settings.EffectActionId;
                    odoo.ServerTimeLimit = settings.ServerTimeLimit;
                    odoo.GatewayJournal = settings.GatewayJournal;
                    odoo.FeeAccount = settings.FeeAccount;
                    odoo.PayoutAccount = settings.PayoutAccount;
                    Copy(settings.Taxes, odoo.Taxes);
                    Copy(settings.Products, odoo.Products);
                    Copy(settings.PaymentJournals, odoo.PaymentJournals);
                },
                client => _ = inside is null ? client : client.ConfigurePrimaryHttpMessageHandler(_ => inside.Odoo.CreateHandler()))
            .AddSalesforce(
                "salesforce",
                salesforce =>
                {
                    salesforce.LoginUrl = settings.SalesforceUrl;
                    salesforce.ClientId = settings.SalesforceClientId;
                    salesforce.ClientSecret = settings.SalesforceClientSecret;
                    salesforce.BillingStatusField = "Billing_Status__c";
                    salesforce.ServerTimeLimit = settings.ServerTimeLimit;
                },
                http => _ = inside is null ? http : http.ConfigurePrimaryHttpMessageHandler(() => inside.Salesforce.CreateHandler()));
        (settings.Chargebee is { } chargebee ? AddBilling(connectors, settings, chargebee, inside) : AddStripe(connectors, settings, inside))
            .AddFlow<Flows.LeadToCash>()
            .Own<Customer>("salesforce");
    }

    /// <summary>Stripe issues and collects.</summary>
    private static IConnectorsBuilder AddStripe(IConnectorsBuilder connectors, HubSettings settings, Emulators? inside) => connectors
        .AddStripe(
            "stripe",
            stripe =>
            {
                Configure(stripe, settings);
                stripe.CrmSystem = "salesforce";
            },
            http => _ = inside is null ? http : http.ConfigurePrimaryHttpMessageHandler(() => inside.Stripe.CreateHandler()))
        .Own<Contract>("stripe")
        .Own<Invoice>("stripe")
        .Own<Payment>("stripe");

    /// <summary>Chargebee issues and collects, through Stripe.</summary>
    private static IConnectorsBuilder AddBilling(IConnectorsBuilder connectors, HubSettings settings, ChargebeeSettings site, Emulators? inside) => connectors
        .AddChargebee(
            "chargebee",
            chargebee =>
            {
                chargebee.Site = site.Site;
                chargebee.ApiKey = site.Key;
                chargebee.ApiBase = site.Url;
                chargebee.CrmSystem = "salesforce";
                chargebee.ServerTimeLimit = settings.ServerTimeLimit;
                chargebee.WebhookUsers.Add(new ChargebeeWebhookUser { User = site.WebhookUser, Password = site.WebhookPassword });
                Copy(site.ItemPrices, chargebee.ItemPrices);
            },
            http => _ = inside?.Chargebee is not { } emulator ? http : http.ConfigurePrimaryHttpMessageHandler(() => emulator.CreateHandler()))
        .AddStripePayments(
            "stripe",
            stripe => Configure(stripe, settings),
            http => _ = inside is null ? http : http.ConfigurePrimaryHttpMessageHandler(() => inside.Stripe.CreateHandler()))
        .Own<Contract>("chargebee", o => o.CreatedFrom("salesforce"))
        .Own<Invoice>("chargebee")
        .Own<Payment>("stripe");

    private static void Configure(StripeOptions stripe, HubSettings settings)
    {
        stripe.ApiBase = settings.StripeUrl;
        stripe.ApiKey = settings.StripeKey;
        stripe.WebhookSecrets.Add(settings.WebhookSecret);
    }

    private static void Copy(IReadOnlyDictionary<string, string> from, IDictionary<string, string> to)
    {
        foreach ((string key, string value) in from)
        {
            to[key] = value;
        }
    }
}

using Odoo.Connectors.Model;

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
                http => _ = inside is null ? http : http.ConfigurePrimaryHttpMessageHandler(() => inside.Salesforce.CreateHandler()))
            .AddStripe(
                "stripe",
                stripe =>
                {
                    stripe.ApiBase = settings.StripeUrl;
                    stripe.ApiKey = settings.StripeKey;
                    stripe.WebhookSecrets.Add(settings.WebhookSecret);
                    stripe.CrmSystem = "salesforce";
                },
                http => _ = inside is null ? http : http.ConfigurePrimaryHttpMessageHandler(() => inside.Stripe.CreateHandler()))
            .AddFlow<Flows.LeadToCash>()
            .Own<Customer>("salesforce")
            .Own<Contract>("stripe", o => _ = settings.DealsMakeSubscriptions ? o.CreatedFrom("salesforce") : o)
            .Own<Invoice>("stripe")
            .Own<Payment>("stripe");
    }

    private static void Copy(IReadOnlyDictionary<string, string> from, IDictionary<string, string> to)
    {
        foreach ((string key, string value) in from)
        {
            to[key] = value;
        }
    }
}

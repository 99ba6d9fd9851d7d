using Odoo.Connectors.Chargebee;
using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

/// <summary>Pieces of a host, as the packages' own pages show them.</summary>
internal static class Registrations
{
    public static void Hub(WebApplicationBuilder builder)
    {
        #region hub
        builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .UseSqlite("connectors.db")
            .AddOdoo("odoo").AddSalesforce("salesforce").AddStripe("stripe")
            .AddFlow<LeadToCash>()
            .Own<Customer>("salesforce").Own<Contract>("stripe").Own<Invoice>("stripe").Own<Payment>("stripe");
        #endregion
    }

    public static void Webhooks(WebApplicationBuilder builder)
    {
        #region webhooks
        builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .UseSqlite("connectors.db")
            .AddStripe("stripe");

        WebApplication app = builder.Build();
        app.MapConnectorWebhooks(); // POST /webhooks/stripe
        #endregion
    }

    public static void Salesforce(WebApplicationBuilder builder)
    {
        #region salesforce
        builder.Services.AddConnectorHub(builder.Configuration.GetSection("Connectors"))
            .AddSalesforce("salesforce", options =>
            {
                options.LoginUrl = new Uri("https://acme.my.salesforce.com"); // My Domain
                options.ClientId = "…";
                options.ClientSecret = builder.Configuration["Salesforce:Secret"]!;
                options.VatField = "VAT_Number__c";
            });
        #endregion
    }

    public static void Chargebee(WebApplicationBuilder builder)
    {
        #region chargebee
        builder.Services
            .AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .AddChargebee("chargebee", options =>
            {
                options.Site = "acme"; // acme-test is the test site
                options.ApiKey = builder.Configuration["Chargebee:Key"]!;
                options.WebhookUsers.Add(new ChargebeeWebhookUser { User = "hub", Password = builder.Configuration["Chargebee:Webhook"]! });
                options.CrmSystem = "salesforce";
            });
        #endregion
    }

    public static void HubSpot(WebApplicationBuilder builder)
    {
        #region hubspot
        builder.Services.AddConnectorHub(builder.Configuration.GetSection("Connectors"))
            .AddHubSpot("hubspot", options =>
            {
                options.PortalId = 62515;
                options.AccessToken = builder.Configuration["HubSpot:Token"]; // a private app
                options.WebhookSecrets.Add(builder.Configuration["HubSpot:Secret"]!);
                options.DefaultCurrency = "EUR";
            });
        #endregion
    }

    public static void Stripe(WebApplicationBuilder builder)
    {
        #region stripe
        builder.Services
            .AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .AddStripe("stripe", options => options.CrmSystem = "salesforce");
        #endregion
    }

    public static void Sqlite(IServiceCollection services, IConfiguration configuration)
    {
        #region sqlite
        services.AddOdooConnectors(configuration).UseSqlite("connectors.db");
        #endregion
    }

    public static void PostgreSql(IServiceCollection services, IConfiguration configuration)
    {
        #region postgresql
        services.AddOdooConnectors(configuration).UsePostgreSql("hub"); // ConnectionStrings:hub, or a connection string itself
        #endregion
    }

    public static void PostgreSqlSchema(IConnectorsBuilder builder)
    {
        #region postgresql-schema
        builder.UsePostgreSql("hub", store => store.Schema = "hub_eu");
        #endregion
    }

    public static void Budget(IConnectorsBuilder builder)
    {
        #region budget
        builder.ConfigureBudget("odoo", budget =>
        {
            budget.RatePerSecond = 5;
            budget.Burst = 20;
            budget.Reserved = 0.25; // of the burst, for interactive and realtime effects
        });
        #endregion
    }

    public static void Feed(IConnectorsBuilder builder)
    {
        #region feed-schedule
        builder.ConfigureFeed("salesforce", feed =>
        {
            feed.Schedule = "*/5 7-19 * * 1-5";
            feed.Window = "22:00-05:00"; // backfills and reconciliations
            feed.TimeZone = "Europe/Brussels";
        });
        #endregion
    }

    public static void FieldOwner(WebApplicationBuilder builder)
    {
        #region field-owner
        builder.Services.AddOdooConnectors(builder.Configuration.GetSection("Connectors"))
            .Own<Customer>("salesforce", but => but.Except(c => c.VatNumber, "odoo"));
        #endregion
    }

    #region preflight
    public static async Task<IReadOnlyList<string>> MissingAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        List<string> missing = [];
        foreach (IPreflight system in services.GetServices<IConnectedSystem>().OfType<IPreflight>())
        {
            missing.AddRange(await system.CheckAsync([Currency.Parse("EUR")], cancellationToken));
        }

        return missing;
    }
    #endregion

    public static void Totals(IServiceCollection services)
    {
        #region totals
        services.Configure<LeadToCashOptions>(o => (o.AccountSummaries, o.AccountTotals) = (true, true));
        #endregion
    }
}

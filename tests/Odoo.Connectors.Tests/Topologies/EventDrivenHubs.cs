using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Tests.Topologies;

/// <summary>Two hubs that know nothing of each other but a broker: one beside the sources publishes, one beside Odoo consumes.</summary>
internal sealed class EventDrivenHubs : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bus-").FullName;
    private readonly ServiceProvider _publisher;
    private readonly ServiceProvider _consumer;

    public EventDrivenHubs(HubSettings settings, Emulators emulators, InMemoryBroker broker)
    {
        Broker = broker;
        _publisher = Build("publisher", (services, hub) =>
        {
            hub.AddSalesforce("salesforce", o =>
                {
                    o.LoginUrl = settings.SalesforceUrl;
                    o.ClientId = settings.SalesforceClientId;
                    o.ClientSecret = settings.SalesforceClientSecret;
                }, http => http.ConfigurePrimaryHttpMessageHandler(emulators.Salesforce.CreateHandler))
                .AddStripe("stripe", o =>
                {
                    o.ApiBase = settings.StripeUrl;
                    o.ApiKey = settings.StripeKey;
                    o.WebhookSecrets.Add(settings.WebhookSecret);
                    o.CrmSystem = "salesforce";
                }, http => http.ConfigurePrimaryHttpMessageHandler(emulators.Stripe.CreateHandler))
                .AddFlow<Publishing>();
            services.AddSingleton<IConnectedSystem>(new BusPort(broker));
        });
        _consumer = Build("consumer", (services, hub) =>
        {
            hub.AddOdoo("odoo", o =>
                {
                    (o.Url, o.Database, o.Login, o.Secret) = (settings.OdooUrl, settings.OdooDatabase, settings.OdooLogin, settings.OdooPassword);
                    (o.Company, o.TimeZone, o.EffectActionId, o.ServerTimeLimit) = (settings.Company, "Europe/Brussels", settings.EffectActionId, settings.ServerTimeLimit);
                    settings.Taxes.ToList().ForEach(t => o.Taxes[t.Key] = t.Value);
                    settings.Products.ToList().ForEach(p => o.Products[p.Key] = p.Value);
                }, http => http.ConfigurePrimaryHttpMessageHandler(_ => emulators.Odoo.CreateHandler()))
                .AddFlow<LeadToCash>().Own<Customer>("salesforce").Own<Contract>("stripe").Own<Invoice>("stripe").Own<Payment>("stripe");
            services.Configure<LeadToCashOptions>(o => o.Crm = null);
            services.AddSingleton<IConnectedSystem>(new BusFeed(broker));
            services.AddSingleton<IConnectedSystem>(new BusReader("stripe", new SystemIdentity("acct_EMULATOR00000001", false), broker));
            services.AddSingleton<IConnectedSystem>(new BusReader("salesforce", new SystemIdentity("00D000000000001", false), broker));
        });
    }

    public InMemoryBroker Broker { get; }

    public IConnectorOperations Consumer => _consumer.GetRequiredService<IConnectorOperations>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task DeliverAsync(JsonObject evt, string secret)
    {
        byte[] body = Encoding.UTF8.GetBytes(evt.ToJsonString());
        string signature = StripeSignature.Create(body, TimeProvider.System.GetUtcNow(), secret);
        Assert.Equal(200, (await _publisher.GetRequiredService<IWebhookIntake>()
            .ReceiveAsync("stripe", name => name == "Stripe-Signature" ? signature : null, body, Cancel)).Status);
    }

    public async Task DrainAsync(TimeSpan patience)
    {
        await _publisher.GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromSeconds(20), Cancel);
        await Consumer.DrainAsync(patience, Cancel);
    }

    public async Task<string> ExplainAsync() => string.Join('\n', [
        .. await _publisher.GetRequiredService<IConnectorOperations>().EventsAsync(Cancel),
        .. await _publisher.GetRequiredService<IConnectorOperations>().Cases.ListAsync(cancellationToken: Cancel),
        .. await Consumer.EventsAsync(Cancel), .. await Consumer.Cases.ListAsync(cancellationToken: Cancel)]);

    public async ValueTask DisposeAsync()
    {
        await _publisher.DisposeAsync();
        await _consumer.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private ServiceProvider Build(string name, Action<IServiceCollection, IConnectorsBuilder> connect)
    {
        ServiceCollection services = new();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        connect(services, services.AddOdooConnectors().UseSqlite(Path.Combine(_folder, $"{name}.db")).ConfigureHub(o =>
        {
            o.NodeName = name;
            o.RetryDelay = TimeSpan.FromMilliseconds(2);
            o.MaxRetryDelay = TimeSpan.FromMilliseconds(50);
            o.WaitInterval = TimeSpan.FromMilliseconds(10);
            o.WaitDeadline = TimeSpan.FromMinutes(1);
            o.Idle = TimeSpan.FromMilliseconds(50);
        }));
        return services.BuildServiceProvider();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Client;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Salesforce;
using Odoo.Connectors.Simulation.Storage;
using Odoo.Connectors.Stripe;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>The product as a host wires it; only clock, randomness, HTTP, store clock and fault points are the world's.</summary>
internal static class Wiring
{
    public const string WebhookSecret = "whsec_simulation";
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan Seal = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan OdooTimeout = TimeSpan.FromSeconds(20);
    public static readonly TimeSpan OdooLimit = TimeSpan.FromSeconds(50);

    public static ServiceProvider Build(World world, SimNode node, string hubName)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(world.Clock);
        services.AddSingleton(new Random(world.Chance.Next()));
        services.AddSingleton<IFaultPoints>(new SimFaults(world, node));
        services.AddSingleton<StoreDialect>(new SimDialect(world, () => node.Node));
        services.AddSingleton<HubStore>();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.None));
        services.AddOdooConnectors()
            .ConfigureHub(hub => (hub.NodeName, hub.Lease, hub.Heartbeat, hub.Idle) = (hubName, Lease, Heartbeat, Idle))
            .AddOdoo("odoo", odoo => Odoo(odoo, world), c => c.ConfigurePrimaryHttpMessageHandler(_ => new Wire(world, "odoo", world.Odoo.CreateHandler())))
            .AddSalesforce("salesforce", Salesforce, h => h.ConfigurePrimaryHttpMessageHandler(() => new Wire(world, "salesforce", world.Salesforce.CreateHandler())))
            .AddStripe("stripe", stripe => Stripe(stripe, world.Profile), h => h.ConfigurePrimaryHttpMessageHandler(() => new Wire(world, "stripe", world.Stripe.CreateHandler())))
            .AddFlow<LeadToCash>()
            .Own<Customer>("salesforce").Own<Contract>("stripe").Own<Invoice>("stripe").Own<Payment>("stripe");

        // Retries below us draw from a random of their own; the hub's are what is tested here.
        services.Configure<OdooClientOptions>("odoo", o => o.ReadRetries = 0);
        Decorate<IConnectedSystem>(services, (_, s) => s is ISource { Name: "stripe" } source and IWebhookFeed webhooks and IPollFeed polls ? new MendedSource(world, source, webhooks, polls) : s);
        world.Bug?.Services(world, services);
        return services.BuildServiceProvider();
    }

    /// <summary>Wraps every registered service of a type.</summary>
    public static void Decorate<T>(IServiceCollection services, Func<IServiceProvider, T, T> wrap)
        where T : class
    {
        foreach (ServiceDescriptor descriptor in services.Where(s => s.ServiceType == typeof(T) && !s.IsKeyedService).ToList())
        {
            int place = services.IndexOf(descriptor);
            Func<IServiceProvider, object> make = descriptor.ImplementationInstance is object made ? _ => made
                : descriptor.ImplementationFactory ?? (p => ActivatorUtilities.CreateInstance(p, descriptor.ImplementationType!));
            services[place] = ServiceDescriptor.Singleton<T>(p => wrap(p, (T)make(p)));
        }
    }

    private static void Odoo(Odoo.Connectors.Erp.OdooErpOptions odoo, World world)
    {
        odoo.Url = new Uri("http://odoo.simulation.test");
        odoo.Database = world.Odoo.Database;
        odoo.Login = world.Odoo.IntegrationLogin;
        odoo.Secret = world.Odoo.IntegrationPassword;
        odoo.Company = "Contract BE";
        odoo.TimeZone = "Europe/Brussels";
        odoo.EffectActionId = world.UsesAction ? world.Odoo.EffectActionId : null;
        odoo.Timeout = OdooTimeout;
        odoo.ServerTimeLimit = OdooLimit;
        odoo.Taxes["txr_PL000000000021"] = "account.{company}_attn_VAT-OUT-21-L";
        odoo.Products["prod_PLSEAT"] = "SEAT";
        odoo.Products["prod_PLONBOARD"] = "ONBOARD";
    }

    private static void Salesforce(SalesforceOptions salesforce)
    {
        salesforce.LoginUrl = new Uri("http://salesforce.emulator.test");
        salesforce.ClientId = "emulator-client";
        salesforce.ClientSecret = "emulator-secret";
        salesforce.PollInterval = TimeSpan.FromSeconds(30);
        salesforce.Timeout = TimeSpan.FromSeconds(20);
        salesforce.ServerTimeLimit = TimeSpan.FromSeconds(60);
        salesforce.ReadRetries = 0;
    }

    private static void Stripe(StripeOptions stripe, Profile profile)
    {
        stripe.ApiBase = new Uri("http://stripe.emulator.test");
        stripe.ApiKey = World.StripeKey;
        stripe.WebhookSecrets.Add(WebhookSecret);
        stripe.CrmSystem = "salesforce";
        stripe.Timeout = TimeSpan.FromSeconds(20);
        stripe.ReadRetries = 0;
        stripe.PollEvents = profile == Profile.Polls;
        stripe.PollInterval = TimeSpan.FromSeconds(30);
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the primitives.</summary>
public static class SyncServiceCollectionExtensions
{
    /// <summary>
    /// Adds the hub: inbox, lanes, effect ledger, identity map, cases and audit. Call a store's method too, such as
    /// <c>UseSqlite</c>. Calling it twice is harmless.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Changes how the node works; optional.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddConnectorHub(this IServiceCollection services, Action<HubOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<HubOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<HubOptions>, HubOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(Random.Shared);
        services.TryAddSingleton<IFaultPoints, NoFaults>();
        services.TryAddSingleton<OwnershipTable>();
        services.TryAddSingleton<HubSystems>();
        services.TryAddSingleton<HubNode>();
        services.TryAddSingleton<Bindings>();
        services.TryAddSingleton<Backoff>();
        services.TryAddSingleton<Wake>();
        services.TryAddSingleton<Intake>();
        services.TryAddSingleton<Poller>();
        services.TryAddSingleton<Decider>();
        services.TryAddSingleton<Planner>();
        services.TryAddSingleton<Worker>();
        services.TryAddSingleton<Settlement>();
        services.TryAddSingleton<Dispatcher>();
        services.TryAddSingleton<Hub>();
        services.TryAddSingleton<IConnectorOperations>(p => p.GetRequiredService<Hub>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, HubService>());
        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

internal static class TelemetryServiceCollectionExtensions
{
    /// <summary>Instruments, gauges and what the health checks ask.</summary>
    public static void AddConnectorTelemetry(this IServiceCollection services)
    {
        services.AddOptions<ConnectorHealthOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ConnectorHealthOptions>, ConnectorHealthOptionsValidator>());
        services.TryAddSingleton<HubTelemetry>();
        services.TryAddSingleton<RemoteCalls>();
        services.TryAddSingleton<WorkMonitor>();
        services.TryAddSingleton<WorkGauges>();
        services.TryAddSingleton<StoreHealthCheck>();
        services.TryAddSingleton<WorkHealthCheck>();
        services.TryAddSingleton<BusinessHealthCheck>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MonitorService>());
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Health checks of the hub.</summary>
public static class ConnectorHealthChecksBuilderExtensions
{
    private const string Tag = "connectors";

    /// <summary>
    /// Adds three checks, all tagged <c>connectors</c>: <c>connectors-store</c> (the store answers; the one for readiness),
    /// <c>connectors-work</c> (this node's lease, queue, effects of each target) and <c>connectors-business</c> (the signals).
    /// The last two may be bad while restarting a process would mend nothing: have people told, not the orchestrator.
    /// Calling it twice is harmless.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets limits and adds signals; by default those of <see cref="ConnectorHealthOptions"/> hold.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddConnectorHub(this IHealthChecksBuilder builder, Action<ConnectorHealthOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null)
        {
            builder.Services.Configure(configure);
        }

        if (builder.Services.Any(s => s.ServiceType == typeof(Marker)))
        {
            return builder;
        }

        builder.Services.AddSingleton<Marker>();
        return builder
            .Add(Check<StoreHealthCheck>("connectors-store"))
            .Add(Check<WorkHealthCheck>("connectors-work"))
            .Add(Check<BusinessHealthCheck>("connectors-business"));
    }

    private static HealthCheckRegistration Check<T>(string name)
        where T : class, IHealthCheck =>
        new(name, p => p.GetService<T>() ?? throw new InvalidOperationException("The hub is not registered. Call AddConnectorHub(...) or AddOdooConnectors(...) on the services."),
            failureStatus: null, tags: [Tag]);

    private sealed class Marker;
}

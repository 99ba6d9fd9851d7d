using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the comparison of sources and ledgers.</summary>
public static class ReconciliationConnectorsBuilderExtensions
{
    /// <summary>
    /// Compares sources with the ledgers when asked (<see cref="IReconciliation"/>), and by <see cref="ReconciliationOptions.Schedule"/> in a running
    /// host. Options come from the section <c>Reconciliation</c> and are validated when the host starts. Called again, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options after the configuration did.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddReconciliation(this IConnectorsBuilder builder, Action<ReconciliationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        if (!services.Any(s => s.ServiceType == typeof(IReconciliation)))
        {
            OptionsBuilder<ReconciliationOptions> options = services.AddOptions<ReconciliationOptions>();
            if (builder.Configuration is not null)
            {
                options.Bind(builder.Configuration.GetSection("Reconciliation"));
            }

            options.ValidateOnStart();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ReconciliationOptions>, ReconciliationOptionsValidator>());
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IRuleWords, ReconciliationWords>());
            services.TryAddSingleton<IReconciliation, Reconciliation>();
            services.TryAddSingleton<ReconciliationService>();
            services.AddSingleton<IHostedService>(static p => p.GetRequiredService<ReconciliationService>());
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }
}

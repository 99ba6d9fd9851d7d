using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds metered usage.</summary>
public static class UsageConnectorsBuilderExtensions
{
    /// <summary>
    /// Takes metered usage in (<see cref="IUsageIntake"/>), totals it and closes its periods (<see cref="IUsageOperations"/>). Options come from the
    /// section <c>Usage</c> and are validated when the host starts. Called again, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options after the configuration did.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddUsage(this IConnectorsBuilder builder, Action<UsageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        if (!services.Any(s => s.ServiceType == typeof(UsageMeters)))
        {
            OptionsBuilder<UsageOptions> options = services.AddOptions<UsageOptions>();
            if (builder.Configuration is not null)
            {
                options.Bind(builder.Configuration.GetSection("Usage"));
            }

            options.ValidateOnStart();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UsageOptions>, UsageOptionsValidator>());
            services.TryAddSingleton<UsageMeters>();
            services.TryAddSingleton<MeteredEvents>();
            services.TryAddSingleton<UsageWriter>();
            services.TryAddSingleton<ContractTerms>();
            services.TryAddSingleton<UsageIntake>();
            services.TryAddSingleton<IUsageIntake>(static p => p.GetRequiredService<UsageIntake>());
            services.TryAddSingleton<UsageClosing>();
            services.TryAddSingleton<UsageReopening>();
            services.TryAddSingleton<IUsageOperations, UsageOperations>();
            services.AddSingleton<IConnectedSystem, UsageSystem>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IFlow, UsageBilling>());
            services.TryAddSingleton<UsageService>();
            services.AddSingleton<IHostedService>(static p => p.GetRequiredService<UsageService>());
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Revenue;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds revenue reporting.</summary>
public static class RevenueConnectorsBuilderExtensions
{
    /// <summary>
    /// Keeps each version of contracts and deals from now on, and reports revenue when asked (<see cref="IRevenueReporting"/>). Options come from the
    /// section <c>Revenue</c> and are validated when the host starts. Called again, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets options after the configuration did.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddRevenueReporting(this IConnectorsBuilder builder, Action<RevenueOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        if (!services.Any(s => s.ServiceType == typeof(IRevenueReporting)))
        {
            OptionsBuilder<RevenueOptions> options = services.AddOptions<RevenueOptions>();
            if (builder.Configuration is not null)
            {
                options.Bind(builder.Configuration.GetSection("Revenue"));
            }

            options.ValidateOnStart();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RevenueOptions>, RevenueOptionsValidator>());
            services.AddSingleton<IDecisionWitness, ToldRecords>();
            services.TryAddSingleton<IRevenueReporting, RevenueReporting>();
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return builder;
    }
}

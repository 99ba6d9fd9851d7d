using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Odoo.Connectors.</summary>
public static class OdooConnectorsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the hub with its hosted worker. Go on with a store (<c>UseSqlite</c>), the systems (<c>AddOdoo</c>, …), the flows
    /// and who owns what. Calling it twice is harmless.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section with <c>Hub</c> and <c>Systems</c>; null when everything is set in code.</param>
    /// <returns>The builder.</returns>
    public static IConnectorsBuilder AddOdooConnectors(this IServiceCollection services, IConfiguration? configuration = null)
    {
        IConnectorsBuilder builder = services.AddConnectorHub(configuration);
        services.AddOptions<LeadToCashOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRuleWords, LeadToCashWords>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRuleWords, RoutingWords>());
        if (configuration is not null)
        {
            services.Configure<LeadToCashOptions>(options => configuration.GetSection("LeadToCash").Bind(options));
        }

        services.AddAccountView(configuration);
        return builder;
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors;
using Odoo.Connectors.Salesforce;
using Odoo.Connectors.Salesforce.Internal;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects Salesforce organisations.</summary>
public static class SalesforceConnectorsBuilderExtensions
{
    /// <summary>
    /// Connects an organisation under a name. Its options come from the section <c>Systems:&lt;name&gt;</c>, then from code, and
    /// are validated when the host starts. Called again for a name, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name, such as <c>salesforce</c>: lower-case letters, digits and hyphens.</param>
    /// <param name="configure">Sets options; the default is none.</param>
    /// <param name="http">
    /// Changes the two HTTP clients, that of reads and that of writes, for example their proxy or, in tests, their handler.
    /// Never add anything that repeats a request. The default is none.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="ConnectorException">The name is not one.</exception>
    public static IConnectorsBuilder AddSalesforce(
        this IConnectorsBuilder builder, string name, Action<SalesforceOptions>? configure = null, Action<IHttpClientBuilder>? http = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfigurationSection? section = builder.SystemSection(name);
        IServiceCollection services = builder.Services;
        IHttpClientBuilder reads = services.AddHttpClient(HttpClientNames.For(name, isRead: true));
        IHttpClientBuilder writes = services.AddHttpClient(HttpClientNames.For(name, isRead: false));
        if (!services.Any(s => s.IsKeyedService && s.ServiceType == typeof(SalesforceAdapter) && name.Equals(s.ServiceKey)))
        {
            AddCore(services, name, section);
            reads.UseVendorDefaults();
            writes.UseVendorDefaults();
            reads.AddResilienceHandler("salesforce-reads", (pipeline, context) =>
            {
                context.EnableReloads<SalesforceOptions>(name);
                SalesforceOptions options = context.GetOptions<SalesforceOptions>(name);
                pipeline.AddReadRetry(context.ServiceProvider, options.ReadRetries, options.ReadRetryDelay);
            });
            reads.AddVendorLimits(name, static _ => DailyLimit.Read);
            writes.AddVendorLimits(name, static _ => DailyLimit.Read);
        }

        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        http?.Invoke(reads);
        http?.Invoke(writes);
        writes.AddHttpMessageHandler(static () => new SendLeaseHandler());
        return builder;
    }

    private static void AddCore(IServiceCollection services, string name, IConfigurationSection? section)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptionsWithValidateOnStart<SalesforceOptions, SalesforceOptionsValidator>(name);
        if (section is not null)
        {
            services.AddOptions<SalesforceOptions>(name).Bind(section);
        }

        services.AddKeyedSingleton(name, (provider, _) => new SalesforceAdapter(
            name,
            new SalesforceApi(
                name,
                provider.GetRequiredService<IHttpClientFactory>(),
                provider.GetRequiredService<IOptionsMonitor<SalesforceOptions>>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SalesforceApi>>()),
            provider.GetRequiredService<MappingTable>(),
            provider.GetRequiredService<OwnershipTable>(),
            provider.GetRequiredService<ILogger<SalesforceAdapter>>()));
        services.AddSingleton<IConnectedSystem>(provider => provider.GetRequiredKeyedService<SalesforceAdapter>(name));
    }
}

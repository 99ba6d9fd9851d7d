using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors;
using Odoo.Connectors.HubSpot;
using Odoo.Connectors.HubSpot.Internal;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects HubSpot accounts.</summary>
public static class HubSpotConnectorsBuilderExtensions
{
    /// <summary>
    /// Connects an account under a name. Its options come from the section <c>Systems:&lt;name&gt;</c>, then from code, and
    /// are validated when the host starts. Called again for a name, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name, such as <c>hubspot</c>: lower-case letters, digits and hyphens.</param>
    /// <param name="configure">Sets options; the default is none.</param>
    /// <param name="http">
    /// Changes the two HTTP clients, that of reads and that of writes, for example their proxy or, in tests, their handler.
    /// Never add anything that repeats a request. The default is none.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="ConnectorException">The name is not one.</exception>
    public static IConnectorsBuilder AddHubSpot(
        this IConnectorsBuilder builder, string name, Action<HubSpotOptions>? configure = null, Action<IHttpClientBuilder>? http = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfigurationSection? section = builder.SystemSection(name);
        IServiceCollection services = builder.Services;
        IHttpClientBuilder reads = services.AddHttpClient(HttpClientNames.For(name, isRead: true));
        IHttpClientBuilder writes = services.AddHttpClient(HttpClientNames.For(name, isRead: false));
        if (!services.Any(s => s.IsKeyedService && s.ServiceType == typeof(HubSpotAdapter) && name.Equals(s.ServiceKey)))
        {
            AddCore(services, name, section);
            reads.UseVendorDefaults();
            writes.UseVendorDefaults();
            reads.AddResilienceHandler("hubspot-reads", (pipeline, context) =>
            {
                context.EnableReloads<HubSpotOptions>(name);
                HubSpotOptions options = context.GetOptions<HubSpotOptions>(name);
                pipeline.AddReadRetry(context.ServiceProvider, options.ReadRetries, options.ReadRetryDelay);
            });
            reads.AddVendorLimits(name, provider => LimitsOf(provider, name));
            writes.AddVendorLimits(name, provider => LimitsOf(provider, name));
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
        services.AddOptionsWithValidateOnStart<HubSpotOptions, HubSpotOptionsValidator>(name);
        if (section is not null)
        {
            services.AddOptions<HubSpotOptions>(name).Bind(section);
        }

        services.AddKeyedSingleton(name, (_, _) => new AccountClock());
        services.AddKeyedSingleton(name, (provider, _) => new HubSpotAdapter(
            name,
            new HubSpotApi(
                name,
                provider.GetRequiredService<IHttpClientFactory>(),
                provider.GetRequiredService<IOptionsMonitor<HubSpotOptions>>(),
                provider.GetRequiredKeyedService<AccountClock>(name),
                provider.GetService<IHubSpotTokenStore>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<HubSpotApi>>()),
            provider.GetRequiredService<MappingTable>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<HubSpotAdapter>>()));
        services.AddSingleton<IConnectedSystem>(provider => provider.GetRequiredKeyedService<HubSpotAdapter>(name));
    }

    private static Func<HttpResponseMessage, IEnumerable<ApiLimit>> LimitsOf(IServiceProvider provider, string name)
    {
        AccountClock account = provider.GetRequiredKeyedService<AccountClock>(name);
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return response => LimitReader.Read(response, account, time.GetUtcNow());
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odoo.Connectors;
using Odoo.Connectors.Chargebee;
using Odoo.Connectors.Chargebee.Internal;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects Chargebee sites.</summary>
public static class ChargebeeConnectorsBuilderExtensions
{
    /// <summary>
    /// Connects a site under a name: as a source by webhook, events and lists, and as a target. Its options come from the section
    /// <c>Systems:&lt;name&gt;</c>, then from code, and are validated when the host starts. Called again for a name, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name, such as <c>chargebee</c> or <c>chargebee-us</c>: lower-case letters, digits and hyphens.</param>
    /// <param name="configure">Sets options; the default is none.</param>
    /// <param name="http">
    /// Changes the two HTTP clients, that of reads and that of writes, for example their proxy or, in tests, their handler.
    /// Never add anything that repeats a request. The default is none.
    /// </param>
    /// <returns>The builder.</returns>
    /// <exception cref="ConnectorException">The name is not one.</exception>
    public static IConnectorsBuilder AddChargebee(
        this IConnectorsBuilder builder, string name, Action<ChargebeeOptions>? configure = null, Action<IHttpClientBuilder>? http = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfigurationSection? section = builder.SystemSection(name);
        IServiceCollection services = builder.Services;
        IHttpClientBuilder reads = services.AddHttpClient(HttpClientNames.For(name));
        IHttpClientBuilder writes = services.AddHttpClient(HttpClientNames.ForWrites(name));
        if (!services.Any(s => s.IsKeyedService && s.ServiceType == typeof(ChargebeeAdapter) && name.Equals(s.ServiceKey)))
        {
            AddCore(services, name, section);
            reads.UseVendorDefaults();
            reads.AddResilienceHandler("chargebee-reads", (pipeline, context) =>
            {
                context.EnableReloads<ChargebeeOptions>(name);
                ChargebeeOptions options = context.GetOptions<ChargebeeOptions>(name);
                pipeline.AddReadRetry(context.ServiceProvider, options.ReadRetries, options.ReadRetryDelay);
            });
            reads.AddVendorLimits(name, LimitsOf);
            writes.UseVendorDefaults().AddVendorLimits(name, LimitsOf);
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
        services.AddOptionsWithValidateOnStart<ChargebeeOptions, ChargebeeOptionsValidator>(name);
        if (section is not null)
        {
            services.AddOptions<ChargebeeOptions>(name).Bind(section);
        }

        services.AddKeyedSingleton(name, (provider, _) => new ChargebeeAdapter(
            name,
            provider.GetRequiredService<IOptionsMonitor<ChargebeeOptions>>(),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<MappingTable>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IConnectedSystem>(provider => provider.GetRequiredKeyedService<ChargebeeAdapter>(name));
    }

    private static Func<HttpResponseMessage, IEnumerable<ApiLimit>> LimitsOf(IServiceProvider provider)
    {
        TimeProvider time = provider.GetRequiredService<TimeProvider>();
        return response => LimitReader.Read(response, time.GetUtcNow());
    }
}

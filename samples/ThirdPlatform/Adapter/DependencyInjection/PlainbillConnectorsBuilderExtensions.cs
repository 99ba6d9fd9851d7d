using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odoo.Connectors;
using Odoo.Connectors.Samples.ThirdPlatform;
using Odoo.Connectors.Sync;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects accounts of Plainbill.</summary>
public static class PlainbillConnectorsBuilderExtensions
{
    /// <summary>Connects an account under a name. Its options come from <c>Systems:&lt;name&gt;</c>, then from code. Called again for a name, it only configures further.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The name: lower-case letters, digits and hyphens.</param>
    /// <param name="configure">Sets options; the default is none.</param>
    /// <param name="http">Changes the HTTP client, for example its handler in tests. The default is none.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ConnectorException">The name is not one.</exception>
    public static IConnectorsBuilder AddPlainbill(
        this IConnectorsBuilder builder, string name, Action<PlainbillOptions>? configure = null, Action<IHttpClientBuilder>? http = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfigurationSection? section = builder.SystemSection(name);
        IServiceCollection services = builder.Services;
        IHttpClientBuilder client = services.AddHttpClient(PlainbillApi.ClientName(name));
        if (!services.Any(s => s.IsKeyedService && s.ServiceType == typeof(PlainbillAdapter) && name.Equals(s.ServiceKey)))
        {
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PlainbillOptions>, PlainbillOptionsValidator>());
            OptionsBuilder<PlainbillOptions> options = services.AddOptions<PlainbillOptions>(name).ValidateOnStart();
            _ = section is null ? options : options.Bind(section);
            services.AddKeyedSingleton(name, (provider, _) => new PlainbillAdapter(
                name, provider.GetRequiredService<IOptionsMonitor<PlainbillOptions>>(), provider.GetRequiredService<IHttpClientFactory>(), provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IConnectedSystem>(provider => provider.GetRequiredKeyedService<PlainbillAdapter>(name));
            client.RemoveAllLoggers() // they print addresses, which hold queries
                .ConfigureHttpClient(static c => c.Timeout = Timeout.InfiniteTimeSpan) // each call brings its own deadline
                .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
                .AddHttpMessageHandler(static () => new SendCallsHandler());
        }

        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        http?.Invoke(client);
        return builder;
    }
}

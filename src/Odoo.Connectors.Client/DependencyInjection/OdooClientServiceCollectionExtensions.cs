using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Client;
using Odoo.Connectors.Client.Internal;
using Polly;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Odoo clients.</summary>
public static class OdooClientServiceCollectionExtensions
{
    // A pooled connection that the server closed meanwhile would make a write's outcome unknown.
    private static TimeSpan IdleTimeout(bool isRead) => TimeSpan.FromSeconds(isRead ? 60 : 5);

    /// <summary>
    /// Adds a named client, resolved as <see cref="IOdooClient"/> with the name as key or by <see cref="IOdooClientFactory"/>.
    /// Its options are validated when the host starts. Called again for a name, it only configures further.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, such as <c>odoo-eu</c>; one for each database and user.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>A builder for the client.</returns>
    public static OdooClientBuilder AddOdooClient(this IServiceCollection services, string name, Action<OdooClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = AddCore(services, name);
        services.Configure(name, configure);
        return builder;
    }

    /// <summary>
    /// Adds a named client whose options come from configuration; a change there is used from the next call on.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name, such as <c>odoo-eu</c>; one for each database and user.</param>
    /// <param name="section">The section with the options' names as keys.</param>
    /// <returns>A builder for the client.</returns>
    public static OdooClientBuilder AddOdooClient(this IServiceCollection services, string name, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var builder = AddCore(services, name);
        services.AddOptions<OdooClientOptions>(name).Bind(section);
        return builder;
    }

    private static OdooClientBuilder AddCore(IServiceCollection services, string name)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var known = services.Any(s => s.IsKeyedService && s.ServiceType == typeof(IOdooClient) && name.Equals(s.ServiceKey));
        var builder = new OdooClientBuilder(services, name);
        if (known)
        {
            return builder;
        }

        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OdooTelemetry>();
        services.TryAddSingleton<DatabaseGates>();
        services.TryAddSingleton<Wire>();
        services.TryAddSingleton<IOdooClientFactory, OdooClientFactory>();
        services.AddOptionsWithValidateOnStart<OdooClientOptions, OdooClientOptionsValidator>(name);
        services.AddKeyedSingleton<IOdooClient>(name, (provider, _) => new OdooClient(name, new CallRunner(
            name,
            provider.GetRequiredService<IOptionsMonitor<OdooClientOptions>>(),
            new Transports(name, provider.GetRequiredService<Wire>(), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<OdooTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IOdooClient>>())));

        AddHttp(builder.Reads, isRead: true);
        AddHttp(builder.Writes, isRead: false);
        builder.Reads.AddResilienceHandler("odoo-reads", (pipeline, context) => AddRetry(pipeline, context, name));
        AddHandlers(builder.Reads);
        AddHandlers(builder.Writes);
        return builder;
    }

    private static void AddHttp(IHttpClientBuilder builder, bool isRead) => builder
        .RemoveAllLoggers() // they print exceptions that may quote the server; the client logs every call itself
        .ConfigureHttpClient(http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan; // each call brings its own deadline
            http.DefaultRequestHeaders.UserAgent.Add(new("Odoo.Connectors", typeof(IOdooClient).Assembly.GetName().Version?.ToString(2)));
            http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = IdleTimeout(isRead),
        })
        .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) =>
        {
            // A host's ConfigureHttpClientDefaults(…AddStandardResilienceHandler()) would repeat writes: every call is a POST.
            foreach (var handler in handlers.OfType<ResilienceHandler>().ToList())
            {
                handlers.Remove(handler);
            }
        });

    private static void AddHandlers(IHttpClientBuilder builder) => builder
        .AddHttpMessageHandler(provider => new GateHandler(provider.GetRequiredService<TimeProvider>()))
        .AddHttpMessageHandler(() => new ReplyHandler());

    private static void AddRetry(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context, string name)
    {
        context.EnableReloads<OdooClientOptions>(name);
        var options = context.GetOptions<OdooClientOptions>(name);
        if (options.ReadRetries == 0)
        {
            return;
        }

        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        pipeline.AddRetry(ReadRetry.Options(options, pipeline.TimeProvider));
    }
}

using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors;
using Odoo.Connectors.Salesforce;
using Odoo.Connectors.Salesforce.Internal;
using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Sync;
using Polly;

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
            AddHttp(reads);
            AddHttp(writes);
            reads.AddResilienceHandler("salesforce-reads", (pipeline, context) => AddRetry(pipeline, context, name));
            AddCounting(reads, name);
            AddCounting(writes, name);
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

    private static void AddCounting(IHttpClientBuilder builder, string name) => builder
        .AddHttpMessageHandler(provider => new ApiLimitsHandler(name, provider.GetRequiredService<IApiLimits>(), DailyLimit.Read, provider.GetRequiredService<TimeProvider>()))
        .AddHttpMessageHandler(static () => new SendCallsHandler());

    private static void AddHttp(IHttpClientBuilder builder) => builder
        .RemoveAllLoggers() // they print addresses, which hold queries
        .ConfigureHttpClient(http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan; // each call brings its own deadline
            http.DefaultRequestHeaders.UserAgent.Add(new("Odoo.Connectors", typeof(SalesforceOptions).Assembly.GetName().Version?.ToString(2)));
            http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        })
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) =>
        {
            // A host's ConfigureHttpClientDefaults(…AddStandardResilienceHandler()) would repeat writes.
            foreach (ResilienceHandler handler in handlers.OfType<ResilienceHandler>().ToList())
            {
                handlers.Remove(handler);
            }
        });

    private static void AddRetry(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context, string name)
    {
        context.EnableReloads<SalesforceOptions>(name);
        SalesforceOptions options = context.GetOptions<SalesforceOptions>(name);
        if (options.ReadRetries == 0)
        {
            return;
        }

        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = options.ReadRetries,
            Delay = options.ReadRetryDelay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            // A server that names a time to wait tells the caller; waiting here could use up the whole deadline.
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.Headers.RetryAfter is null
                && args.Outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests
                && HttpClientResiliencePredicates.IsTransient(args.Outcome)),
        });
    }
}

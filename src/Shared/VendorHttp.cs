using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Odoo.Connectors.Sync;
using Polly;

namespace Odoo.Connectors.Vendors;

/// <summary>What the HTTP clients of an adapter have in common: nothing is logged, followed, kept or repeated that the adapter does not know of.</summary>
internal static class VendorHttp
{
    public static IHttpClientBuilder UseVendorDefaults(this IHttpClientBuilder builder) => builder
        .RemoveAllLoggers() // they print addresses, which hold queries
        .ConfigureHttpClient(static http =>
        {
            http.Timeout = Timeout.InfiniteTimeSpan; // each call brings its own deadline
            http.DefaultRequestHeaders.UserAgent.Add(new("Odoo.Connectors", typeof(VendorHttp).Assembly.GetName().Version?.ToString(2)));
            http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        })
        .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
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

    /// <summary>Keeps the vendor's limits and counts what is really sent. To be added after what repeats requests: each attempt counts.</summary>
    public static IHttpClientBuilder AddVendorLimits(this IHttpClientBuilder builder, string system, Func<IServiceProvider, Func<HttpResponseMessage, IEnumerable<ApiLimit>>> read) => builder
        .AddHttpMessageHandler(provider => new ApiLimitsHandler(system, provider.GetRequiredService<IApiLimits>(), read(provider), provider.GetRequiredService<TimeProvider>()))
        .AddHttpMessageHandler(static () => new SendCallsHandler());

    /// <summary>Repeats reads after transient faults, by the clock of the host.</summary>
    public static void AddReadRetry(this ResiliencePipelineBuilder<HttpResponseMessage> pipeline, IServiceProvider services, int retries, TimeSpan delay)
    {
        if (retries == 0)
        {
            return;
        }

        pipeline.TimeProvider = services.GetRequiredService<TimeProvider>();
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = retries,
            Delay = delay,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            // A server that names a time to wait tells the caller; waiting here could use up the whole deadline.
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result?.Headers.RetryAfter is null
                && args.Outcome.Result?.StatusCode != HttpStatusCode.TooManyRequests
                && HttpClientResiliencePredicates.IsTransient(args.Outcome)),
        });
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Stripe;
using Odoo.Connectors.Stripe.DependencyInjection;
using Odoo.Connectors.Stripe.Internal.Api;
using Odoo.Connectors.Stripe.Internal.Port;
using Odoo.Connectors.Sync;
using Polly;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects Stripe.</summary>
public static class StripeConnectorsBuilderExtensions
{
    /// <summary>
    /// Connects one Stripe account under a name, as a source, a webhook and a target. Its options come from
    /// <c>Systems:&lt;name&gt;</c> and are validated when the host starts. Called again for a name, it only configures further.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The configured name, for example <c>stripe</c> or <c>stripe-us</c>.</param>
    /// <param name="configure">Sets options after the configuration did.</param>
    /// <param name="http">Changes the HTTP clients of the reads and of the writes: a test's handler, a proxy.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="Odoo.Connectors.ConnectorException">The name is not one: lower-case letters, digits and hyphens, 31 at most.</exception>
    public static IConnectorsBuilder AddStripe(
        this IConnectorsBuilder builder, string name, Action<StripeOptions>? configure = null, Action<IHttpClientBuilder>? http = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IConfigurationSection? section = builder.SystemSection(name);
        IServiceCollection services = builder.Services;
        IHttpClientBuilder client = services.AddHttpClient(StripeTransport.ClientName(name));
        IHttpClientBuilder writes = services.AddHttpClient(StripeWrites.ClientName(name));
        if (!services.Any(s => s.IsKeyedService && s.ServiceType == typeof(StripeAdapter) && name.Equals(s.ServiceKey)))
        {
            AddCore(services, client, section, name);
            AddWrites(writes, name);
        }

        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        http?.Invoke(client);
        http?.Invoke(writes);
        return builder;
    }

    /// <summary>
    /// Connects a Stripe account as the payment gateway of another billing platform: its payments, refunds, disputes and payouts are told, and nothing that
    /// is agreed or billed in it. The rest is as with <see cref="AddStripe"/>.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The configured name, for example <c>stripe</c>.</param>
    /// <param name="configure">Sets options after the configuration did.</param>
    /// <param name="http">Changes the HTTP clients of the reads and of the writes: a test's handler, a proxy.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="Odoo.Connectors.ConnectorException">The name is not one: lower-case letters, digits and hyphens, 31 at most.</exception>
    public static IConnectorsBuilder AddStripePayments(
        this IConnectorsBuilder builder, string name, Action<StripeOptions>? configure = null, Action<IHttpClientBuilder>? http = null) =>
        builder.AddStripe(
            name,
            stripe =>
            {
                stripe.PaymentsOnly = true;
                configure?.Invoke(stripe);
            },
            http);

    private static void AddCore(IServiceCollection services, IHttpClientBuilder client, IConfigurationSection? section, string name)
    {
        OptionsBuilder<StripeOptions> options = services.AddOptions<StripeOptions>(name);
        if (section is not null)
        {
            options.Bind(section);
        }

        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StripeOptions>, StripeOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddKeyedSingleton(name, (provider, _) => new StripeAdapter(
            name,
            provider.GetRequiredService<IOptionsMonitor<StripeOptions>>(),
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<MappingTable>(),
            provider.GetRequiredService<OwnershipTable>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IConnectedSystem>(provider => provider.GetRequiredKeyedService<StripeAdapter>(name));
        client
            .RedactLoggedHeaders(static _ => true)
            .ConfigureHttpClient(static (_, http) => http.Timeout = Timeout.InfiniteTimeSpan) // each attempt has its own limit
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            })
            .AddResilienceHandler("stripe-reads", (pipeline, context) => AddRetry(pipeline, context, name));
        client.AddHttpMessageHandler(static () => new SendCallsHandler());
    }

    /// <summary>Nothing here sends a write again: a lost reply is found out.</summary>
    private static void AddWrites(IHttpClientBuilder writes, string name) => writes
        .RedactLoggedHeaders(static _ => true)
        .ConfigureHttpClient((provider, http) => http.Timeout = provider.GetRequiredService<IOptionsMonitor<StripeOptions>>().Get(name).Timeout)
        .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        .AddHttpMessageHandler(static () => new SendCallsHandler())
        .AddHttpMessageHandler(static () => new SendLeaseHandler());

    private static void AddRetry(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, ResilienceHandlerContext context, string name)
    {
        context.EnableReloads<StripeOptions>(name);
        StripeOptions options = context.GetOptions<StripeOptions>(name);
        pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
        if (options.ReadRetries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.ReadRetries,
                Delay = options.ReadRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static args => ValueTask.FromResult(RetryRules.IsWorthRepeating(args.Outcome)),
            });
        }

        pipeline.AddTimeout(options.Timeout);
    }
}

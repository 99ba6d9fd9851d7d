using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.AspNetCore.Internal;
using Odoo.Connectors.Sync;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoints of the connectors.</summary>
public static class ConnectorEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Takes webhooks at <c>POST {pattern}/{system}</c>. A request is verified by the system's own signature, stored, and only
    /// then answered with 200; when the store is down it is answered with 503, so that the vendor delivers again. Vendors that cannot sign
    /// (Odoo) are given <c>{pattern}/{system}/{secret}</c>. Behind a proxy, set <c>Hub:PublicUrl</c> or call <c>UseForwardedHeaders</c>
    /// before: some vendors sign the address they called.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path before the system's name. The default value is <c>/webhooks</c>.</param>
    /// <returns>The group, for conventions such as rate limiting. The endpoints ask for no sign-in and no antiforgery token by themselves.</returns>
    /// <exception cref="InvalidOperationException">The connectors are not registered.</exception>
    public static RouteGroupBuilder MapConnectorWebhooks(this IEndpointRouteBuilder endpoints, string pattern = "/webhooks")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(IWebhookIntake)) is not true)
        {
            throw new InvalidOperationException("The connectors are not registered. Call AddOdooConnectors(...) on the services before MapConnectorWebhooks().");
        }

        WebhookEndpoint endpoint = new(
            services.GetRequiredService<IWebhookIntake>(), services.GetService<FailureText>() ?? new FailureText(), services.GetRequiredService<ILogger<WebhookEndpoint>>(),
            services.GetService<IOptionsMonitor<HubOptions>>());
        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        RequestDelegate handle = endpoint.HandleAsync;
        group.MapPost("/{system}", handle).DisableAntiforgery().WithDisplayName("Connector webhook");
        group.MapPost($"/{{system}}/{{{WebhookEndpoint.Secret}}}", handle).DisableAntiforgery().WithDisplayName("Connector webhook with a secret");
        return group;
    }
}

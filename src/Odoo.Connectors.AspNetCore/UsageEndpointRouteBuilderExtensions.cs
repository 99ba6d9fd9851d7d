using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.AspNetCore.Internal;
using Odoo.Connectors.Sync;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the endpoint that takes metered usage.</summary>
public static class UsageEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Takes lines of JSON, one event each, at <c>POST {pattern}/{source}</c>, packed by gzip or not, and answers 200 once all that is right of
    /// them is committed: how many were new, known or not taken, and what is wrong of those, by line and field. When the store is down the
    /// answer is 503, and the whole batch is to be sent again. A sender shows one of <see cref="UsageOptions.ApiKeys"/> as a bearer token, unless
    /// a policy of the host's own is put on the endpoint, such as <c>RequireAuthorization("metering")</c>; with neither nobody is let through.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path before the source's name. The default value is <c>/usage</c>.</param>
    /// <returns>The endpoint, for conventions such as a policy or rate limiting. It asks for no antiforgery token.</returns>
    /// <exception cref="InvalidOperationException">Metered usage is not registered.</exception>
    public static IEndpointConventionBuilder MapConnectorUsage(this IEndpointRouteBuilder endpoints, string pattern = "/usage")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(IUsageIntake)) is not true)
        {
            throw new InvalidOperationException("Metered usage is not registered. Call AddUsage(...) on the connectors before MapConnectorUsage().");
        }

        UsageEndpoint endpoint = new(
            services.GetRequiredService<UsageIntake>(), services.GetRequiredService<IOptionsMonitor<UsageOptions>>(), services.GetRequiredService<FailureText>(),
            services.GetRequiredService<ILogger<UsageEndpoint>>());
        RequestDelegate handle = endpoint.HandleAsync;
        return endpoints.MapPost($"{pattern.TrimEnd('/')}/{{source}}", handle).DisableAntiforgery().WithDisplayName("Connector usage");
    }
}

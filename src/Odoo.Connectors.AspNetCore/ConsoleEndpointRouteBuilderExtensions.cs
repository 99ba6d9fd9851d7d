using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odoo.Connectors;
using Odoo.Connectors.Accounts;
using Odoo.Connectors.AspNetCore;
using Odoo.Connectors.AspNetCore.Internal.Console;
using Odoo.Connectors.Sync;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps what people look at: accounts as pages and as JSON.</summary>
public static class ConsoleEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Shows accounts as pages: a search at <c>{pattern}</c>, an account at <c>{pattern}/account?system=…&amp;id=…</c>. They need no script and nothing from
    /// elsewhere. What the latest reconciliation found is at <c>{pattern}/reconciliation</c>, see <see cref="ConsoleOptions.ReconcilePolicy"/>; reports of revenue
    /// are at <c>{pattern}/revenue</c>, see <see cref="ConsoleOptions.RevenuePolicy"/>. Data of persons are masked, see <see cref="ConsoleOptions.RevealPolicy"/>. Outside of
    /// Development nobody is let through until the group says who may:
    /// <c>RequireAuthorization(…)</c>, or <c>AllowAnonymous()</c> where something before the application asks.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path. The default value is <c>/connectors</c>.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The group, for conventions such as a policy.</returns>
    /// <exception cref="InvalidOperationException">The connectors are not registered.</exception>
    /// <exception cref="ConnectorException">An address of <see cref="ConsoleOptions.Links"/> is none.</exception>
    public static RouteGroupBuilder MapConnectorConsole(this IEndpointRouteBuilder endpoints, string pattern = "/connectors", Action<ConsoleOptions>? configure = null)
    {
        ConsoleEndpoints console = Create(endpoints, pattern, configure, nameof(MapConnectorConsole));
        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        RevenueEndpoints revenue = Revenue(endpoints.ServiceProvider, configure);
        group.MapGet("", console.Guarded(context => ConsoleEndpoints.StartAsync(context, revenue))).WithDisplayName("Connector console");
        group.MapPost("/search", console.Guarded(console.SearchAsync)).DisableAntiforgery().WithDisplayName("Connector console search");
        group.MapGet("/account", console.Guarded(console.AccountAsync)).WithDisplayName("Connector console account");
        ReconciliationEndpoints reconciliation = Reconciliation(endpoints.ServiceProvider, configure);
        group.MapGet("/reconciliation", console.Guarded(reconciliation.ShowAsync)).WithDisplayName("Connector console reconciliation");
        group.MapGet("/reconciliation/preview", console.Guarded(reconciliation.PreviewAsync)).WithDisplayName("Connector console correction");
        group.MapPost("/reconciliation/run", console.Guarded(reconciliation.RunAsync)).DisableAntiforgery().WithDisplayName("Connector console run");
        group.MapPost("/reconciliation/accept", console.Guarded(reconciliation.AcceptAsync)).DisableAntiforgery().WithDisplayName("Connector console acceptance");
        group.MapGet("/revenue", console.Guarded(revenue.AskAsync)).WithDisplayName("Connector console revenue");
        group.MapGet("/revenue/report", console.Guarded(revenue.ReportAsync)).WithDisplayName("Connector console revenue report");
        group.MapPost("/account", console.Guarded(console.RevealAsync)).DisableAntiforgery().WithDisplayName("Connector console account unmasked");
        return group;
    }

    /// <summary>
    /// Answers accounts as JSON: <c>GET {pattern}?system=…&amp;id=…</c>, <c>POST {pattern}/search</c> with the form field <c>q</c>, and
    /// <c>POST {pattern}/reveal?system=…&amp;id=…</c>. It is guarded and masked as <see cref="MapConnectorConsole"/> is.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="pattern">The path. The default value is <c>/connectors/accounts</c>.</param>
    /// <param name="configure">Sets options.</param>
    /// <returns>The group, for conventions such as a policy.</returns>
    /// <exception cref="InvalidOperationException">The connectors are not registered.</exception>
    /// <exception cref="ConnectorException">An address of <see cref="ConsoleOptions.Links"/> is none.</exception>
    public static RouteGroupBuilder MapConnectorAccounts(this IEndpointRouteBuilder endpoints, string pattern = "/connectors/accounts", Action<ConsoleOptions>? configure = null)
    {
        ConsoleEndpoints console = Create(endpoints, pattern, configure, nameof(MapConnectorAccounts));
        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        group.MapGet("", console.Guarded(console.AccountJsonAsync)).WithDisplayName("Connector account");
        group.MapPost("/search", console.Guarded(console.SearchJsonAsync)).DisableAntiforgery().WithDisplayName("Connector account search");
        group.MapPost("/reveal", console.Guarded(console.RevealJsonAsync)).DisableAntiforgery().WithDisplayName("Connector account unmasked");
        return group;
    }

    private static ReconciliationEndpoints Reconciliation(IServiceProvider services, Action<ConsoleOptions>? configure)
    {
        ConsoleOptions options = new();
        configure?.Invoke(options);
        return new ReconciliationEndpoints(services, new ConsoleGate(services, options.RevealPolicy), options.ReconcilePolicy);
    }

    private static RevenueEndpoints Revenue(IServiceProvider services, Action<ConsoleOptions>? configure)
    {
        ConsoleOptions options = new();
        configure?.Invoke(options);
        return new RevenueEndpoints(services, new ConsoleGate(services, options.RevealPolicy), options.RevenuePolicy);
    }

    private static ConsoleEndpoints Create(IEndpointRouteBuilder endpoints, string pattern, Action<ConsoleOptions>? configure, string caller)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(IAccountView)) is not true)
        {
            throw new InvalidOperationException($"The connectors are not registered. Call AddOdooConnectors(...) on the services before {caller}().");
        }

        ConsoleOptions options = new();
        configure?.Invoke(options);
        return new ConsoleEndpoints(
            services.GetRequiredService<IAccountView>(), new ConsoleLinks(options), new ConsoleGate(services, options.RevealPolicy),
            services.GetService<FailureText>() ?? new FailureText(), services.GetRequiredService<ILogger<ConsoleEndpoints>>());
    }
}

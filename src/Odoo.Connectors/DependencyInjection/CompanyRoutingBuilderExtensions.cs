using Microsoft.Extensions.DependencyInjection.Extensions;
using Odoo.Connectors;
using Odoo.Connectors.Flows;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Routes documents to legal entities.</summary>
public static class CompanyRoutingBuilderExtensions
{
    /// <summary>
    /// Declares which company records of a type belong to. A value without a route is a case; there is no default company. What belongs
    /// to a record, such as the invoices of a contract, follows it.
    /// </summary>
    /// <typeparam name="T">The record type: <c>Deal</c>, <c>Contract</c>, <c>Invoice</c> or <c>Customer</c>.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="selector">The value that decides, for example <c>d => d.Customer.BillingAddress?.Country</c>.</param>
    /// <param name="routes">Values, and names that Odoo systems are connected under.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ConnectorException">No route was given, a name is empty, or a value has two routes.</exception>
    public static IConnectorsBuilder RouteCompany<T>(
        this IConnectorsBuilder builder, Func<T, string?> selector, params IReadOnlyList<(string Value, string System)> routes)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        CompanyRouting routing = builder.Services.FirstOrDefault(s => s.ServiceType == typeof(CompanyRouting))?.ImplementationInstance as CompanyRouting ?? new CompanyRouting();
        builder.Services.TryAddSingleton(routing);
        routing.Route(selector, routes);
        return builder;
    }
}

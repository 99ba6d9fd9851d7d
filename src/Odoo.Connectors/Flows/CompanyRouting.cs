using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Which legal entity a document belongs to: for each record type a function of the record, and the configured Odoo of each of its values. There
/// is no default company: a value without a route is a case. Own flows take it from the services.
/// </summary>
public sealed class CompanyRouting
{
    private readonly Dictionary<Type, (Func<object, string?> Value, Dictionary<string, string> Routes)> _types = [];

    /// <summary>The configured names that anything is routed to; empty when nothing is routed.</summary>
    public IReadOnlyList<string> Systems => [.. _types.Values.SelectMany(t => t.Routes.Values).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Declares the routes of a record type; declared again, the last ones count.</summary>
    /// <typeparam name="T">The record type, for example <see cref="Deal"/>.</typeparam>
    /// <param name="selector">The value that decides, for example the customer's country.</param>
    /// <param name="routes">Values, compared by ordinal, and configured names of Odoo systems.</param>
    /// <returns>This table.</returns>
    /// <exception cref="ConnectorException">No route was given, a name is empty, or a value has two routes.</exception>
    public CompanyRouting Route<T>(Func<T, string?> selector, params IReadOnlyList<(string Value, string System)> routes)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentNullException.ThrowIfNull(routes);
        Dictionary<string, string> table = new(StringComparer.Ordinal);
        foreach ((string value, string system) in routes)
        {
            if (string.IsNullOrEmpty(value) || string.IsNullOrEmpty(system) || !table.TryAdd(value, system))
            {
                throw new ConnectorException(ErrorKind.Configuration, $"RouteCompany<{typeof(T).Name}> must name a value and a system for each route, and each value once; correct '{value}'.") { Field = typeof(T).Name };
            }
        }

        if (table.Count == 0)
        {
            throw new ConnectorException(ErrorKind.Configuration, $"RouteCompany<{typeof(T).Name}> has no routes; name a value and a system for each company.") { Field = typeof(T).Name };
        }

        _types[typeof(T)] = (record => selector((T)record), table);
        return this;
    }

    /// <summary>One route a line, in an order of their own.</summary>
    internal IEnumerable<string> Lines() => _types.SelectMany(t => t.Value.Routes.Select(r => $"{t.Key.Name} {r.Key} to {r.Value}")).Order(StringComparer.Ordinal);

    /// <summary>Whether a record type has routes.</summary>
    /// <typeparam name="T">The record type.</typeparam>
    /// <returns>True when it has.</returns>
    public bool Routes<T>()
        where T : class => _types.ContainsKey(typeof(T));

    /// <summary>The system that a record belongs to.</summary>
    /// <param name="record">The record.</param>
    /// <param name="source">Where it comes from, for the message.</param>
    /// <param name="system">The configured name; empty when there is no route.</param>
    /// <param name="unrouted">Why there is no route; null when there is one.</param>
    /// <returns>Whether there is a route.</returns>
    public bool TryRoute(object record, ExternalRef source, out string system, out CaseReason? unrouted)
    {
        ArgumentNullException.ThrowIfNull(record);
        string type = record.GetType().Name;
        system = "";
        unrouted = null;
        if (!_types.TryGetValue(record.GetType(), out (Func<object, string?> Value, Dictionary<string, string> Routes) routes))
        {
            unrouted = new CaseReason(ErrorKind.Configuration, "unrouted", $"{source} belongs to no company: there is no RouteCompany<{type}>. Declare it, restart, then retry.", type);
            return false;
        }

        // The value may be anything of the record, also what is personal: the case does not repeat it.
        if (routes.Value(record) is string value && routes.Routes.TryGetValue(value, out string? found))
        {
            system = found;
            return true;
        }

        unrouted = new CaseReason(
            ErrorKind.Configuration, "unrouted",
            $"{source} belongs to no company: what RouteCompany<{type}> finds in it has no route. There are routes for {string.Join(", ", routes.Routes.Keys)}. Correct the {type}, or add a route and restart, then retry.",
            type);
        return false;
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Sums and counts in the database.</summary>
public static class OdooGroupExtensions
{
    /// <summary>Groups records (<c>formatted_read_group</c>, Odoo 19 and later; earlier versions have <c>read_group</c>, by <see cref="IOdooClient.CallAsync"/>).</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="grouping">How to group them and what to compute.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The groups in order.</returns>
    public static async Task<IReadOnlyList<OdooGroup>> GroupAsync(this IOdooClient client, string model, OdooDomain domain, OdooGrouping grouping,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(grouping);
        if (grouping is { Limit: < 1 } or { Offset: < 0 } or { Aggregates.Count: 0 })
        {
            throw new ArgumentException("Limit must be at least 1, Offset not negative, and there must be something to compute.", nameof(grouping));
        }

        OdooCall call = new()
        {
            Model = model,
            Method = "formatted_read_group",
            Arguments = [domain],
            Keywords = Keywords(grouping),
            Context = context,
            IsRead = true,
        };
        IReadOnlyList<OdooRecord>? groups = Answers.Records(model, await client.CallAsync(call, cancellationToken).ConfigureAwait(false));
        return groups is null ? throw TransportErrors.BadResult(model, call.Method, isRead: true, "a list of groups")
            : [.. groups.Select(g => new OdooGroup(model, g.Values, domain))];
    }

    private static JsonObject Keywords(OdooGrouping grouping)
    {
        JsonObject keywords = new()
        {
            ["groupby"] = new JsonArray([.. grouping.By.Select(f => (JsonNode)f)]),
            ["aggregates"] = new JsonArray([.. grouping.Aggregates.Select(a => (JsonNode)a)]),
        };
        if (grouping.Having is { } having)
        {
            keywords["having"] = having.ToJson();
        }

        if (grouping.Order is { } order)
        {
            keywords["order"] = order;
        }

        if (grouping.Limit is { } limit)
        {
            keywords["limit"] = limit;
        }

        if (grouping.Offset is { } offset)
        {
            keywords["offset"] = offset;
        }

        return keywords;
    }
}

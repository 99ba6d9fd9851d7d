using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Finds records by what people call them.</summary>
public static class OdooNameExtensions
{
    /// <summary>Finds records by their display name, as the search of a many2one field does.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="name">The name or a part of it.</param>
    /// <param name="domain">Which records; all if <see langword="null"/>.</param>
    /// <param name="op">The operator, such as <c>ilike</c> or <c>=</c>.</param>
    /// <param name="limit">The most records to return.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>Ids and display names.</returns>
    public static async Task<IReadOnlyList<OdooReference>> NameSearchAsync(this IOdooClient client, string model, string name,
        OdooDomain? domain = null, string op = "ilike", int limit = 100, OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(op);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        try
        {
            return await SearchAsync("domain").ConfigureAwait(false);
        }
        catch (OdooServerException e) when (domain is not null && e.ExceptionName == "builtins.TypeError")
        {
            return await SearchAsync("args").ConfigureAwait(false); // its name before Odoo 19
        }

        async Task<IReadOnlyList<OdooReference>> SearchAsync(string domainName)
        {
            JsonObject keywords = new() { ["operator"] = op, ["limit"] = limit };
            if (domain is not null)
            {
                keywords[domainName] = domain.ToJson();
            }

            OdooCall call = new() { Model = model, Method = "name_search", Arguments = [name], Keywords = keywords, Context = context, IsRead = true };
            JsonElement? result = await client.CallAsync(call, cancellationToken).ConfigureAwait(false);
            return result is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(Reference)]
                : throw TransportErrors.BadResult(model, call.Method, isRead: true, "a list of names");
        }

        OdooReference Reference(JsonElement pair) =>
            pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2 && Answers.Id(pair[0]) is { } id && pair[1].ValueKind == JsonValueKind.String
                ? new OdooReference { Id = id, Name = pair[1].GetString() } : throw TransportErrors.BadResult(model, "name_search", isRead: true, "a list of names");
    }
}

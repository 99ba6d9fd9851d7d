using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>Single objects and whole lists, as JSON that can be put together.</summary>
internal sealed class StripeGets(string name, StripeTransport transport)
{
    private const int MostPages = 1000;

    /// <summary>Appends what an embedded list left off; says whether it did.</summary>
    public async Task<bool> CompleteAsync(JsonObject owner, string list, string? url, CancellationToken cancellationToken)
    {
        if (owner[list] is not JsonObject embedded || !HasMore(embedded) || embedded["data"] is not JsonArray data)
        {
            return false;
        }

        url ??= embedded["url"] is JsonValue value && value.TryGetValue(out string? own) && own.StartsWith("/v1/", StringComparison.Ordinal)
            ? own
            : throw new ConnectorException(ErrorKind.Protocol, $"Stripe's list '{list}' has more elements and no address to read them from.") { Field = $"{list}.url" };
        string? last = data.Count > 0 ? IdOf(data[^1]) : null;
        foreach (JsonNode? element in await ListAsync(url, last, cancellationToken).ConfigureAwait(false))
        {
            data.Add(element?.DeepClone());
        }

        embedded["has_more"] = false;
        return true;
    }

    /// <summary>A list to its end.</summary>
    public async Task<JsonArray> ListAsync(string pathAndQuery, string? after, CancellationToken cancellationToken)
    {
        JsonArray all = [];
        string first = $"{pathAndQuery}{(pathAndQuery.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=100";
        for (int page = 0; page < MostPages; page++)
        {
            string url = after is null ? first : $"{first}&starting_after={Uri.EscapeDataString(after)}";
            (JsonObject list, _) = await GetAsync(url, cancellationToken).ConfigureAwait(false)
                ?? throw new ConnectorException(ErrorKind.Dependency, $"Stripe no longer has the list that '{name}' was reading.");
            JsonArray data = list["data"] as JsonArray ?? throw StripeErrors.Unreadable(name);
            foreach (JsonNode? element in data)
            {
                all.Add(Object(element).DeepClone());
            }

            if (!HasMore(list))
            {
                return all;
            }

            after = (data.Count > 0 ? IdOf(data[^1]) : null) ?? throw StripeErrors.Unreadable(name);
        }

        throw new ConnectorException(ErrorKind.Protocol, $"A list of Stripe for '{name}' does not end.") { Field = "has_more" };
    }

    /// <summary>An object, and its text as it came; null when there is none.</summary>
    public async Task<(JsonObject Value, string Text)?> GetAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        string? text = await transport.GetAsync(pathAndQuery, cancellationToken).ConfigureAwait(false);
        try
        {
            return text is null ? null : (Object(JsonNode.Parse(text)), text);
        }
        catch (JsonException e)
        {
            throw StripeErrors.Unreadable(name, e);
        }
    }

    public JsonObject Object(JsonNode? node) => node as JsonObject ?? throw StripeErrors.Unreadable(name);

    private static bool HasMore(JsonObject list) => list["has_more"] is JsonValue value && value.TryGetValue(out bool more) && more;

    public static string? IdOf(JsonNode? node) => node switch
    {
        JsonObject expanded => IdOf(expanded["id"]),
        JsonValue value when value.TryGetValue(out string? id) => id,
        _ => null,
    };

    public static byte[] Bytes(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>A call with its parts: the area that it belongs to and the path below.</summary>
internal sealed class HubSpotCall(VendorCall call, string area, string[] rest)
{
    private readonly Dictionary<string, StringValues> _query = QueryHelpers.ParseQuery(call.Query);

    public string Method => call.Method;

    public string Area => area;

    public string[] Rest => rest;

    public string RawBody => call.Body;

    public string? Query(string name) => _query.TryGetValue(name, out StringValues value) ? value.ToString() : null;

    /// <summary>A list that is given by commas, by repetition or by both; null when it is not given.</summary>
    public string[]? List(string name) => _query.TryGetValue(name, out StringValues values)
        ? [.. values.SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
        : null;

    public int Limit(int unless, int most)
    {
        if (Query("limit") is not { } text)
        {
            return unless;
        }

        return int.TryParse(text, out int limit) && limit > 0 && limit <= most
            ? limit
            : throw HubSpotRefusal.Bad($"limit must be between 1 and {most}.");
    }

    public JsonObject Body()
    {
        try
        {
            return JsonNode.Parse(call.Body) as JsonObject ?? throw new JsonException("An object is needed.");
        }
        catch (JsonException)
        {
            throw HubSpotRefusal.Bad("Invalid input JSON on line 1, column 1: an object is needed.");
        }
    }

    public HubSpotRefusal NotEmulated() => HubSpotRefusal.NotEmulated(call.ToString());

    /// <summary>Of a path <c>/crm/v3/objects/deals</c> or <c>/crm/objects/2026-03/deals</c> the area is <c>objects</c>; null when it is none of these.</summary>
    public static HubSpotCall? Read(VendorCall call)
    {
        string[] path = [.. call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return path switch
        {
            ["crm", "v3" or "v4", var area, .. var rest] => new HubSpotCall(call, area, rest),
            ["crm", var area, var version, .. var rest] when version.Length == 7 && version[4] == '-' => new HubSpotCall(call, area, rest),
            ["account-info", _, .. var rest] => new HubSpotCall(call, "account-info", rest),
            _ => null,
        };
    }
}

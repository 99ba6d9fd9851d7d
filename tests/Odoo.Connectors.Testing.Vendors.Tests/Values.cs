using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

/// <summary>Short ways to look into an answer.</summary>
internal static class Values
{
    public static string? Text(this JsonNode? node, string name) => node?[name]?.GetValue<string>();

    /// <summary>A number, whether it was read from a text or not; null when there is none.</summary>
    public static long? Number(this JsonNode? node, string name) => node?[name] is { } value ? long.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : null;

    public static JsonArray Rows(this JsonNode? node, string name) => node?[name] as JsonArray ?? [];

    public static long[] Numbers(this JsonNode? node, string rows, string name) => [.. node.Rows(rows).Select(row => row.Number(name) ?? 0)];

    public static string?[] Texts(this JsonNode? node, string rows, string name) => [.. node.Rows(rows).Select(row => row.Text(name))];
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Reading of JSON the way Python sees it, and writing of numbers the way Odoo does.</summary>
internal static class Js
{
    public static bool IsFalsy(JsonNode? node) => node switch
    {
        null => true,
        JsonArray a => a.Count == 0,
        JsonObject o => o.Count == 0,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.False or JsonValueKind.Null => true,
            JsonValueKind.Number => Number(node) == 0,
            JsonValueKind.String => Text(node).Length == 0,
            _ => false,
        },
    };

    public static bool IsFalse(JsonNode? node) => node is null || node.GetValueKind() is JsonValueKind.False or JsonValueKind.Null;

    public static bool IsNumber(JsonNode? node) => node?.GetValueKind() is JsonValueKind.Number;

    public static bool IsText(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String;

    public static string Text(JsonNode node) => node.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();

    public static decimal Number(JsonNode node) =>
        decimal.Parse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static bool TryNumber(JsonNode? node, out decimal number)
    {
        number = 0;
        return node is not null and not JsonArray and not JsonObject
            && decimal.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    public static long Id(JsonNode node) => node is JsonValue value && value.TryGetValue(out long id) ? id : (long)Number(node);

    public static long[] Ids(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => [.. list.Select(n => Id(n!))],
        _ when IsFalse(node) => [],
        _ => [Id(node)],
    };

    public static JsonArray List(IEnumerable<long> ids) => [.. ids.Select(i => (JsonNode)i)];

    /// <summary>A float: 121 is written 121.0.</summary>
    public static JsonNode Float(decimal value)
    {
        var plain = value / 1.000000000000000000000000000000000m;
        return JsonValue.Create(plain.Scale == 0 ? plain + 0.0m : plain);
    }

    public static JsonNode False() => JsonValue.Create(false);

    public static JsonObject Copy(JsonNode? node) => node?.DeepClone() as JsonObject ?? [];
}

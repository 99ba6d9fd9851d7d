using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Reads and writes the objects that an emulated billing system keeps.</summary>
internal static class VendorJson
{
    public static string? Text(this JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static long Number(this JsonObject from, string name) => from.Optional(name) ?? 0;

    public static long? Optional(this JsonObject from, string name) => from[name] is not JsonValue value
        ? null
        : value.TryGetValue(out long number) ? number : value.TryGetValue(out int small) ? small : null;

    public static bool Flag(this JsonObject from, string name) => from[name] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public static JsonObject? Part(this JsonObject from, string name) => from[name] as JsonObject;

    public static IEnumerable<JsonObject> Rows(this JsonObject from, string name) => (from[name] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>The list of that name, made when there is none.</summary>
    public static JsonArray List(this JsonObject from, string name)
    {
        if (from[name] is not JsonArray list)
        {
            list = [];
            from[name] = list;
        }

        return list;
    }

    public static JsonObject Copy(this JsonObject from) => (JsonObject)from.DeepClone();

    /// <summary>Sets what is there; takes the name away for what is not.</summary>
    public static void Put(this JsonObject into, string name, JsonNode? value)
    {
        if (value is null)
        {
            into.Remove(name);
        }
        else
        {
            into[name] = value;
        }
    }

    public static void Raise(this JsonObject into, string name, long more) => into[name] = into.Number(name) + more;

    public static JsonArray Array(IEnumerable<JsonNode> rows) => new([.. rows]);
}

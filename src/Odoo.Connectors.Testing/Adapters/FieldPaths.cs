using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>A JSON payload and what may happen to its fields.</summary>
internal static class FieldPaths
{
    /// <summary>What no vendor sends.</summary>
    public const string Unknown = "zz_added_later";

    /// <summary>The payload with something more in every object, and every object turned round: neither may matter.</summary>
    public static byte[] WithMore(byte[] payload) => Bytes(More(JsonNode.Parse(payload)));

    /// <summary>The payload without a field, wherever it stands by that path; null when it is nowhere.</summary>
    public static byte[]? Without(byte[] payload, string path)
    {
        JsonNode root = JsonNode.Parse(payload)!;
        string[] names = path.Split('.');
        int removed = At(root, names.AsSpan(0, names.Length - 1)).OfType<JsonObject>().Count(o => o.Remove(names[^1]));
        return removed == 0 ? null : Bytes(root);
    }

    /// <summary>The payload with one field after the other left out, null, or of another type.</summary>
    public static IEnumerable<(string Change, byte[] Payload)> Spoiled(byte[] payload)
    {
        int fields = Objects(JsonNode.Parse(payload)!).Sum(o => o.Count);
        for (int at = 0; at < fields; at++)
        {
            yield return Spoil(payload, at, "left out", (o, name) => o.Remove(name));
            yield return Spoil(payload, at, "null", (o, name) => o[name] = null);
            yield return Spoil(payload, at, "of another type", (o, name) => o[name] = o[name] is JsonObject or JsonArray ? "?" : new JsonObject { ["?"] = 1 });
        }
    }

    private static (string Change, byte[] Payload) Spoil(byte[] payload, int at, string how, Action<JsonObject, string> spoil)
    {
        JsonNode root = JsonNode.Parse(payload)!;
        (JsonObject owner, string name) = Objects(root).SelectMany(o => o.Select(p => (o, p.Key))).ElementAt(at);
        string path = owner.GetPath() is "$" ? name : $"{owner.GetPath()[2..]}.{name}";
        spoil(owner, name);
        return ($"{path} {how}", Bytes(root));
    }

    private static IEnumerable<JsonNode?> At(JsonNode? node, ReadOnlySpan<string> names)
    {
        IEnumerable<JsonNode?> found = [node];
        foreach (string name in names)
        {
            found = [.. found.SelectMany(n => n is JsonArray list ? list : (IEnumerable<JsonNode?>)[n]).OfType<JsonObject>().Select(o => o[name])];
        }

        return [.. found.SelectMany(n => n is JsonArray list ? list : (IEnumerable<JsonNode?>)[n])];
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => [o, .. o.SelectMany(p => Objects(p.Value))],
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static JsonNode? More(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(
        [
            KeyValuePair.Create<string, JsonNode?>(Unknown, new JsonObject { ["list"] = new JsonArray(1, "two", null), ["id"] = Unknown }),
            .. o.Reverse().Select(p => KeyValuePair.Create(p.Key, More(p.Value))),
        ]),
        JsonArray list => new JsonArray([.. list.Select(More)]),
        _ => node?.DeepClone(),
    };

    private static byte[] Bytes(JsonNode? node) => JsonSerializer.SerializeToUtf8Bytes(node);
}

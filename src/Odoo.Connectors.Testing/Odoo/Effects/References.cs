using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Effects;

/// <summary>External ids inside effects.</summary>
internal sealed class References(Env env)
{
    public (string Model, long Id)? Lookup(string key, string? model = null)
    {
        Split(key);
        var hit = env.World.ExternalIds.Find(key);
        return hit is { } found && model is not null && found.Model != model
            ? throw OdooError.User($"protocol: {key} is a {found.Model}, not a {model}")
            : hit;
    }

    public (string Model, long Id) Require(string key) => Lookup(key) ?? throw OdooError.User($"dependency: {key}");

    /// <summary>A copy with {"$ref": key} replaced by database ids.</summary>
    public JsonNode? Resolve(JsonNode? value) => value switch
    {
        JsonObject { Count: 1 } map when map["$ref"] is { } key => Require(Js.Text(key)).Id,
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(p.Key, Resolve(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Resolve)]),
        _ => value?.DeepClone(),
    };

    private static void Split(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || dot == key.Length - 1 || key.Contains(' ', StringComparison.Ordinal))
        {
            throw OdooError.User($"protocol: bad external id {Python.Quote(key)}");
        }
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Properties: values of a record whose definitions belong to its parent. Writing replaces the whole set, and what has no definition is dropped.</summary>
internal static class Properties
{
    /// <summary>The definitions with their values.</summary>
    public static JsonArray Read(Env env, Row row, Field field)
    {
        var values = row.Text(field.Name) is { } text ? JsonNode.Parse(text)!.AsObject() : [];
        return new JsonArray([.. Definitions(env, row, field).Select(d =>
        {
            if (values[NameOf(d)] is { } value)
            {
                d["value"] = value.DeepClone();
            }

            return (JsonNode)d;
        })]);
    }

    /// <summary>The value of one property; null where it has none.</summary>
    public static JsonNode? ValueOf(Env env, Row row, Field field, string name) =>
        Read(env, row, field).FirstOrDefault(d => NameOf(d!.AsObject()) == name)?["value"] is { } value && !Js.IsFalse(value) ? value : null;

    public static string? Write(Env env, Row row, Field field, JsonNode? given)
    {
        var values = given switch
        {
            JsonObject map => map,
            JsonArray list => new JsonObject(list.OfType<JsonObject>().Where(d => d.ContainsKey("value")).Select(d => KeyValuePair.Create(NameOf(d), d["value"]?.DeepClone()))),
            _ => [],
        };
        var kept = Definitions(env, row, field).Select(NameOf).Where(values.ContainsKey).ToList();
        return new JsonObject(kept.Select(n => KeyValuePair.Create(n, values[n]?.DeepClone()))).ToJsonString();
    }

    private static List<JsonObject> Definitions(Env env, Row row, Field field) =>
        env.Linked(row, field.Relation)?.Text(field.Inverse) is { } text && JsonNode.Parse(text) is JsonArray list ? [.. list.OfType<JsonObject>().Select(d => Js.Copy(d))] : [];

    private static string NameOf(JsonObject definition) => definition["name"] is { } name ? Js.Text(name) : "";
}

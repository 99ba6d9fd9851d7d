using System.Text.Json.Nodes;

namespace Odoo.Connectors.Erp;

/// <summary>A note to have on a record that exists: by external id (<c>{"$ref": …}</c>) or database id. The note has an external id of its own.</summary>
internal sealed record NotePlan(string Key, long Company, string Model, JsonNode Record, string Head, IReadOnlyList<string> Lines)
{
    public static NotePlan Parse(string payload)
    {
        JsonObject json = (JsonObject)JsonNode.Parse(payload)!;
        return new NotePlan(
            (string)json["key"]!, (long)json["company"]!, (string)json["model"]!, json["record"]!.DeepClone(), (string)json["head"]!,
            [.. ((JsonArray)json["lines"]!).Select(l => (string)l!)]);
    }

    public override string ToString() => new JsonObject
    {
        ["key"] = Key, ["company"] = Company, ["model"] = Model, ["record"] = Record.DeepClone(), ["head"] = Head, ["lines"] = new JsonArray([.. Lines.Select(l => (JsonNode)l)]),
    }.ToJsonString(PlanJson.Options);
}

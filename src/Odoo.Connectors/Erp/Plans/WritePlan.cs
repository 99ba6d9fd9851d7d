using System.Text.Json.Nodes;

namespace Odoo.Connectors.Erp;

/// <summary>Absolute values for one record that exists: by external id (<c>{"$ref": …}</c>) or database id.</summary>
internal sealed class WritePlan
{
    public required long Company { get; init; }

    public required string Model { get; init; }

    public required JsonNode Record { get; init; }

    public required JsonObject Values { get; init; }

    public static WritePlan Parse(string payload)
    {
        JsonObject json = (JsonObject)JsonNode.Parse(payload)!;
        return new WritePlan
        {
            Company = (long)json["company"]!,
            Model = (string)json["model"]!,
            Record = json["record"]!.DeepClone(),
            Values = (JsonObject)json["values"]!.DeepClone(),
        };
    }

    public override string ToString() => new JsonObject
    {
        ["company"] = Company, ["model"] = Model, ["record"] = Record.DeepClone(), ["values"] = Values.DeepClone(),
    }.ToJsonString(PlanJson.Options);
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Erp;

/// <summary>Records that are made or changed by <c>load</c>, each under its external id: absolute values, which may be sent again.</summary>
internal sealed class LoadPlan
{
    public required long Company { get; init; }

    public required string Model { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    public required JsonArray Rows { get; init; }

    public static LoadPlan Parse(string payload)
    {
        JsonObject json = (JsonObject)JsonNode.Parse(payload)!;
        return new LoadPlan
        {
            Company = (long)json["company"]!,
            Model = (string)json["model"]!,
            Columns = [.. ((JsonArray)json["columns"]!).Select(c => (string)c!)],
            Rows = (JsonArray)json["rows"]!.DeepClone(),
        };
    }

    public override string ToString() => new JsonObject
    {
        ["company"] = Company, ["model"] = Model, ["columns"] = new JsonArray([.. Columns.Select(c => (JsonNode)c)]), ["rows"] = Rows.DeepClone(),
    }.ToJsonString(PlanJson.Options);
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>Absolute values for one record that exists: by external id (<c>{"$ref": …}</c>) or database id.</summary>
internal sealed class WritePlan
{
    public required long Company { get; init; }

    public required string Model { get; init; }

    public required JsonNode Record { get; init; }

    public required JsonObject Values { get; init; }

    /// <summary>Under which name the values are remembered as agreed; null does not remember those of a partner.</summary>
    public ExternalRef? Shadow { get; init; }

    /// <summary>The external id of the note to have on an adopted partner; null without one.</summary>
    public string? Note { get; init; }

    public static WritePlan Parse(string payload)
    {
        JsonObject json = (JsonObject)JsonNode.Parse(payload)!;
        return new WritePlan
        {
            Company = (long)json["company"]!,
            Model = (string)json["model"]!,
            Record = json["record"]!.DeepClone(),
            Values = (JsonObject)json["values"]!.DeepClone(),
            Note = (string?)json["note"],
            Shadow = json["shadow"] is JsonArray shadow ? new ExternalRef((string)shadow[0]!, (string)shadow[1]!, (string)shadow[2]!) : null,
        };
    }

    public override string ToString()
    {
        JsonObject json = new()
        {
            ["company"] = Company, ["model"] = Model, ["record"] = Record.DeepClone(), ["values"] = Values.DeepClone(),
        };
        if (Shadow is not null)
        {
            json["shadow"] = new JsonArray(Shadow.System, Shadow.Kind, Shadow.Id);
        }

        if (Note is not null)
        {
            json["note"] = Note;
        }

        return json.ToJsonString(PlanJson.Options);
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>A contract as its order must be: absolute values, lines by the source's own, and what the chatter says about it.</summary>
internal sealed class ContractPlan
{
    public required long Company { get; init; }

    /// <summary>The order's external id.</summary>
    public required string Order { get; init; }

    /// <summary>The contract at its source: the notes' external ids are made of it.</summary>
    public required ExternalRef Source { get; init; }

    /// <summary>The source's version; null where it was read just now.</summary>
    public long? Version { get; init; }

    /// <summary>The field of the order that holds the version, where one is configured.</summary>
    public string? VersionField { get; init; }

    public required ContractStatus Status { get; init; }

    public required JsonObject Values { get; init; }

    /// <summary>How the chatter calls the fields whose changes it tells.</summary>
    public JsonObject Labels { get; init; } = [];

    /// <summary>The lines to have, see <see cref="ContractLine"/>. Empty leaves them.</summary>
    public JsonArray Lines { get; init; } = [];

    /// <summary>Whether the lines are only for a contract that begins again after it ended.</summary>
    public bool LinesOnReturn { get; init; }

    public ContractEnd End { get; init; }

    /// <summary>The first line of the note.</summary>
    public required string Head { get; init; }

    /// <summary>What changed, as far as the source tells it.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Whether <see cref="Changes"/> tells of the status.</summary>
    public bool TellsStatus { get; init; }

    public static ContractPlan Parse(string payload)
    {
        JsonObject json = (JsonObject)JsonNode.Parse(payload)!;
        return new ContractPlan
        {
            Company = (long)json["company"]!,
            Order = (string)json["order"]!,
            Source = new ExternalRef((string)json["system"]!, RecordKinds.Contract, (string)json["contract"]!),
            Version = (long?)json["version"],
            VersionField = (string?)json["version_field"],
            Status = Enum.Parse<ContractStatus>((string)json["status"]!),
            Values = (JsonObject)json["values"]!.DeepClone(),
            Labels = (JsonObject)json["labels"]!.DeepClone(),
            Lines = (JsonArray)json["lines"]!.DeepClone(),
            LinesOnReturn = (bool)json["lines_on_return"]!,
            End = Enum.Parse<ContractEnd>((string)json["end"]!),
            Head = (string)json["head"]!,
            Changes = [.. ((JsonArray)json["changes"]!).Select(c => (string)c!)],
            TellsStatus = (bool)json["tells_status"]!,
        };
    }

    public override string ToString() => new JsonObject
    {
        ["company"] = Company,
        ["order"] = Order,
        ["system"] = Source.System,
        ["contract"] = Source.Id,
        ["version"] = Version,
        ["version_field"] = VersionField,
        ["status"] = Status.ToString(),
        ["values"] = Values.DeepClone(),
        ["labels"] = Labels.DeepClone(),
        ["lines"] = Lines.DeepClone(),
        ["lines_on_return"] = LinesOnReturn,
        ["end"] = End.ToString(),
        ["head"] = Head,
        ["changes"] = new JsonArray([.. Changes.Select(c => (JsonNode)c)]),
        ["tells_status"] = TellsStatus,
    }.ToJsonString(PlanJson.Options);
}

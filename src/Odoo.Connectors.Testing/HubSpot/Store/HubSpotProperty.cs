using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The definition of a property.</summary>
internal sealed record HubSpotProperty(string Name, string Type)
{
    public string Label { get; init; } = Name;

    public string FieldType { get; init; } = DefaultFieldType(Type);

    public string GroupName { get; init; } = string.Empty;

    public string Description { get; init; } = string.Empty;

    public bool IsUnique { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsBuiltIn { get; init; }

    /// <summary>The values that an enumeration admits; any when there are none.</summary>
    public IReadOnlyList<(string Value, string Label)> Options { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public JsonObject ToJson() => new()
    {
        ["updatedAt"] = HubSpotValue.Instant(CreatedAt),
        ["createdAt"] = HubSpotValue.Instant(CreatedAt),
        ["name"] = Name,
        ["label"] = Label,
        ["type"] = Type,
        ["fieldType"] = FieldType,
        ["description"] = Description,
        ["groupName"] = GroupName,
        ["options"] = new JsonArray([.. Options.Select((option, place) => (JsonNode)new JsonObject
        {
            ["label"] = option.Label, ["value"] = option.Value, ["displayOrder"] = place, ["hidden"] = false,
        })]),
        ["displayOrder"] = -1,
        ["calculated"] = IsReadOnly && !IsBuiltIn,
        ["externalOptions"] = Type == "enumeration" && Options.Count == 0,
        ["archived"] = false,
        ["hasUniqueValue"] = IsUnique,
        ["hidden"] = false,
        ["hubspotDefined"] = IsBuiltIn,
        ["modificationMetadata"] = new JsonObject
        {
            ["archivable"] = !IsBuiltIn, ["readOnlyDefinition"] = IsBuiltIn, ["readOnlyValue"] = IsReadOnly,
        },
        ["formField"] = !IsReadOnly,
    };

    private static string DefaultFieldType(string type) => type switch
    {
        "number" => "number",
        "date" or "datetime" => "date",
        "bool" => "booleancheckbox",
        "enumeration" => "select",
        _ => "text",
    };
}

using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>What a custom field is; what is null is left out.</summary>
internal sealed record CustomFieldMetadata
{
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>As the Metadata API writes it: <c>Text</c>, <c>Number</c>, <c>Currency</c>, <c>Date</c>.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    [JsonPropertyName("description")]
    public required string Description { get; init; }

    [JsonPropertyName("length")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Length { get; init; }

    [JsonPropertyName("precision")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Precision { get; init; }

    [JsonPropertyName("scale")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Scale { get; init; }

    [JsonPropertyName("externalId")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsExternalId { get; init; }

    [JsonPropertyName("unique")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsUnique { get; init; }

    [JsonPropertyName("caseSensitive")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsCaseSensitive { get; init; }
}

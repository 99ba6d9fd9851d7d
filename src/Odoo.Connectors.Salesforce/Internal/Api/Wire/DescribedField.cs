using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>A field, of what a description says of it.</summary>
internal sealed record DescribedField(
    [property: JsonPropertyName("name")] string? Name,
    [property: JsonPropertyName("type")] string? Type,
    [property: JsonPropertyName("length")] int? Length,
    [property: JsonPropertyName("updateable")] bool? IsUpdateable,
    [property: JsonPropertyName("externalId")] bool? IsExternalId,
    [property: JsonPropertyName("unique")] bool? IsUnique,
    [property: JsonPropertyName("picklistValues")] IReadOnlyList<PicklistValue>? Picklist);

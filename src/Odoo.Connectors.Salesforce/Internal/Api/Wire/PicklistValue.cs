using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>A value of a picklist.</summary>
internal sealed record PicklistValue([property: JsonPropertyName("value")] string? Value, [property: JsonPropertyName("active")] bool? IsActive);

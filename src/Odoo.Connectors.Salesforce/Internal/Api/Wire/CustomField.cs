using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>A custom field as the Tooling API takes it.</summary>
internal sealed record CustomField(
    [property: JsonPropertyName("FullName")] string FullName, [property: JsonPropertyName("Metadata")] CustomFieldMetadata Metadata);

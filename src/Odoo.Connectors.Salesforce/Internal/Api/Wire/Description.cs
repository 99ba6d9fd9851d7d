using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>A type's fields, of what a description says.</summary>
internal sealed record Description([property: JsonPropertyName("name")] string? Name, [property: JsonPropertyName("fields")] IReadOnlyList<DescribedField>? Fields);

using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>Where a query job stands.</summary>
internal sealed record QueryJob(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("object")] string? Type,
    [property: JsonPropertyName("errorMessage")] string? Error);

using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>What became of one record.</summary>
internal sealed record SaveResult(
    [property: JsonPropertyName("id")] string? Id,
    [property: JsonPropertyName("success")] bool? IsDone,
    [property: JsonPropertyName("created")] bool? IsCreated,
    [property: JsonPropertyName("errors")] IReadOnlyList<ErrorItem>? Errors);

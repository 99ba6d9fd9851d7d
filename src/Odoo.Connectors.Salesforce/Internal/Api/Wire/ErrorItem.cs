using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>One error: of a call it has an <c>errorCode</c>, of a record in a collection a <c>statusCode</c>.</summary>
internal sealed record ErrorItem(
    [property: JsonPropertyName("errorCode")] string? ErrorCode,
    [property: JsonPropertyName("statusCode")] string? StatusCode,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("fields")] IReadOnlyList<string>? Fields)
{
    [JsonIgnore]
    public string? Code => ErrorCode ?? StatusCode;
}

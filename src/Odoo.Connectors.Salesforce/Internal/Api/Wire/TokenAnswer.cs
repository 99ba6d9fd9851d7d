using System.Text.Json.Serialization;

namespace Odoo.Connectors.Salesforce.Internal.Api.Wire;

/// <summary>What the token endpoint answers. Not a record: nothing may print the token.</summary>
internal sealed class TokenAnswer
{
    [JsonPropertyName("access_token")]
    public string? Token { get; init; }

    [JsonPropertyName("instance_url")]
    public string? Instance { get; init; }

    /// <summary>The address of the user's identity, which holds the organisation's id.</summary>
    [JsonPropertyName("id")]
    public string? Identity { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }
}

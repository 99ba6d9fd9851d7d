using System.Text.Json.Serialization;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>The token endpoint's own way of naming, and the file of refresh tokens.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(TokenErrorBody))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TokenJson : JsonSerializerContext;

using System.Text.Json;

namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>One detail of an error.</summary>
internal sealed record ErrorDetail(string? Message, string? Code, string? In, Dictionary<string, JsonElement>? Context);

/// <summary>An error as HubSpot writes it. Every field is optional.</summary>
internal sealed record ErrorBody(
    string? Message, string? Category, JsonElement? SubCategory, string? ErrorType, string? PolicyName, IReadOnlyList<ErrorDetail>? Errors, Dictionary<string, JsonElement>? Context);

/// <summary>A refusal of the OAuth token endpoint.</summary>
internal sealed record TokenErrorBody(string? Error, string? Status, string? Category);

using Odoo.Connectors.HubSpot.Internal.Api;

namespace Odoo.Connectors.HubSpot.Internal.Tools;

/// <summary>An error as a failed call would have it. Without the status that it came with, the nearest is taken from its category.</summary>
internal static class ErrorStatus
{
    public static ConnectorException Read(string system, ReadOnlySpan<byte> body, int? status)
    {
        string? code = ErrorReader.Code(status ?? 0, ErrorReader.Parse(body));
        int known = status ?? code switch
        {
            "INVALID_AUTHENTICATION" or "EXPIRED_AUTHENTICATION" => 401,
            "MISSING_SCOPES" => 403,
            "OBJECT_NOT_FOUND" => 404,
            "CONFLICT" or "OBJECT_ALREADY_EXISTS" => 409,
            "RATE_LIMITS" or "RATE_LIMIT" or "DAILY" or "SECONDLY" or "TEN_SECONDLY_ROLLING" => 429,
            _ => 400,
        };
        return ApiErrors.From(system, new ApiAnswer { Status = known, Body = body.ToArray() }, isRead: true);
    }
}

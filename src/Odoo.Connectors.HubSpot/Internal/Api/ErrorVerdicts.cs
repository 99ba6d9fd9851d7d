namespace Odoo.Connectors.HubSpot.Internal.Api;

/// <summary>What each documented category and status means. A word that is not known here leaves a write in doubt.</summary>
internal static class ErrorVerdicts
{
    public static ErrorKind Of(int status, string? code, string? detail, bool isRead)
    {
        ErrorKind kind = Kind(status, code, detail, isRead);
        return isRead && kind == ErrorKind.Unknown ? ErrorKind.Transient : kind;
    }

    private static ErrorKind Kind(int status, string? code, string? detail, bool isRead) => (status, code) switch
    {
        (401, _) or (_, "INVALID_AUTHENTICATION" or "EXPIRED_AUTHENTICATION") => ErrorKind.Authentication,
        (403 or 407, _) or (_, "MISSING_SCOPES") => ErrorKind.Permission,
        (429, _) or (_, "RATE_LIMITS" or "RATE_LIMIT") => ErrorKind.RateLimited,
        (_, "OBJECT_NOT_FOUND") => ErrorKind.NotFound,
        (404, _) => ErrorKind.Configuration, // no such path; HubSpot answers it in HTML
        (409, _) or (_, "CONFLICT" or "OBJECT_ALREADY_EXISTS") => ErrorKind.Conflict,
        (414, _) => ErrorKind.Configuration,
        (423 or 477, _) => ErrorKind.Transient, // locked, or moving to another data centre: refused, not begun
        (521 or 523, _) => ErrorKind.Transient, // the edge could not connect: nothing arrived
        (400, "VALIDATION_ERROR") => detail is "PROPERTY_DOESNT_EXIST" or "INVALID_OPTION" or "READ_ONLY_VALUE" ? ErrorKind.Configuration : ErrorKind.Validation,
        (400, null) => ErrorKind.Validation,
        (408 or >= 500, _) => ErrorKind.Unknown,
        _ => isRead ? ErrorKind.Protocol : ErrorKind.Unknown,
    };
}

using System.Net;

namespace Odoo.Connectors.Stripe.Internal.Api;

/// <summary>What Stripe's documented error codes mean, where they say more than the status they come with; and what each status means.</summary>
internal static class ErrorCodes
{
    private static readonly Dictionary<string, ErrorKind> ByCode = new(StringComparer.Ordinal)
    {
        ["api_key_expired"] = ErrorKind.Authentication,
        ["platform_api_key_expired"] = ErrorKind.Authentication,
        ["secret_key_required"] = ErrorKind.Authentication,
        ["rate_limit"] = ErrorKind.RateLimited,
        ["lock_timeout"] = ErrorKind.Transient,
        ["idempotency_key_in_use"] = ErrorKind.Transient,
        ["livemode_mismatch"] = ErrorKind.Configuration,
        ["testmode_charges_only"] = ErrorKind.Configuration,
    };

    private static readonly Dictionary<string, ErrorKind> ByType = new(StringComparer.Ordinal)
    {
        ["idempotency_error"] = ErrorKind.Conflict,
    };

    public static ErrorKind KindOf(HttpStatusCode status, string? code, string? type) =>
        code is not null && ByCode.TryGetValue(code, out ErrorKind kind) ? kind
        : type is not null && ByType.TryGetValue(type, out kind) ? kind
        : status switch
        {
            HttpStatusCode.Unauthorized => ErrorKind.Authentication,
            HttpStatusCode.Forbidden => ErrorKind.Permission,
            HttpStatusCode.TooManyRequests => ErrorKind.RateLimited,
            HttpStatusCode.RequestTimeout or HttpStatusCode.Conflict or HttpStatusCode.FailedDependency => ErrorKind.Transient,
            >= HttpStatusCode.InternalServerError => ErrorKind.Transient,
            HttpStatusCode.BadRequest or HttpStatusCode.PaymentRequired => ErrorKind.Validation,
            HttpStatusCode.NotFound when code == "resource_missing" => ErrorKind.NotFound,
            _ => ErrorKind.Protocol,
        };
}

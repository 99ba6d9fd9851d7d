using System.Collections.Frozen;

namespace Odoo.Connectors.Chargebee.Internal.Api;

/// <summary>What each documented code means; where there is none that is known, the status tells.</summary>
internal static class ErrorVerdicts
{
    private static readonly FrozenDictionary<string, ErrorKind> Codes = new Dictionary<string, ErrorKind>(StringComparer.Ordinal)
    {
        ["param_wrong_value"] = ErrorKind.Validation,
        ["param_not_present"] = ErrorKind.Validation,
        ["invalid_request"] = ErrorKind.Validation,
        ["resource_limit_exhausted"] = ErrorKind.Validation,
        ["resource_limit_exceeded"] = ErrorKind.Validation,
        ["payment_processing_failed"] = ErrorKind.Validation,
        ["payment_method_verification_failed"] = ErrorKind.Validation,
        ["payment_method_not_present"] = ErrorKind.Validation,
        ["unable_to_process_request"] = ErrorKind.Validation,
        ["duplicate_entry"] = ErrorKind.Conflict,
        ["invalid_state_for_request"] = ErrorKind.Conflict,
        ["configuration_incompatible"] = ErrorKind.Configuration,
        ["http_method_not_supported"] = ErrorKind.Configuration,
        ["site_not_found"] = ErrorKind.Configuration,
        ["api_authentication_failed"] = ErrorKind.Authentication,
        ["basic_authentication_failed"] = ErrorKind.Authentication,
        ["api_authorization_failed"] = ErrorKind.Permission,
        ["request_blocked"] = ErrorKind.Permission,
        ["resource_not_found"] = ErrorKind.NotFound,
        ["api_request_limit_exceeded"] = ErrorKind.RateLimited,
        ["third_party_api_request_limit_exceeded"] = ErrorKind.RateLimited,
        ["lock_timeout"] = ErrorKind.RateLimited,
        ["internal_error"] = ErrorKind.Transient,
        ["internal_temporary_error"] = ErrorKind.Transient,
        ["db_connection_failure"] = ErrorKind.Transient,
        ["site_read_only_mode"] = ErrorKind.Transient,
        ["site_not_ready"] = ErrorKind.Transient,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Known => Codes.Keys;

    public static ErrorKind Of(int status, string? code) => code is not null && Codes.TryGetValue(code, out ErrorKind kind) ? kind : status switch
    {
        401 => ErrorKind.Authentication,
        403 => ErrorKind.Permission,
        404 or 405 => code is null ? ErrorKind.Configuration : ErrorKind.NotFound, // no such path is answered without a code
        409 => ErrorKind.Conflict,
        429 => ErrorKind.RateLimited,
        408 or >= 500 => ErrorKind.Transient,
        400 or 422 => ErrorKind.Validation,
        _ => ErrorKind.Protocol,
    };

    /// <summary>The status that a code comes with, for a body that was kept without it.</summary>
    public static int StatusOf(string? code) => Of(0, code) switch
    {
        ErrorKind.Authentication => 401,
        ErrorKind.Permission => 403,
        ErrorKind.NotFound => 404,
        ErrorKind.Conflict => 409,
        ErrorKind.RateLimited => 429,
        ErrorKind.Transient => 500,
        _ => 400,
    };
}

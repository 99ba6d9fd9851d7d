using Odoo.Connectors.Salesforce.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>What a failure means for an effect.</summary>
internal static class Failures
{
    /// <summary>
    /// The outcome of a failure. One that names no field is that of the field that is written first. What a call of several effects is refused
    /// for may be the fault of one, so that it is tried in smaller company.
    /// </summary>
    public static Outcome Of(Dispatch dispatch, ConnectorException e, string? field, SalesforceOptions options, bool alone = true)
    {
        OutcomeStatus status = e.Kind switch
        {
            ErrorKind.Unknown or ErrorKind.Protocol => OutcomeStatus.Unknown,
            ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Authentication or ErrorKind.Permission or ErrorKind.Dependency => OutcomeStatus.NotApplied,
            _ when IsVersion(e) => OutcomeStatus.NotApplied,
            _ => alone ? OutcomeStatus.Refused : OutcomeStatus.NotApplied,
        };
        bool isField = e.Kind == ErrorKind.Configuration && alone && !IsVersion(e);
        string message = isField
            ? $"{e.Message} Correct {OptionNames.Of(options, e.Field ?? field)} ({e.Field ?? field}), or the field in Salesforce; the command setup says what fits."
            : e.Message;
        ErrorKind kind = alone || IsVersion(e) || status != OutcomeStatus.NotApplied || e.Kind is not (ErrorKind.Configuration or ErrorKind.Conflict or ErrorKind.Gone) ? e.Kind : ErrorKind.Validation;
        return new Outcome
        {
            Key = dispatch.Key,
            Status = status,
            Reason = new CaseReason(kind, Cause(e), message, e.Field ?? (isField ? field : null)),
            ServerText = e.ServerText,
            RetryAfter = e.RetryAfter,
        };
    }

    /// <summary>The version is retired: nothing is wrong with the effect, and it goes on once the option is right.</summary>
    private static bool IsVersion(ConnectorException e) => e is { Kind: ErrorKind.Configuration, Field: nameof(SalesforceOptions.ApiVersion) };

    private static string Cause(ConnectorException e) => e.Kind switch
    {
        _ when (e as SalesforceException)?.Code is "DUPLICATES_DETECTED" => "duplicate-rule",
        ErrorKind.Gone => "account-gone",
        ErrorKind.Configuration => IsVersion(e) ? "api-version" : "status-field",
        ErrorKind.Authentication => "login",
        ErrorKind.Permission => "permission",
        ErrorKind.RateLimited => "api-limit",
        ErrorKind.Unknown or ErrorKind.Protocol => "reply-lost",
        ErrorKind.Validation => "refused-by-rule",
        ErrorKind.Conflict => "another-record",
        ErrorKind.Dependency => "missing-reference",
        _ => "not-applied",
    };
}

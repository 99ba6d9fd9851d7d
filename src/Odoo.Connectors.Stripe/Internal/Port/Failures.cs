using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>A failure as the outcome of an effect.</summary>
internal static class Failures
{
    /// <summary>What became of a write that was not answered with success.</summary>
    public static Outcome Of(Dispatch dispatch, WriteAnswer answer)
    {
        Outcome outcome = Of(dispatch, answer.Failure!);
        return outcome.Status == OutcomeStatus.NotApplied ? outcome with { FailureStored = answer.IsStored } : outcome;
    }

    public static Outcome Of(Dispatch dispatch, ConnectorException e) => new()
    {
        Key = dispatch.Key,
        Status = e.Kind switch
        {
            ErrorKind.Unknown or ErrorKind.Protocol => OutcomeStatus.Unknown,
            ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Authentication or ErrorKind.Permission => OutcomeStatus.NotApplied,
            _ => OutcomeStatus.Refused,
        },
        Reason = new CaseReason(e.Kind, Cause(e.Kind), e.Message, e.Field),
        ServerText = e.ServerText,
        RetryAfter = e.RetryAfter,
    };

    /// <summary>Something had to be read before anything was sent, and could not be.</summary>
    public static Outcome Unread(Dispatch dispatch, ConnectorException e) =>
        Of(dispatch, e) with { Status = dispatch.InDoubt ? OutcomeStatus.Unknown : OutcomeStatus.NotApplied };

    /// <summary>A person must look; nothing of it is done.</summary>
    public static Outcome Refused(Dispatch dispatch, ErrorKind kind, string cause, string message, string? field = null) =>
        new() { Key = dispatch.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(kind, cause, message, field) };

    /// <summary>Looked for and not found: it is sent again.</summary>
    /// <param name="dispatch">The effect.</param>
    /// <param name="isStored">Whether Stripe would only repeat the failure that it keeps under the key.</param>
    public static Outcome NotApplied(Dispatch dispatch, bool isStored) => new()
    {
        Key = dispatch.Key,
        Status = OutcomeStatus.NotApplied,
        FailureStored = isStored,
        Reason = new CaseReason(ErrorKind.Transient, "not-applied", "Stripe does not have it; it is sent again."),
    };

    private static string Cause(ErrorKind kind) => kind switch
    {
        ErrorKind.Authentication => "login",
        ErrorKind.Permission => "permission",
        ErrorKind.RateLimited => "api-limit",
        ErrorKind.Unknown or ErrorKind.Protocol => "reply-lost",
        ErrorKind.Validation => "refused-by-rule",
        ErrorKind.NotFound or ErrorKind.Gone => "record-gone",
        ErrorKind.Conflict => "other-request",
        ErrorKind.Configuration => "wrong-world",
        _ => "not-applied",
    };
}

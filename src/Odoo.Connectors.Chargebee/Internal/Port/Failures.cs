using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>A failure as the outcome of an effect.</summary>
internal static class Failures
{
    /// <summary>What became of a write that was not answered as done.</summary>
    public static Outcome Of(Dispatch dispatch, WriteAnswer answer)
    {
        ConnectorException e = answer.Failure!;
        return Of(dispatch, e, e.Kind switch
        {
            ErrorKind.Unknown or ErrorKind.Protocol => OutcomeStatus.Unknown,
            ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Authentication or ErrorKind.Permission => OutcomeStatus.NotApplied,
            _ => OutcomeStatus.Refused,
        }) is var outcome && answer.IsPayment
            ? outcome with { Reason = outcome.Reason! with { Cause = "payment-refused", Field = e.Field ?? "auto_collection" } }
            : outcome;
    }

    /// <summary>What it means that Chargebee could not be asked: nothing was sent now, and what was sent before stays in doubt.</summary>
    public static Outcome OfRead(Dispatch dispatch, ConnectorException e) => Of(dispatch, e, dispatch.InDoubt ? OutcomeStatus.Unknown : OutcomeStatus.NotApplied);

    /// <summary>It is not sent: another one met a wall just now that all meet. What was sent before stays in doubt.</summary>
    public static Outcome Behind(Dispatch dispatch, Outcome wall) => new()
    {
        Key = dispatch.Key, Status = dispatch.InDoubt ? OutcomeStatus.Unknown : OutcomeStatus.NotApplied, Reason = wall.Reason, RetryAfter = wall.RetryAfter,
    };

    /// <summary>It is not sent: what is there now is in the way.</summary>
    public static Outcome Refused(Dispatch dispatch, ErrorKind kind, string cause, string message, string? field) =>
        new() { Key = dispatch.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(kind, cause, message, field) };

    private static Outcome Of(Dispatch dispatch, ConnectorException e, OutcomeStatus status) => new()
    {
        Key = dispatch.Key,
        Status = status,
        Reason = new CaseReason(e.Kind, Cause(e.Kind), e.Message, e.Field),
        ServerText = e.ServerText,
        RetryAfter = e.RetryAfter,
    };

    private static string Cause(ErrorKind kind) => kind switch
    {
        ErrorKind.NotFound or ErrorKind.Gone => "record-gone",
        ErrorKind.Configuration => "site-settings",
        ErrorKind.Conflict => "record-in-the-way",
        ErrorKind.Authentication => "login",
        ErrorKind.Permission => "permission",
        ErrorKind.RateLimited => "api-limit",
        ErrorKind.Unknown or ErrorKind.Protocol => "reply-lost",
        ErrorKind.Validation => "refused-by-rule",
        _ => "not-applied",
    };
}

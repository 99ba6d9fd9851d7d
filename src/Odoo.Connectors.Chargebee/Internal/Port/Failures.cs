using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>A failure as the outcome of an effect.</summary>
internal static class Failures
{
    /// <summary>What became of a write that was not answered as done.</summary>
    public static Outcome Of(Dispatch dispatch, WriteAnswer answer)
    {
        Outcome outcome = Named(Outcome.Failed(dispatch, answer.Failure!));
        return answer.IsPayment
            ? outcome with { Reason = outcome.Reason! with { Cause = "payment-refused", Field = answer.Failure!.Field ?? "auto_collection" } }
            : outcome;
    }

    /// <summary>What it means that Chargebee could not be asked: nothing was sent now, and what was sent before stays in doubt.</summary>
    public static Outcome OfRead(Dispatch dispatch, ConnectorException e) => Named(Outcome.FailedRead(dispatch, e));

    /// <summary>It is not sent: another one met a wall just now that all meet. What was sent before stays in doubt.</summary>
    public static Outcome Behind(Dispatch dispatch, Outcome wall) => new()
    {
        Key = dispatch.Key, Status = dispatch.InDoubt ? OutcomeStatus.Unknown : OutcomeStatus.NotApplied, Reason = wall.Reason, RetryAfter = wall.RetryAfter,
    };

    /// <summary>It is not sent: what is there now is in the way.</summary>
    public static Outcome Refused(Dispatch dispatch, ErrorKind kind, string cause, string message, string? field) =>
        new() { Key = dispatch.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(kind, cause, message, field) };

    private static Outcome Named(Outcome outcome) =>
        outcome.Reason!.Kind == ErrorKind.Configuration ? outcome with { Reason = outcome.Reason with { Cause = "site-settings" } } : outcome;
}

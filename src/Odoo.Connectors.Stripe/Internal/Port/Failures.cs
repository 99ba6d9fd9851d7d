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

    public static Outcome Of(Dispatch dispatch, ConnectorException e) => Named(Outcome.Failed(dispatch, e));

    /// <summary>Something had to be read before anything was sent, and could not be.</summary>
    public static Outcome Unread(Dispatch dispatch, ConnectorException e) => Named(Outcome.FailedRead(dispatch, e));

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

    /// <summary>What Stripe alone means by a kind.</summary>
    private static Outcome Named(Outcome outcome) => outcome.Reason!.Kind switch
    {
        ErrorKind.Conflict => outcome with { Reason = outcome.Reason with { Cause = "other-request" } },
        ErrorKind.Configuration => outcome with { Reason = outcome.Reason with { Cause = "wrong-world" } },
        _ => outcome,
    };
}

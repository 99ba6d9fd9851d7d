using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What a port found out about one effect.</summary>
public sealed record Outcome
{
    /// <summary>The effect's key.</summary>
    public required string Key { get; init; }

    /// <summary>What became of it.</summary>
    public required OutcomeStatus Status { get; init; }

    /// <summary>The record in the target, where it was applied.</summary>
    public ExternalRef? Target { get; init; }

    /// <summary>The values as the target stored them; they become the shadow.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Fields that were written and could not be read back: what was agreed about them before holds no longer, so that the next
    /// value is written whatever it is. The default is none.
    /// </summary>
    public IReadOnlyList<string> Unread { get; init; } = [];

    /// <summary>
    /// Further records that it wrote, each with its link and values. They are committed with the outcome whatever that is: what a target
    /// made before it refused the rest is there, and must not be made again. The default is none.
    /// </summary>
    public IReadOnlyList<FurtherTarget> Further { get; init; } = [];

    /// <summary>What stands in the audit trail about it, such as a document's number and amounts. No data of persons.</summary>
    public string? Note { get; init; }

    /// <summary>Why not, where it was not applied.</summary>
    public CaseReason? Reason { get; init; }

    /// <summary>What the server said, where it said something.</summary>
    public ServerText ServerText { get; init; }

    /// <summary>
    /// Whether the target keeps this failure under the request's native key and would only repeat it: proven not applied, the
    /// next attempt is of a new <see cref="Dispatch.Generation"/>. The default is false.
    /// </summary>
    public bool FailureStored { get; init; }

    /// <summary>How long the target asked to wait, where it did.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It is applied, and yet a person must look: what was found differs from what was wanted.</summary>
    public CaseReason? Discrepancy { get; init; }

    /// <summary>
    /// What sending found out about records of the target: merged into another one there, or deleted. Written with the outcome, whatever
    /// that is; the default is nothing.
    /// </summary>
    public IReadOnlyList<IdentityFact> Facts { get; init; } = [];

    /// <summary>
    /// What a write that failed became, decided from <see cref="ConnectorException.Kind"/> alone: a lost or unreadable reply leaves it in doubt; what may
    /// pass by itself, or once a login is mended, was not applied; everything else is refused. An adapter whose vendor says more corrects the result.
    /// </summary>
    /// <param name="dispatch">The effect.</param>
    /// <param name="failure">The failure; its message and field become the reason, with the cause that the kind has everywhere.</param>
    /// <returns>The outcome.</returns>
    public static Outcome Failed(Dispatch dispatch, ConnectorException failure)
    {
        ArgumentNullException.ThrowIfNull(dispatch);
        ArgumentNullException.ThrowIfNull(failure);
        return new Outcome
        {
            Key = dispatch.Key,
            Status = failure.Kind switch
            {
                ErrorKind.Unknown or ErrorKind.Protocol => OutcomeStatus.Unknown,
                ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Authentication or ErrorKind.Permission => OutcomeStatus.NotApplied,
                _ => OutcomeStatus.Refused,
            },
            Reason = new CaseReason(failure.Kind, CauseOf(failure.Kind), failure.Message, failure.Field),
            ServerText = failure.ServerText,
            RetryAfter = failure.RetryAfter,
        };
    }

    /// <summary>Something had to be read before anything was sent, and could not be: what was sent before stays in doubt, and nothing else was.</summary>
    /// <param name="dispatch">The effect.</param>
    /// <param name="failure">Why it could not be read.</param>
    /// <returns>The outcome.</returns>
    public static Outcome FailedRead(Dispatch dispatch, ConnectorException failure)
    {
        ArgumentNullException.ThrowIfNull(dispatch);
        return Failed(dispatch, failure) with { Status = dispatch.InDoubt ? OutcomeStatus.Unknown : OutcomeStatus.NotApplied };
    }

    private static string CauseOf(ErrorKind kind) => kind switch
    {
        ErrorKind.NotFound or ErrorKind.Gone => "record-gone",
        ErrorKind.Configuration => "settings",
        ErrorKind.Conflict => "record-in-the-way",
        ErrorKind.Authentication => "login",
        ErrorKind.Permission => "permission",
        ErrorKind.RateLimited => "api-limit",
        ErrorKind.Unknown or ErrorKind.Protocol => "reply-lost",
        ErrorKind.Validation => "refused-by-rule",
        _ => "not-applied",
    };
}

namespace Odoo.Connectors.Sync;

/// <summary>
/// What a person can see and do about cases. Whatever is done is audited with who did it in the same commit, may be repeated
/// without harm, and changes nothing when somebody closed the case before.
/// </summary>
public interface ICaseOperations
{
    /// <summary>The cases, one page at a time.</summary>
    /// <param name="filter">Which; the default is the open ones.</param>
    /// <param name="page">Which page; the default is the first 500.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The cases, oldest first.</returns>
    Task<IReadOnlyList<CaseInfo>> ListAsync(CaseFilter? filter = null, CasePage? page = null, CancellationToken cancellationToken = default);

    /// <summary>The cases counted by cause and system.</summary>
    /// <param name="filter">Which; the default is the open ones.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The groups, the largest first.</returns>
    Task<IReadOnlyList<CaseGroup>> GroupAsync(CaseFilter? filter = null, CancellationToken cancellationToken = default);

    /// <summary>One case with its evidence.</summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The case, or null when there is none.</returns>
    Task<CaseDetail?> FindAsync(long caseId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes a case and tries again. Events that are parked for it are decided again with everything read afresh, and refused
    /// effects are planned anew; where nothing is parked, closing is all it does.
    /// </summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was done.</returns>
    Task<CaseResult> RetryAsync(long caseId, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Retries every open case of a group, in the order of their events, in many small commits. Cases that are opened meanwhile,
    /// also those that fail again, are left alone.
    /// </summary>
    /// <param name="filter">Which cases; its status does not matter.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancels the rest; what was retried stays retried.</param>
    /// <returns>How many.</returns>
    Task<GroupRetry> RetryGroupAsync(CaseFilter filter, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives up what a case is about. A parked event ends as absorbed, a refused effect is never sent. What waits behind that effect
    /// is not sent either: effects of the same event are skipped with it, other events are parked with a case of their own
    /// (<c>parent-skipped</c>). Later events of the subject go on.
    /// </summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="why">Why; shown with the case, kept out of the audit trail but for a hash of it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was done.</returns>
    Task<CaseResult> SkipAsync(long caseId, string by, string why, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes a case that was settled elsewhere. A parked event ends as absorbed. A refused effect counts as applied when
    /// it sets values, or when <paramref name="targetId"/> names the document that was made by hand: it is linked, and what waits for
    /// it goes on. Without an id a document counts as skipped, see <see cref="SkipAsync"/>.
    /// </summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="why">Why; shown with the case, kept out of the audit trail but for a hash of it.</param>
    /// <param name="targetId">The document's id in the target. The default is null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was done.</returns>
    Task<CaseResult> ResolveAsync(long caseId, string by, string why, string? targetId = null, CancellationToken cancellationToken = default);

    /// <summary>Lets a held effect go, exactly as it was planned and shown.</summary>
    /// <param name="caseId">The case's number; its cause is <c>approval</c>.</param>
    /// <param name="by">Who approves it; the audit trail names them for every field it writes.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was done.</returns>
    Task<CaseResult> ApproveAsync(long caseId, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Refuses a held effect: it and what needs it end unsent. A later fact that asks for the same plans it anew and asks again.
    /// </summary>
    /// <param name="caseId">The case's number; its cause is <c>approval</c>.</param>
    /// <param name="by">Who refuses it.</param>
    /// <param name="why">Why; shown with the case, kept out of the audit trail but for a hash of it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was done.</returns>
    Task<CaseResult> RejectAsync(long caseId, string by, string why, CancellationToken cancellationToken = default);

    /// <summary>Gives an open case to somebody.</summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="to">Who it is given to; null takes it back.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="due">Until when it should be settled. The default is null: no date.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was done.</returns>
    Task<CaseResult> AssignAsync(long caseId, string? to, string by, DateTimeOffset? due = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Decides another payload in place of a parked delivery's own. It becomes a delivery of its own with a new number, after those
    /// that wait for its subject already; each names the other, and the original ends as absorbed.
    /// Off unless <see cref="HubOptions.AllowEdit"/> is set. The audit trail keeps keyed hashes of both payloads.
    /// </summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="payload">The payload as the source would have sent it.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="why">Why; shown with the case, kept out of the audit trail but for a hash of it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether it was done, and the new event.</returns>
    /// <exception cref="ConnectorException">Editing is off.</exception>
    Task<CaseResult> EditAndRetryAsync(long caseId, ReadOnlyMemory<byte> payload, string by, string why, CancellationToken cancellationToken = default);
}

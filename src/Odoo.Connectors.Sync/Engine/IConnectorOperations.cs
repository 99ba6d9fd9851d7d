namespace Odoo.Connectors.Sync;

/// <summary>The public door to a hub: for tools, tests and consoles.</summary>
public interface IConnectorOperations
{
    /// <summary>
    /// Polls every feed once and works until nothing is left to do or the patience is over. Useful in tests and one-shot
    /// tools; a running host does the same by itself.
    /// </summary>
    /// <param name="patience">How long to go on at most while something is still due later.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>Whether everything is at its end or a case.</returns>
    Task<bool> DrainAsync(TimeSpan patience, CancellationToken cancellationToken = default);

    /// <summary>Stores deliveries as if they had arrived, for replays and custom feeds. Returns after the commit.</summary>
    /// <param name="deliveries">The deliveries.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many were new.</returns>
    Task<int> AcceptAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken = default);

    /// <summary>The cases.</summary>
    /// <param name="openOnly">Whether to leave out closed ones; the default is true.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The cases, oldest first.</returns>
    Task<IReadOnlyList<CaseInfo>> CasesAsync(bool openOnly = true, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes a case. Events that are parked for it are decided again with everything read afresh, and refused effects are
    /// planned anew; where nothing is parked (a discrepancy that was settled elsewhere) closing is all it does.
    /// </summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when there is no such open case.</returns>
    Task<bool> RetryAsync(long caseId, CancellationToken cancellationToken = default);

    /// <summary>Every delivery and how it ended.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The deliveries in the order they came.</returns>
    Task<IReadOnlyList<EventReport>> EventsAsync(CancellationToken cancellationToken = default);

    /// <summary>Why something is as it is: the audit trail of an event with its effects.</summary>
    /// <param name="eventId">The event's number in the inbox.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>What happened, oldest first.</returns>
    Task<IReadOnlyList<AuditEntry>> ExplainAsync(long eventId, CancellationToken cancellationToken = default);
}

namespace Odoo.Connectors.Sync;

/// <summary>What a person can see and do about cases.</summary>
public interface ICaseOperations
{
    /// <summary>The cases.</summary>
    /// <param name="openOnly">Whether to leave out closed ones; the default is true.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The cases, oldest first.</returns>
    Task<IReadOnlyList<CaseInfo>> ListAsync(bool openOnly = true, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes a case. Events that are parked for it are decided again with everything read afresh, and refused effects are
    /// planned anew; where nothing is parked (a discrepancy that was settled elsewhere) closing is all it does.
    /// </summary>
    /// <param name="caseId">The case's number.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when there is no such open case.</returns>
    Task<bool> RetryAsync(long caseId, CancellationToken cancellationToken = default);
}

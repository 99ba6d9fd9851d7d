namespace Odoo.Connectors.Sync;

/// <summary>Compares what a source holds with the ledgers, and has corrected what differs.</summary>
public interface IReconciliation
{
    /// <summary>
    /// Compares, reads what seems to differ once more, and keeps each discrepancy as a case of the cause <c>reconciliation</c>; those of earlier runs
    /// that are gone close by themselves. Only reads, but for what is accepted by rule. One run at a time in a process.
    /// </summary>
    /// <param name="scope">What is compared.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels the run; cases stay as they were.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ConnectorException">A side could not be read, the source lists no records, or there is no ledger.</exception>
    Task<ReconciliationReport> RunAsync(ReconciliationScope scope, string by, CancellationToken cancellationToken = default);

    /// <summary>What the latest run found.</summary>
    /// <param name="source">The configured name of the source.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The report; null when none ran yet.</returns>
    Task<ReconciliationReport?> LatestAsync(string source, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks for a run that a running host with the reconciliation takes within a minute, whichever process asks: the store is all they share. A request that no
    /// host took yet is replaced.
    /// </summary>
    /// <param name="scope">What is compared.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request; <see cref="RequestedAsync"/> tells what becomes of it.</returns>
    Task<ReconciliationRequest> RequestAsync(ReconciliationScope scope, string by, CancellationToken cancellationToken = default);

    /// <summary>The latest run that was asked for.</summary>
    /// <param name="source">The configured name of the source.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The request; null when none was ever asked for.</returns>
    Task<ReconciliationRequest?> RequestedAsync(string source, CancellationToken cancellationToken = default);

    /// <summary>What accepting a correction of the latest run would do: the flow's decision, with each effect. Commits nothing.</summary>
    /// <param name="source">The configured name of the source.</param>
    /// <param name="key">The <see cref="Discrepancy.Key"/>; it is also the <see cref="CaseInfo.EffectKey"/> of its case.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The decision; its event has the number 0.</returns>
    /// <exception cref="ConnectorException">There is no such discrepancy, a person must mend it, or its source does not list it any more.</exception>
    Task<ReplayResult> PreviewAsync(string source, string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Accepts corrections of the latest run: the source's lists are read from where the records stand, and they are told again, at the priority of a
    /// reconciliation. What is booked meanwhile is not booked twice. Their cases close.
    /// </summary>
    /// <param name="source">The configured name of the source.</param>
    /// <param name="keys">The keys of discrepancies; those that a person must mend, or that are gone, are left out.</param>
    /// <param name="by">Who accepts; audited.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>How many are told again.</returns>
    /// <exception cref="ConnectorException">The source could not be read.</exception>
    Task<int> AcceptAsync(string source, IReadOnlyCollection<string> keys, string by, CancellationToken cancellationToken = default);
}

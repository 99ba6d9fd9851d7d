namespace Odoo.Connectors.Sync;

/// <summary>
/// Keeps roots of the audit trail where the hub's store cannot reach them: a log server, a bucket with a lock, another
/// company. Without one, whoever may write the store can cut off the trail's end together with its roots. Register one as a
/// service; the default is none.
/// </summary>
public interface IAuditWitness
{
    /// <summary>Keeps a root. Called after it is committed; when that fails, the next root is handed over all the same.</summary>
    /// <param name="root">The root.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Completes when it is kept.</returns>
    Task KeepAsync(AuditRoot root, CancellationToken cancellationToken);

    /// <summary>The newest root that was kept.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The root, or null when none was.</returns>
    Task<AuditRoot?> LastAsync(CancellationToken cancellationToken);
}

namespace Odoo.Connectors.Sync;

/// <summary>Care of the store.</summary>
public interface IStoreOperations
{
    /// <summary>
    /// Prunes what is older than <see cref="RetentionOptions"/> says, in small steps that hold nobody up. A running hub does the
    /// same by itself.
    /// </summary>
    /// <param name="by">Who does it, for the audit trail.</param>
    /// <param name="cancellationToken">Ends it after the step under way; what was pruned stays so.</param>
    /// <returns>What was pruned.</returns>
    Task<PruneReport> PruneAsync(string by, CancellationToken cancellationToken = default);
}

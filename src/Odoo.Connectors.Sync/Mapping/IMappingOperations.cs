namespace Odoo.Connectors.Sync;

/// <summary>The versions of mappings: which there are, who approved them, what another version would change.</summary>
public interface IMappingOperations
{
    /// <summary>All versions of all targets.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The versions by target, oldest first.</returns>
    Task<IReadOnlyList<MappingVersion>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>What differs between two versions.</summary>
    /// <param name="target">The configured name of the target.</param>
    /// <param name="before">A version's number.</param>
    /// <param name="after">Another one's.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Lines of definitions: <c>- </c> what is no longer, <c>+ </c> what is new.</returns>
    /// <exception cref="ConnectorException">There is no such version.</exception>
    Task<IReadOnlyList<string>> DiffAsync(string target, int before, int after, CancellationToken cancellationToken = default);

    /// <summary>Approves a version: what waited for it is planned. Audited.</summary>
    /// <param name="target">The configured name of the target.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="by">Who approves.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when there is no such version or it is approved already.</returns>
    Task<bool> ApproveAsync(string target, int version, string by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a refused effect again exactly as it was planned: its mapping stays the version it was planned with. (Retrying its case
    /// plans it anew with the current one.) Audited.
    /// </summary>
    /// <param name="effectKey">The effect.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>False when there is no such effect or it is not refused.</returns>
    Task<bool> ResendAsync(string effectKey, string by, CancellationToken cancellationToken = default);
}

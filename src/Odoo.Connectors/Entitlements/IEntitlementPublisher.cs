using Odoo.Connectors.Model;

namespace Odoo.Connectors.Entitlements;

/// <summary>Tells the host's own product what a contract grants: writes it to a database, calls an API, puts a message on a bus.</summary>
public interface IEntitlementPublisher
{
    /// <summary>
    /// Tells all that a contract grants. It is called in the order of the changes of each contract, and again with the same key when it threw or the process
    /// ended meanwhile: what is told is absolute, so the last telling may replace what was there.
    /// </summary>
    /// <param name="entitlements">Everything that the contract grants.</param>
    /// <param name="key">The key of the telling, the same when it is repeated.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A task.</returns>
    /// <exception cref="ConnectorException">
    /// It could not be told; its kind decides: what may pass is tried again, what is refused is a case. Any other exception is tried again.
    /// </exception>
    Task PublishAsync(ContractEntitlements entitlements, string key, CancellationToken cancellationToken);
}

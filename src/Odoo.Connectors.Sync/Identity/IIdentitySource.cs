using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>A target that remembers by itself which source each record was made of, so that a lost map can be read back.</summary>
public interface IIdentitySource : IConnectedSystem
{
    /// <summary>Reads all of them, page by page.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Each record in the target with its source.</returns>
    /// <exception cref="ConnectorException">The target could not be read.</exception>
    IAsyncEnumerable<(ExternalRef InTarget, ExternalRef Source)> LinksAsync(CancellationToken cancellationToken);
}

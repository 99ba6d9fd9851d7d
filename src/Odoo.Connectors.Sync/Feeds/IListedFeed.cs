namespace Odoo.Connectors.Sync;

/// <summary>An exhaustive feed that can say what is there by id alone: deletions are found without reading a record.</summary>
public interface IListedFeed : IExhaustiveFeed
{
    /// <summary>Lists ids of an exhaustive stream in an order of its own in which nothing that stays is passed over.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="after">The <see cref="IdPage.Next"/> of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The page; thousands of ids are a good size.</returns>
    /// <exception cref="ConnectorException">The system could not be asked; the page is asked for again, and nothing is concluded.</exception>
    Task<IdPage> ListAsync(string stream, string? after, CancellationToken cancellationToken);
}

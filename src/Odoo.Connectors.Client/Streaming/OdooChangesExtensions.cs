using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Reads what was created or changed since the last time. Deleted records need <see cref="OdooIdsExtensions"/>.</summary>
public static class OdooChangesExtensions
{
    /// <summary>
    /// Reads the changes since a cursor, archived records included, as one pass over the ids. No change is lost, also not of transactions
    /// that were under way during an earlier pass, of records that share a second, or of rows that come and go between two pages. A record
    /// may be given again unchanged only if more than <see cref="OdooChangesOptions.Remembered"/> changed within the overlap.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model; it needs the field <c>write_date</c>.</param>
    /// <param name="domain">Which records. A record that leaves the domain is not told.</param>
    /// <param name="fields">The fields to read; <c>write_date</c> is read with them.</param>
    /// <param name="since">Where to begin or to continue.</param>
    /// <param name="options">Overlap and page.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the call under way.</param>
    /// <returns>Pages in the order of the ids, at least one.</returns>
    public static IAsyncEnumerable<OdooChangePage<OdooRecord>> ChangesAsync(this IOdooClient client, string model, OdooDomain domain,
        IReadOnlyList<string> fields, OdooCursor since, OdooChangesOptions? options = null, OdooContext? context = null,
        CancellationToken cancellationToken = default) =>
        client.ChangesAsync(model, domain, fields, since, ResultRows.Untyped(model), options, context, cancellationToken);
}

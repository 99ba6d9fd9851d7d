using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>Finds what was deleted, of which Odoo keeps no trace.</summary>
public static class OdooIdsExtensions
{
    private const int IdsPage = 10_000;
    private const int ReadPage = 1_000;

    /// <summary>All ids of a domain, archived records included. A pass that cannot be completed throws and gives nothing.</summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="domain">Which records.</param>
    /// <param name="pageSize">How many ids a call asks for.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the pass.</param>
    /// <returns>The complete pass.</returns>
    public static async Task<OdooIdPass> IdsAsync(this IOdooClient client, string model, OdooDomain domain, int pageSize = IdsPage,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(domain);
        OdooSearch page = new() { Order = "id", Limit = Keyset.CheckedPageSize(pageSize) };
        OdooContext archivedToo = Arguments.WithArchived(context);
        List<long> ids = [];
        long last = 0;
        while (true)
        {
            IReadOnlyList<long> found = await client.SearchAsync(model, domain.And(OdooDomain.Where("id", ">", last)), page, archivedToo, cancellationToken).ConfigureAwait(false);
            last = Keyset.Last(found, last, model);
            ids.AddRange(found);
            if (found.Count < pageSize)
            {
                return new OdooIdPass(ids);
            }
        }
    }

    /// <summary>
    /// Which of the records exist no more, by reading them: archived ones exist, and one that the user may not see fails the call with
    /// <see cref="ErrorKind.Permission"/> instead of looking deleted.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="model">The model.</param>
    /// <param name="ids">The ids to look at; a thousand per call.</param>
    /// <param name="context">The context, laid over the client's defaults.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The ids that have no record, each once.</returns>
    public static async Task<IReadOnlyList<long>> MissingIdsAsync(this IOdooClient client, string model, IReadOnlyCollection<long> ids,
        OdooContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(ids);
        List<long> missing = [];
        foreach (long[] chunk in ids.Distinct().Chunk(ReadPage))
        {
            // A stored field makes Odoo look into the table; an id alone it could echo.
            OdooReadResult result = await client.ReadAsync(model, chunk, ["write_date"], context, cancellationToken).ConfigureAwait(false);
            missing.AddRange(result.MissingIds);
        }

        return missing;
    }
}

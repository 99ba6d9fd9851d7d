using System.Globalization;
using Odoo.Connectors.Client;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Database ids of references: Odoo's own are ids, others are known to the identity map, else by their external id.</summary>
internal sealed class BookIds(string name, IOdooClient client, BookReader books, Func<ExternalRef, CancellationToken, Task<RecordLink?>> link)
{
    public async Task<IReadOnlyDictionary<ExternalRef, long>> FindAsync(
        string model, IReadOnlyCollection<ExternalRef> references, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, long> found = [];
        Dictionary<ExternalRef, ExternalRef> origins = [];
        foreach (ExternalRef reference in references.Distinct())
        {
            RecordLink? record = reference.System == name ? null : await link(reference, cancellationToken).ConfigureAwait(false);
            origins[reference] = record?.Origin ?? reference;
            if (Number(reference.System == name ? reference.Id : record?.IdIn(name, reference.Kind)) is long id)
            {
                found[reference] = id;
            }
        }

        // What the map knows may have been merged away since: the external id tells where it is now.
        HashSet<long> there = [];
        foreach (long[] chunk in found.Values.Distinct().Chunk(1000))
        {
            there.UnionWith((await books.ReadAsync(model, chunk, ["write_date"], context, cancellationToken).ConfigureAwait(false)).Select(r => r.Id));
        }

        Dictionary<OdooExternalId, ExternalRef> asked = [];
        foreach ((ExternalRef reference, ExternalRef origin) in origins)
        {
            if (found.TryGetValue(reference, out long id) && there.Contains(id))
            {
                continue;
            }

            found.Remove(reference);
            if (reference.System != name && OdooExternalId.TryParse(ErpKeys.ExternalId(reference.Kind, origin), out OdooExternalId externalId))
            {
                asked[externalId] = reference;
            }
        }

        foreach ((OdooExternalId externalId, OdooExternalIdTarget target) in await client.LookupExternalIdsAsync([.. asked.Keys], context, cancellationToken).ConfigureAwait(false))
        {
            if (target.Model == model)
            {
                found[asked[externalId]] = target.Id;
            }
        }

        return found;
    }

    private static long? Number(string? id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}

using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Finds the entries of many documents by few calls: by the source's reference, which Odoo can search, and then by external id, which
/// proves it. Only what is not found so is asked for one by one.
/// </summary>
internal sealed class SettledEntries(MoneyBooks books)
{
    private const int PageSize = 500;

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<long>>> FindAsync(IReadOnlyCollection<string> keys, OdooContext context, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<long>> entries = new(StringComparer.Ordinal);
        ILookup<bool, string> byKind = keys.ToLookup(k => IsPayment(k));
        await AddAsync(entries, [.. byKind[true]], "account.payment", "memo", context, cancellationToken).ConfigureAwait(false);
        await AddAsync(entries, [.. byKind[false]], "account.move", "ref", context, cancellationToken).ConfigureAwait(false);
        foreach (string key in keys.Where(k => !entries.ContainsKey(k)))
        {
            if (await books.FindAsync(key, cancellationToken).ConfigureAwait(false) is long id)
            {
                entries[key] = [IsPayment(key) ? await books.EntryAsync(id, context, cancellationToken).ConfigureAwait(false) : id];
            }
        }

        return entries;
    }

    private static bool IsPayment(string key) => ErpKeys.Parse(key)?.Kind is EffectKinds.Payment or EffectKinds.Refund;

    private async Task AddAsync(
        Dictionary<string, IReadOnlyList<long>> entries, IReadOnlyList<string> keys, string model, string field, OdooContext context, CancellationToken cancellationToken)
    {
        HashSet<string> wanted = [.. keys];
        foreach (string[] page in keys.Chunk(PageSize))
        {
            IReadOnlyList<(long Id, long Move)> found = await books.ByReferenceAsync(
                model, field, page.Select(k => ErpKeys.Parse(k)!.Value.Source.Id), context, cancellationToken).ConfigureAwait(false);
            IReadOnlyDictionary<long, OdooExternalId> names = await books.NamesAsync(model, [.. found.Select(f => f.Id)], context, cancellationToken).ConfigureAwait(false);
            foreach ((long id, long move) in found.Where(f => f.Move != 0))
            {
                if (names.TryGetValue(id, out OdooExternalId name) && Whole(name.ToString()) is string key && wanted.Contains(key))
                {
                    entries[key] = [.. entries.GetValueOrDefault(key, []), move];
                }
            }
        }
    }

    /// <summary>A payment that was booked in pieces has one external id for each: a second dot ends the first one's.</summary>
    private static string Whole(string name)
    {
        int last = name.LastIndexOf('.');
        return ErpKeys.Parse(name) is null && last > name.IndexOf('.', StringComparison.Ordinal) ? name[..last] : name;
    }
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>What the identity map knows of many references, and what they are at a source.</summary>
internal sealed class PositionLinks(HubStore store)
{
    private const int AtOnce = 200;

    public async Task<IReadOnlyDictionary<ExternalRef, RecordLink>> OfAsync(IReadOnlyCollection<ExternalRef> references, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, RecordLink> found = [];
        foreach (ExternalRef[] part in references.Distinct().Chunk(AtOnce))
        {
            await store.ReadAsync(
                async t =>
                {
                    await t.Identity.ForeseeAsync(part, cancellationToken).ConfigureAwait(false);
                    foreach (ExternalRef reference in part)
                    {
                        if (await t.Identity.FindAsync(reference, cancellationToken).ConfigureAwait(false) is RecordLink link)
                        {
                            found[reference] = link;
                        }
                    }

                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>
    /// A page of a ledger by what it is at the source. Documents and money say by themselves what they were made of; customers, contracts and what
    /// was linked by hand the map knows. A record that is several at the source comes as each.
    /// </summary>
    public async Task<IEnumerable<Position>> ResolveAsync(IReadOnlyList<Position> page, string source, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<ExternalRef, RecordLink> links = await OfAsync([.. page.Where(IsMapped).Select(p => p.Ref), .. page.Where(IsOthers).Select(p => p.Source!)], cancellationToken).ConfigureAwait(false);
        return page.SelectMany(Resolve);

        IEnumerable<Position> Resolve(Position position)
        {
            ExternalRef[] made = !(IsMapped(position) || IsOthers(position)) || !links.TryGetValue(IsMapped(position) ? position.Ref : position.Source!, out RecordLink? link) ? []
                : [.. link.Links.Where(l => l.State == LinkState.Linked && l.Reference.System == source && l.Reference.Kind == position.Ref.Kind).Select(l => l.Reference)];
            return made.Length > 0 ? made.Select(m => position with { Source = m }) : IsParty(position) && position.Source is null ? [] : [position];
        }

        // What another system told of may be this one's too: a gateway's payment is the billing platform's.
        bool IsOthers(Position position) => position.Source is { } made && made.System != source && position.Ref.Kind is RecordKinds.Payment or RecordKinds.Refund;
    }

    private static bool IsMapped(Position position) => position.Source is null || IsParty(position);

    private static bool IsParty(Position position) => position.Ref.Kind is RecordKinds.Customer or RecordKinds.Contract;
}

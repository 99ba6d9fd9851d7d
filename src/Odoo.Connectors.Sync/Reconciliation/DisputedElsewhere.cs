using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Invoices of a source that another system tells a dispute of, as a payment gateway does: paid at the source, open again in the ledger. Whether the ledger
/// knows of the dispute is said where that system is compared.
/// </summary>
internal sealed class DisputedElsewhere(HubSystems systems, PositionLinks links)
{
    public async Task<IReadOnlyCollection<ExternalRef>> InvoicesAsync(string source, CancellationToken cancellationToken)
    {
        List<Dispute> disputes = [];
        foreach (IPollFeed feed in systems.Polls.Where(p => p.Name != source && p is ISource))
        {
            disputes.AddRange(await new SourcePositions(feed, systems.Source(feed.Name), _ => null).DisputesAsync(cancellationToken).ConfigureAwait(false));
        }

        IReadOnlyDictionary<ExternalRef, RecordLink> known = await links.OfAsync([.. disputes.Select(d => d.Payment)], cancellationToken).ConfigureAwait(false);
        HashSet<ExternalRef> invoices = [];
        foreach (string id in known.Values.Select(l => l.IdIn(source, RecordKinds.Payment)).OfType<string>().Distinct())
        {
            ExternalRef payment = new(source, RecordKinds.Payment, id);
            if (await systems.Source(source).ReadAsync(payment, cancellationToken).ConfigureAwait(false) is byte[] answer && systems.Source(source).Decode(payment, answer) is Payment paid)
            {
                invoices.UnionWith(paid.Allocations.Select(a => a.Document).Append(paid.Invoice).OfType<ExternalRef>());
            }
        }

        return invoices;
    }
}

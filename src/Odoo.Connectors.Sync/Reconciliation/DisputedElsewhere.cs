using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Invoices of a source that are open again in the ledger by a dispute that another system told of, as a payment gateway does: at the source they stay
/// paid. Whether the ledger is right about the dispute is said where that system is compared.
/// </summary>
internal sealed class DisputedElsewhere(HubSystems systems, PositionLinks links)
{
    public async Task<IReadOnlyCollection<ExternalRef>> InvoicesAsync(string source, IEnumerable<ILedgerPositions> ledgers, CancellationToken cancellationToken)
    {
        List<ExternalRef> payments = [];
        foreach (ILedgerPositions ledger in ledgers.Where(l => l.PositionKinds.Contains(RecordKinds.Dispute)))
        {
            await foreach (IReadOnlyList<Position> page in ledger.ListPositionsAsync(RecordKinds.Dispute, null, cancellationToken).ConfigureAwait(false))
            {
                foreach (ExternalRef dispute in page.Where(p => p.State == PositionState.Open).Select(p => p.Source).OfType<ExternalRef>().Where(d => d.System != source))
                {
                    if (await ReadAsync<Dispute>(dispute, cancellationToken).ConfigureAwait(false) is { } told)
                    {
                        payments.Add(told.Payment);
                    }
                }
            }
        }

        IReadOnlyDictionary<ExternalRef, RecordLink> known = await links.OfAsync(payments, cancellationToken).ConfigureAwait(false);
        HashSet<ExternalRef> invoices = [];
        foreach (string id in known.Values.Select(l => l.IdIn(source, RecordKinds.Payment)).OfType<string>())
        {
            if (await ReadAsync<Payment>(new ExternalRef(source, RecordKinds.Payment, id), cancellationToken).ConfigureAwait(false) is { } paid)
            {
                invoices.UnionWith(paid.Allocations.Select(a => a.Document).Append(paid.Invoice).OfType<ExternalRef>());
            }
        }

        return invoices;
    }

    private async Task<T?> ReadAsync<T>(ExternalRef reference, CancellationToken cancellationToken)
        where T : class =>
        systems.All.GetValueOrDefault(reference.System) is ISource there && await there.ReadAsync(reference, cancellationToken).ConfigureAwait(false) is byte[] answer
            ? there.Decode(reference, answer) as T : null;
}

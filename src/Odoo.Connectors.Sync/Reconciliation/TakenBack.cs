using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// What customers' banks took back: such an invoice stays paid at its source, and is open again in the ledger. Of one whose dispute is lost a person
/// says what becomes of it, so that its state is not compared; nor is that of one whose dispute another system tells of.
/// </summary>
internal sealed class TakenBack
{
    private readonly Dictionary<ExternalRef, List<(Dispute Dispute, string Stream, Delivery Delivery)>> _disputes = [];
    private readonly HashSet<ExternalRef> _elsewhere = [];

    /// <summary>Notes invoices whose disputes another system tells of.</summary>
    public void Add(IEnumerable<ExternalRef> invoices) => _elsewhere.UnionWith(invoices);

    /// <summary>Notes a dispute as it is told.</summary>
    public void Add(Dispute dispute, string stream, Delivery delivery)
    {
        if (dispute is { Invoice: { } invoice, Status: DisputeStatus.Open or DisputeStatus.Lost })
        {
            if (!_disputes.TryGetValue(invoice, out List<(Dispute, string, Delivery)>? known))
            {
                known = _disputes[invoice] = [];
            }

            known.Add((dispute, stream, delivery));
        }
    }

    /// <summary>Reads the disputes of an invoice once more: one may have been won meanwhile.</summary>
    public async Task ReadAgainAsync(ExternalRef invoice, ISource source, CancellationToken cancellationToken)
    {
        if (!_disputes.Remove(invoice, out List<(Dispute Dispute, string Stream, Delivery Delivery)>? known))
        {
            return;
        }

        foreach ((Dispute before, string stream, Delivery delivery) in known)
        {
            if (await source.ReadAsync(before.Ref, cancellationToken).ConfigureAwait(false) is byte[] answer && source.Decode(before.Ref, answer) is Dispute now)
            {
                Add(now, stream, delivery);
            }
        }
    }

    /// <summary>A record of the source as the ledger must hold it.</summary>
    public Position Of(Position told)
    {
        if (told.State is not (PositionState.Settled or PositionState.Open))
        {
            return told;
        }

        if (_elsewhere.Contains(told.Ref))
        {
            return told with { State = null, Open = null };
        }

        if (!_disputes.TryGetValue(told.Ref, out List<(Dispute Dispute, string Stream, Delivery Delivery)>? disputes))
        {
            return told;
        }

        if (disputes.Exists(d => d.Dispute.Status == DisputeStatus.Lost))
        {
            return told with { State = null, Open = null };
        }

        (_, string stream, Delivery delivery) = disputes[^1];
        return told with
        {
            State = PositionState.Open,
            Open = (told.Open ?? 0m) + disputes.Sum(d => d.Dispute.Amount.Amount),
            ToldAs = delivery.Subject,
            Stream = stream,
            ToldAt = delivery.OccurredAt,
            ChangedAt = disputes.Max(d => d.Dispute.OpenedAt) is var opened && opened > told.ChangedAt ? opened : told.ChangedAt,
        };
    }
}

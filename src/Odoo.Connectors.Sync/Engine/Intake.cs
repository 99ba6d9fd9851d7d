using System.Diagnostics;

namespace Odoo.Connectors.Sync;

/// <summary>Stores deliveries. Who posted them may be told so only after this returned.</summary>
internal sealed class Intake(HubStore store, TimeProvider clock, Wake wake, IFaultPoints faults)
{
    public async Task<int> AcceptAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        faults.Reached(FaultPoint.BeforeAccept);
        using Activity? span = Spans.Accept(deliveries);
        deliveries = Spans.Carry(deliveries);
        int stored = await store.RunAsync(t => AddAsync(t, deliveries, cancellationToken), cancellationToken).ConfigureAwait(false);
        span.Accepted(stored, deliveries.Count);
        faults.Reached(FaultPoint.Accepted);
        wake.Signal();
        return stored;
    }

    /// <summary>Stores deliveries in a transaction that the caller commits.</summary>
    public async Task<int> AddAsync(HubTransaction transaction, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        int stored = 0;
        foreach (Delivery delivery in deliveries)
        {
            await transaction.Lanes.EnsureAsync(delivery.Lane, cancellationToken).ConfigureAwait(false);
            bool isNew = await transaction.Inbox.AddAsync(delivery, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            transaction.Notes.Offered(delivery.System, isNew);
            stored += isNew ? 1 : 0;
        }

        return stored;
    }
}

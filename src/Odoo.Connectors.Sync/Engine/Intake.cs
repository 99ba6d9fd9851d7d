namespace Odoo.Connectors.Sync;

/// <summary>Stores deliveries. Who posted them may be told so only after this returned.</summary>
internal sealed class Intake(HubStore store, TimeProvider clock, Wake wake, IFaultPoints faults)
{
    public async Task<int> AcceptAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        faults.Reached(FaultPoint.BeforeAccept);
        int stored = await store.AppendAsync(t => AddAsync(t, deliveries, cancellationToken), cancellationToken).ConfigureAwait(false);
        faults.Reached(FaultPoint.Accepted);
        wake.Signal();
        await store.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        return stored;
    }

    /// <summary>Stores deliveries in a transaction that the caller commits.</summary>
    public async Task<int> AddAsync(HubTransaction transaction, IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken)
    {
        int stored = 0;
        foreach (Delivery delivery in deliveries)
        {
            await transaction.Lanes.EnsureAsync(delivery.Lane, cancellationToken).ConfigureAwait(false);
            stored += await transaction.Inbox.AddAsync(delivery, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false) ? 1 : 0;
        }

        return stored;
    }
}

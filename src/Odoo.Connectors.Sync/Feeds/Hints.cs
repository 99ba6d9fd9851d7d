namespace Odoo.Connectors.Sync;

/// <summary>Makes streams due that a webhook names. A stream that is due already is left alone: many hints are one poll.</summary>
internal sealed class Hints(HubStore store, TimeProvider clock)
{
    public async Task TakeAsync(string system, IReadOnlyList<string> streams, CancellationToken cancellationToken)
    {
        foreach (string stream in streams)
        {
            FeedRow row = await store.ReadAsync(t => t.Feeds.FindAsync(system, stream, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (row.NextAt > clock.GetUtcNow())
            {
                await store.RunAsync(t => TakeAsync(t, system, [stream], clock.GetUtcNow(), cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Makes streams due in a transaction that the caller commits.</summary>
    public static async Task TakeAsync(HubTransaction transaction, string system, IReadOnlyList<string> streams, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (string stream in streams)
        {
            FeedRow row = await transaction.Feeds.FindAsync(system, stream, cancellationToken).ConfigureAwait(false);
            if (row.NextAt > now)
            {
                await transaction.Feeds.ScheduleAsync(system, stream, now, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}

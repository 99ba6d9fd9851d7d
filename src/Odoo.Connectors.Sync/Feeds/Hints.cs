namespace Odoo.Connectors.Sync;

/// <summary>Makes streams due that a webhook names. A stream that is due already is left alone: many hints are one poll.</summary>
internal sealed class Hints(HubStore store, TimeProvider clock)
{
    public async Task TakeAsync(string system, IReadOnlyList<string> streams, CancellationToken cancellationToken)
    {
        foreach (string stream in streams)
        {
            FeedRow row = await store.ReadAsync(t => t.Feeds.FindAsync(system, stream, cancellationToken), cancellationToken).ConfigureAwait(false);
            DateTimeOffset now = clock.GetUtcNow();
            if (row.NextAt > now)
            {
                await store.RunAsync(t => t.Feeds.ScheduleAsync(system, stream, now, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}

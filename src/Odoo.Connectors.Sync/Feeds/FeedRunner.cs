using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Polls streams when they are due and runs their passes. When a stream is next due stands in the store, for all nodes.</summary>
internal sealed class FeedRunner(
    HubStore store, HubNode node, Poller poller, PassRunner passes, FeedSchedules schedules, TimeProvider clock, IOptions<HubOptions> options)
{
    /// <summary>Polls every stream now, due or not, and runs the passes that may run now.</summary>
    public async Task RunAllAsync(IPollFeed feed, CancellationToken cancellationToken)
    {
        foreach (string stream in feed.Streams)
        {
            await poller.PollAsync(feed, stream, cancellationToken).ConfigureAwait(false);
            await passes.RunAsync(feed, stream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Polls the streams of a feed that are due.</summary>
    /// <returns>How long until one may be due.</returns>
    public async Task<TimeSpan> PollDueAsync(IPollFeed feed, CancellationToken cancellationToken)
    {
        FeedSchedule schedule = schedules.Of(feed);
        DateTimeOffset soonest = DateTimeOffset.MaxValue;
        foreach (string stream in feed.Streams)
        {
            DateTimeOffset? next = await store.RunAsync(t => TakeAsync(t, feed, stream, schedule, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (next is null)
            {
                next = schedule.Next(clock.GetUtcNow());
                if (!await poller.PollAsync(feed, stream, cancellationToken).ConfigureAwait(false))
                {
                    next = await RetryAsync(feed, stream, next.Value, cancellationToken).ConfigureAwait(false);
                }
            }

            soonest = next < soonest ? next.Value : soonest;
        }

        // A person or another node may make a stream due earlier: look at least as often as an idle node wakes.
        TimeSpan left = soonest - clock.GetUtcNow();
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < options.Value.Idle ? left : options.Value.Idle;
    }

    /// <summary>Runs the passes that wait.</summary>
    public async Task RunPassesAsync(IPollFeed feed, CancellationToken cancellationToken)
    {
        foreach (string stream in feed.Streams)
        {
            await passes.RunAsync(feed, stream, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A nightly poll that failed is not put off to the next night.</summary>
    private async Task<DateTimeOffset> RetryAsync(IPollFeed feed, string stream, DateTimeOffset next, CancellationToken cancellationToken)
    {
        DateTimeOffset retry = clock.GetUtcNow() + feed.Interval;
        if (retry < next)
        {
            await store.RunAsync(t => t.Feeds.ScheduleAsync(feed.Name, stream, retry, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return retry < next ? retry : next;
    }

    /// <summary>Takes a run that is due, and puts the next one off, in one commit: no other node takes it too.</summary>
    /// <returns>Null when the run is ours; otherwise when one is due.</returns>
    private async Task<DateTimeOffset?> TakeAsync(HubTransaction transaction, IPollFeed feed, string stream, FeedSchedule schedule, CancellationToken cancellationToken)
    {
        FeedRow row = await transaction.Feeds.FindAsync(feed.Name, stream, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset due = row.NextAt ?? schedule.First(now);
        if (due > now || row.PausedBy is not null)
        {
            if (row.NextAt is null)
            {
                await transaction.Feeds.ScheduleAsync(feed.Name, stream, due, cancellationToken).ConfigureAwait(false);
            }

            return due > now ? due : DateTimeOffset.MaxValue;
        }

        // Who cannot hold the stream leaves the run to the one who does.
        await transaction.Lanes.EnsureAsync(Poller.Lane(feed.Name, stream), cancellationToken).ConfigureAwait(false);
        if (!await transaction.Lanes.TryHoldAsync(Poller.Lane(feed.Name, stream), node.Epoch, cancellationToken).ConfigureAwait(false))
        {
            return DateTimeOffset.MaxValue;
        }

        await transaction.Feeds.ScheduleAsync(feed.Name, stream, schedule.Next(now), cancellationToken).ConfigureAwait(false);
        return null;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Sync;

/// <summary>Polls feeds. A watermark advances in the commit that stores what it covers.</summary>
internal sealed partial class Poller(
    HubStore store, HubNode node, Intake intake, Pressure pressure, SchemaWatch schemas, LimitBoard limits, Wake wake, IFaultPoints faults, TimeProvider clock, ILogger<Poller> logger)
{
    private const int MostPages = 1000;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    public static string Lane(string system, string stream) => $"poll/{system}/{stream}";

    /// <summary>Reads a stream to its end, unless it is paused, waits for a pass, or another node reads it.</summary>
    /// <returns>False when the source failed.</returns>
    public async Task<bool> PollAsync(IPollFeed feed, string stream, CancellationToken cancellationToken)
    {
        string lane = Lane(feed.Name, stream);
        SemaphoreSlim turn = _turns.GetOrAdd(lane, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (int page = 0; page < MostPages && await PageAsync(feed, stream, lane, cancellationToken).ConfigureAwait(false); page++)
            {
            }

            await store.RunAsync(t => t.Lanes.ReleaseAsync(lane, node.Epoch, cancellationToken), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (ConnectorException e)
        {
            LogFailed(logger, feed.Name, stream, e.Kind, e.Message);
            await FailAsync(feed, stream, e, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (StaleFenceException)
        {
            // Another node polls this stream.
            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>An outage passes by itself; anything else stops the stream until somebody looks. The next good page closes the case.</summary>
    internal static bool IsForCase(ConnectorException failure) => failure.Kind is not (ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Unknown);

    internal static CaseReason Reason(IPollFeed feed, string stream, ConnectorException failure) =>
        new(failure.Kind, "poll-failed", $"Polling {stream} of {feed.Name} stands still: {failure.Message}", failure.Field);

    private Task FailAsync(IPollFeed feed, string stream, ConnectorException failure, CancellationToken cancellationToken)
    {
        string lane = Lane(feed.Name, stream);
        DateTimeOffset now = clock.GetUtcNow();
        return store.RunAsync(FailAsync, cancellationToken);

        async Task FailAsync(HubTransaction transaction)
        {
            await transaction.Feeds.FailedAsync(feed.Name, stream, now, cancellationToken).ConfigureAwait(false);
            if (failure.Kind == ErrorKind.Gone)
            {
                await ExpireAsync(transaction, feed, stream, now, cancellationToken).ConfigureAwait(false);
            }
            else if (IsForCase(failure))
            {
                await transaction.Cases.OpenAsync(Reason(feed, stream, failure), null, lane, failure.ServerText, now, cancellationToken).ConfigureAwait(false);
            }

            await transaction.Lanes.ReleaseAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What lies between the watermark and what the vendor still keeps can only be had by reading everything: never go on from the latest.</summary>
    private static async Task ExpireAsync(HubTransaction transaction, IPollFeed feed, string stream, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await transaction.Feeds.OpenPassAsync(feed.Name, stream, cancellationToken).ConfigureAwait(false) is { Purpose: PassPurpose.Expired })
        {
            return;
        }

        long pass = await transaction.Feeds.AddPassAsync(feed.Name, stream, PassPurpose.Expired, null, "hub", now, cancellationToken).ConfigureAwait(false);
        // Under a key of its own it stays open when the pass is complete: what was not read is a gap until a person has compared it.
        string lane = PassRunner.Lane(feed.Name, stream);
        (string rest, string key) = feed.Unread(stream) is { } unread
            ? ($"{unread}. Compare that time by hand, then resolve the case.", $"{lane}/unread")
            : ("Nothing is to be done: the case closes when that is complete.", lane);
        CaseReason reason = new(
            ErrorKind.Gone, "watermark-expired",
            $"{stream} of {feed.Name} was last read before what {feed.Name} still keeps; pass {pass} reads it from its beginning. {rest}");
        await transaction.Cases.OpenAsync(reason, null, key, default, now, cancellationToken).ConfigureAwait(false);
        await transaction.Audit.WriteAsync(now, null, null, "watermark-expired", $"{feed.Name}/{stream}: pass {pass}", cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> PageAsync(IPollFeed feed, string stream, string lane, CancellationToken cancellationToken)
    {
        if (schemas.IsStopped(feed.Name) || limits.Wait(feed.Name, DeliveryPriority.Reconciliation) > TimeSpan.Zero || await pressure.IsOverAsync(0.5, cancellationToken).ConfigureAwait(false))
        {
            // What is at its source is safe there; the rest of the room, and of the vendor's limits, is for those who call.
            return false;
        }

        CallPriority.Begin(DeliveryPriority.Reconciliation);

        (bool held, string? watermark) = await store.RunAsync(HoldAsync, cancellationToken).ConfigureAwait(false);
        if (!held)
        {
            return false;
        }

        PollPage page = await feed.PollAsync(stream, watermark, cancellationToken).ConfigureAwait(false);
        faults.Reached(FaultPoint.Polled);

        using Activity? span = Spans.Accept(page.Deliveries);
        await store.RunAsync(StoreAsync, cancellationToken).ConfigureAwait(false);
        wake.Signal();
        store.Announce();
        return page.HasMore;

        async Task<(bool Held, string? Watermark)> HoldAsync(HubTransaction transaction)
        {
            await transaction.Lanes.EnsureAsync(lane, cancellationToken).ConfigureAwait(false);
            FeedRow row = await transaction.Feeds.FindAsync(feed.Name, stream, cancellationToken).ConfigureAwait(false);
            bool waits = await transaction.Feeds.OpenPassAsync(feed.Name, stream, cancellationToken).ConfigureAwait(false) is { Purpose: PassPurpose.Expired };
            return row.PausedBy is null && !waits && await transaction.Lanes.TryHoldAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false)
                ? (true, await transaction.Meta.WatermarkAsync(feed.Name, stream, cancellationToken).ConfigureAwait(false))
                : (false, null);
        }

        async Task StoreAsync(HubTransaction transaction)
        {
            DateTimeOffset now = clock.GetUtcNow();
            await transaction.Lanes.FenceAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false);
            await intake.AddAsync(transaction, Spans.Carry([.. page.Deliveries.Select(d => d with { Priority = page.Priority })]), cancellationToken).ConfigureAwait(false);
            await SeeAsync(transaction, feed, stream, page, now, cancellationToken).ConfigureAwait(false);
            await transaction.Cases.CloseForEffectAsync(lane, now, cancellationToken).ConfigureAwait(false);
            await transaction.Feeds.PolledAsync(feed.Name, stream, page.Deliveries.Count > 0, !page.HasMore, now, cancellationToken).ConfigureAwait(false);
            if (page.Watermark is not null)
            {
                await transaction.Meta.AdvanceAsync(feed.Name, stream, page.Watermark, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal static async Task SeeAsync(HubTransaction transaction, IPollFeed feed, string stream, PollPage page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (feed is IExhaustiveFeed exhaustive && exhaustive.IsExhaustive(stream))
        {
            foreach (Delivery delivery in page.Deliveries.Where(d => DeliveryLimits.Fault(d) is null))
            {
                await transaction.Feeds.SeenAsync(feed.Name, stream, delivery.Subject, now, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(EventId = 1100, Level = LogLevel.Warning, Message = "Polling {System} {Stream} failed ({Kind}): {Reason}")]
    private static partial void LogFailed(ILogger logger, string system, string stream, ErrorKind kind, string reason);
}

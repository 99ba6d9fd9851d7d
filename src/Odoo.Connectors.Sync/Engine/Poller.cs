using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Sync;

/// <summary>Polls feeds. A watermark advances in the commit that stores what it covers.</summary>
internal sealed partial class Poller(HubStore store, HubNode node, Intake intake, Pressure pressure, Wake wake, IFaultPoints faults, TimeProvider clock, ILogger<Poller> logger)
{
    private const int MostPages = 1000;

    public async Task PollAsync(IPollFeed feed, CancellationToken cancellationToken)
    {
        foreach (string stream in feed.Streams)
        {
            try
            {
                for (int page = 0; page < MostPages && await PageAsync(feed, stream, cancellationToken).ConfigureAwait(false); page++)
                {
                }
            }
            catch (ConnectorException e)
            {
                LogFailed(logger, feed.Name, stream, e.Kind, e.Message);
                await OpenCaseAsync(feed, stream, e, cancellationToken).ConfigureAwait(false);
            }
            catch (StaleFenceException)
            {
                // Another node polls this stream.
            }
        }
    }

    private static string Lane(IPollFeed feed, string stream) => $"poll/{feed.Name}/{stream}";

    /// <summary>An outage passes by itself; anything else stops the stream until somebody looks. The next good page closes the case.</summary>
    private async Task OpenCaseAsync(IPollFeed feed, string stream, ConnectorException failure, CancellationToken cancellationToken)
    {
        if (failure.Kind is ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Unknown)
        {
            return;
        }

        CaseReason reason = new(failure.Kind, "poll-failed", $"Polling {stream} of {feed.Name} stands still: {failure.Message}", failure.Field);
        await store.RunAsync(
            t => t.Cases.OpenAsync(reason, null, Lane(feed, stream), failure.ServerText, clock.GetUtcNow(), cancellationToken),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> PageAsync(IPollFeed feed, string stream, CancellationToken cancellationToken)
    {
        string lane = Lane(feed, stream);
        if (await pressure.IsOverAsync(0.5, cancellationToken).ConfigureAwait(false))
        {
            // What is at its source is safe there; the rest of the room is for those who call.
            return false;
        }

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
        await store.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        return page.HasMore;

        async Task<(bool Held, string? Watermark)> HoldAsync(HubTransaction transaction)
        {
            await transaction.Lanes.EnsureAsync(lane, cancellationToken).ConfigureAwait(false);
            return await transaction.Lanes.TryHoldAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false)
                ? (true, await transaction.Meta.WatermarkAsync(feed.Name, stream, cancellationToken).ConfigureAwait(false))
                : (false, null);
        }

        async Task StoreAsync(HubTransaction transaction)
        {
            await transaction.Lanes.FenceAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false);
            await intake.AddAsync(transaction, Spans.Carry([.. page.Deliveries.Select(d => d with { Priority = page.Priority })]), cancellationToken).ConfigureAwait(false);
            await transaction.Cases.CloseForEffectAsync(lane, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            if (page.Watermark is not null)
            {
                await transaction.Meta.AdvanceAsync(feed.Name, stream, page.Watermark, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(EventId = 1100, Level = LogLevel.Warning, Message = "Polling {System} {Stream} failed ({Kind}): {Reason}")]
    private static partial void LogFailed(ILogger logger, string system, string stream, ErrorKind kind, string reason);
}

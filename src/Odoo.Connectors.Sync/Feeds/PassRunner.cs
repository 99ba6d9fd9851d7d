using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Runs passes over streams beside their live polls, page by page; each page commits with the pass's own watermark.</summary>
internal sealed partial class PassRunner(
    HubStore store, HubNode node, FeedSchedules schedules, Intake intake, Pressure pressure, SchemaWatch schemas, LimitBoard limits, Wake wake, IFaultPoints faults, TimeProvider clock, ILogger<PassRunner> logger)
{
    private const int AbsentAtOnce = 100;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    public static string Lane(string system, string stream) => $"pass/{system}/{stream}";

    /// <summary>Runs the passes of a stream to their end, as far as window, pauses and the source allow.</summary>
    public async Task RunAsync(IPollFeed feed, string stream, CancellationToken cancellationToken)
    {
        string lane = Lane(feed.Name, stream);
        SemaphoreSlim turn = _turns.GetOrAdd(lane, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // As with live polls: what is at its source is safe there.
            CallPriority.Begin(DeliveryPriority.Backfill);
            while (!schemas.IsStopped(feed.Name) && limits.Wait(feed.Name, DeliveryPriority.Backfill) <= TimeSpan.Zero
                && !await pressure.IsOverAsync(0.5, cancellationToken).ConfigureAwait(false)
                && await TakeAsync(feed, stream, lane, cancellationToken).ConfigureAwait(false) is OpenPass pass)
            {
                await (pass switch
                {
                    { State: PassState.Confirming } => ConfirmAsync((IExhaustiveFeed)feed, stream, lane, pass, cancellationToken),
                    { Purpose: PassPurpose.Deletions } => ListAsync((IListedFeed)feed, stream, lane, pass, cancellationToken),
                    _ => PageAsync(feed, stream, lane, pass, cancellationToken),
                }).ConfigureAwait(false);
                await node.EnsureAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ConnectorException e)
        {
            LogFailed(logger, feed.Name, stream, e.Kind, e.Message);
            if (Poller.IsForCase(e))
            {
                await store.RunAsync(
                    t => t.Cases.OpenAsync(Poller.Reason(feed, stream, e), null, lane, e.ServerText, clock.GetUtcNow(), cancellationToken),
                    cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StaleFenceException)
        {
            // Another node runs the passes of this stream.
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<OpenPass?> TakeAsync(IPollFeed feed, string stream, string lane, CancellationToken cancellationToken)
    {
        // Most of the time there is none: looking must not write.
        OpenPass? pass = await store.ReadAsync(t => t.Feeds.OpenPassAsync(feed.Name, stream, cancellationToken), cancellationToken).ConfigureAwait(false);
        return pass is null ? null : await store.RunAsync(HoldAsync, cancellationToken).ConfigureAwait(false);

        async Task<OpenPass?> HoldAsync(HubTransaction transaction)
        {
            OpenPass? open = await transaction.Feeds.OpenPassAsync(feed.Name, stream, cancellationToken).ConfigureAwait(false);
            FeedRow row = await transaction.Feeds.FindAsync(feed.Name, stream, cancellationToken).ConfigureAwait(false);
            await transaction.Lanes.EnsureAsync(lane, cancellationToken).ConfigureAwait(false);
            return open is not null && row.PausedBy is null && schedules.Of(feed).Allows(open.Purpose, clock.GetUtcNow())
                && await transaction.Lanes.TryHoldAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false) ? open : null;
        }
    }

    private async Task PageAsync(IPollFeed feed, string stream, string lane, OpenPass pass, CancellationToken cancellationToken)
    {
        PollPage page = await feed.PollAsync(stream, pass.Pages == 0 ? feed.Begin(stream, pass.From) : pass.Watermark, cancellationToken).ConfigureAwait(false);
        faults.Reached(FaultPoint.Polled);
        await store.RunAsync(StoreAsync, cancellationToken).ConfigureAwait(false);
        wake.Signal();

        async Task StoreAsync(HubTransaction transaction)
        {
            DateTimeOffset now = clock.GetUtcNow();
            await transaction.Lanes.FenceAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false);
            int known = 0;
            foreach (Delivery delivery in page.Deliveries)
            {
                if (await intake.AddAsync(transaction, [delivery with { Priority = DeliveryPriority.Backfill }], cancellationToken).ConfigureAwait(false) == 0)
                {
                    known++;
                }
                else
                {
                    await transaction.Feeds.BelongAsync(pass.Id, delivery, cancellationToken).ConfigureAwait(false);
                }
            }

            await Poller.SeeAsync(transaction, feed, stream, page, now, cancellationToken).ConfigureAwait(false);
            bool whole = feed is IExhaustiveFeed exhaustive && exhaustive.IsExhaustive(stream) && pass.From is null;
            PassState state = page.HasMore || !whole ? PassState.Reading : PassState.Confirming;
            string? watermark = page.Watermark ?? pass.Watermark;
            await transaction.Feeds.PassedAsync(pass.Id, watermark, page.Deliveries.Count, known, state, cancellationToken).ConfigureAwait(false);
            if (!page.HasMore && !whole)
            {
                await EndAsync(transaction, feed, stream, pass, watermark, now, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A page of ids: of those that were told before it is noted that they are there. No more than the page is ever held.</summary>
    private async Task ListAsync(IListedFeed feed, string stream, string lane, OpenPass pass, CancellationToken cancellationToken)
    {
        IdPage page = await feed.ListAsync(stream, pass.Watermark, cancellationToken).ConfigureAwait(false);
        faults.Reached(FaultPoint.Polled);
        await store.RunAsync(StoreAsync, cancellationToken).ConfigureAwait(false);

        async Task StoreAsync(HubTransaction transaction)
        {
            await transaction.Lanes.FenceAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false);
            await transaction.Feeds.ThereAsync(feed.Name, stream, page.Kinds, page.Ids, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            await transaction.Feeds.PassedAsync(
                pass.Id, page.Next, page.Ids.Count, page.Ids.Count, page.Next is null ? PassState.Confirming : PassState.Reading, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Everything was read. What was there before and was not found is asked for once more, each by itself, before it counts as deleted.</summary>
    private async Task ConfirmAsync(IExhaustiveFeed feed, string stream, string lane, OpenPass pass, CancellationToken cancellationToken)
    {
        List<ExternalRef> unseen = await store.ReadAsync(
            t => t.Feeds.UnseenAsync(feed.Name, stream, pass.AskedAt, AbsentAtOnce, cancellationToken), cancellationToken).ConfigureAwait(false);
        List<(ExternalRef Subject, Delivery? Gone)> asked = [];
        foreach (ExternalRef subject in unseen)
        {
            asked.Add((subject, await feed.AbsentAsync(stream, subject, cancellationToken).ConfigureAwait(false)));
        }

        faults.Reached(FaultPoint.Polled);
        await store.RunAsync(StoreAsync, cancellationToken).ConfigureAwait(false);
        wake.Signal();

        async Task StoreAsync(HubTransaction transaction)
        {
            DateTimeOffset now = clock.GetUtcNow();
            await transaction.Lanes.FenceAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false);
            foreach ((ExternalRef subject, Delivery? gone) in asked)
            {
                if (gone is null)
                {
                    await transaction.Feeds.SeenAsync(feed.Name, stream, subject, now, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                if (await intake.AddAsync(transaction, [gone with { Priority = DeliveryPriority.Backfill }], cancellationToken).ConfigureAwait(false) > 0)
                {
                    await transaction.Feeds.BelongAsync(pass.Id, gone, cancellationToken).ConfigureAwait(false);
                }

                await transaction.Feeds.AbsentAsync(pass.Id, feed.Name, stream, subject, cancellationToken).ConfigureAwait(false);
            }

            if (unseen.Count < AbsentAtOnce)
            {
                await EndAsync(transaction, feed, stream, pass, pass.Watermark, now, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task EndAsync(
        HubTransaction transaction, IPollFeed feed, string stream, OpenPass pass, string? watermark, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (pass.Purpose == PassPurpose.Expired)
        {
            await (watermark is null
                ? transaction.Meta.ForgetWatermarkAsync(feed.Name, stream, cancellationToken)
                : transaction.Meta.AdvanceAsync(feed.Name, stream, watermark, cancellationToken)).ConfigureAwait(false);
            await transaction.Feeds.PolledAsync(feed.Name, stream, brought: false, caughtUp: true, now, cancellationToken).ConfigureAwait(false);
        }

        await transaction.Feeds.EndPassAsync(pass.Id, now, cancellationToken).ConfigureAwait(false);
        await transaction.Cases.CloseForEffectAsync(Lane(feed.Name, stream), now, cancellationToken).ConfigureAwait(false);
        await transaction.Audit.WriteAsync(now, null, null, "pass-complete", $"{feed.Name}/{stream}: pass {pass.Id}", cancellationToken).ConfigureAwait(false);
    }

    [LoggerMessage(EventId = 1110, Level = LogLevel.Warning, Message = "A pass over {System} {Stream} failed and goes on later ({Kind}): {Reason}")]
    private static partial void LogFailed(ILogger logger, string system, string stream, ErrorKind kind, string reason);
}

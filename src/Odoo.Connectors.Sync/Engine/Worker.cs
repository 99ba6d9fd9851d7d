using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Decides deliveries in the order of their ranks. Commits plans; sends nothing. One commit holds what several came to; one
/// that needs something read holds its lane while that is fetched, and the next commit begins with its answers.
/// </summary>
internal sealed partial class Worker(
    HubStore store,
    HubNode node,
    Deliberation deliberation,
    NeedReader reader,
    Planner planner,
    Backoff backoff,
    HubTelemetry telemetry,
    Wake wake,
    IFaultPoints faults,
    TimeProvider clock,
    IOptions<HubOptions> options,
    ILogger<Worker> logger)
{
    private const int MostFacts = 64;
    private const int MostPlanned = 8;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);

    /// <summary>Decides what is next, up to a number of deliveries.</summary>
    /// <param name="cancellationToken">Cancels the work at once.</param>
    /// <param name="stopping">When cancelled, nothing new is taken up.</param>
    /// <returns>Whether anything was decided.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken, CancellationToken stopping = default)
    {
        int decided = 0;
        Reading? reading = null;
        try
        {
            bool first = true;
            do
            {
                if (!await node.EnsureAsync(cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                Reading? answered = reading is null ? null : await ReadAsync(reading, cancellationToken).ConfigureAwait(false);
                int room = stopping.IsCancellationRequested ? 0 : MostFacts - decided;
                Turn turn = await TurnAsync(answered, first, room, cancellationToken).ConfigureAwait(false);
                (first, reading) = (false, turn.Reading);
                decided += turn.Decided;
                if (turn.Decided > 0)
                {
                    wake.Signal();
                }
            }
            while (reading is not null);
        }
        catch (StaleFenceException e)
        {
            node.Doubt();
            telemetry.StepFenced("decide");
            LogFenced(logger, e.Message);
        }
        finally
        {
            if (reading is not null)
            {
                await GiveBackAsync(reading.Lane).ConfigureAwait(false);
            }
        }

        if (decided > 0)
        {
            await store.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        }

        // Putting an event off is no progress: who drains must not go round in circles with it.
        return decided > 0;
    }

    private async Task<Reading> ReadAsync(Reading reading, CancellationToken cancellationToken)
    {
        Reading answered = await reader.ReadAsync(reading, cancellationToken).ConfigureAwait(false);
        faults.Reached(FaultPoint.NeedRead);
        return answered;
    }

    /// <summary>One transaction at a time: only reading is done side by side.</summary>
    private async Task<Turn> TurnAsync(Reading? answered, bool first, int room, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        InboxEvent? current = null;
        try
        {
            Turn turn = await store.RunAsync(
                async t =>
                {
                    Turn run = new(room);
                    await RunAsync(t, run, answered, first, e => current = e, cancellationToken).ConfigureAwait(false);
                    return run;
                },
                cancellationToken).ConfigureAwait(false);
            // It is committed: what fails from here on is no fault of what was decided.
            current = null;
            Keep(answered?.Lane, turn.Reading?.Lane);
            Report(turn, answered);
            return turn;
        }
        catch (Exception e) when (current is not null && StoreFaults.IsOfData(e))
        {
            // Nothing of the transaction is left; the others are decided again without the one at fault.
            deliberation.LogFailure(current.Delivery, e);
            await ParkAsync(current, Deliberation.Failed(current.Delivery, e), answered?.Lane, cancellationToken).ConfigureAwait(false);
            Keep(answered?.Lane, null);
            return new Turn(0) { Decided = 1 };
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RunAsync(
        HubTransaction transaction, Turn turn, Reading? answered, bool first, Action<InboxEvent> at, CancellationToken cancellationToken)
    {
        if (answered is not null)
        {
            await ResumeAsync(transaction, turn, answered, at, cancellationToken).ConfigureAwait(false);
        }
        else if (first)
        {
            // What is put off during this step is not taken up again in it, however short the pause.
            await transaction.Inbox.WakeAsync(clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        string[] held = Held(answered?.Lane);
        while (turn.HasRoom)
        {
            List<(InboxEvent Event, bool Blocked)> next = await transaction.Inbox.NextAsync(node.Epoch, held, turn.Room, cancellationToken).ConfigureAwait(false);
            foreach ((InboxEvent blocked, _) in next.Where(n => n.Blocked))
            {
                // Before anything is decided: the end of what they wait for calls them forward again.
                await transaction.Inbox.StepBackAsync(blocked.Id, cancellationToken).ConfigureAwait(false);
            }

            foreach ((InboxEvent candidate, _) in next.Where(n => !n.Blocked))
            {
                if (!turn.HasRoom)
                {
                    return;
                }

                at(candidate);
                await TouchAsync(transaction, turn, candidate.Delivery.Lane, cancellationToken).ConfigureAwait(false);
                await DecideAsync(transaction, turn, candidate, 0, cancellationToken).ConfigureAwait(false);
            }

            if (next.Count == 0)
            {
                return;
            }
        }
    }

    private async Task TouchAsync(HubTransaction transaction, Turn turn, string lane, CancellationToken cancellationToken)
    {
        if (!turn.Lanes.Add(lane))
        {
            transaction.Lanes.Enter(lane);
            return;
        }

        if (!await transaction.Lanes.TryTouchAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false))
        {
            throw new StaleFenceException(lane);
        }

        faults.Reached(FaultPoint.LaneClaimed);
    }

    private async Task ResumeAsync(HubTransaction transaction, Turn turn, Reading answered, Action<InboxEvent> at, CancellationToken cancellationToken)
    {
        await transaction.Lanes.FenceAsync(answered.Lane, node.Epoch, cancellationToken).ConfigureAwait(false);
        turn.Lanes.Add(answered.Lane);
        DateTimeOffset now = clock.GetUtcNow();
        InboxEvent? stored = await transaction.Inbox.FindAsync(answered.EventId, cancellationToken).ConfigureAwait(false);
        if (stored is not { State: EventState.Pending })
        {
            // A person settled it meanwhile.
            await transaction.Lanes.ReleaseAsync(answered.Lane, node.Epoch, cancellationToken).ConfigureAwait(false);
            return;
        }

        at(stored);
        foreach ((ExternalRef need, byte[]? answer) in answered.Answers)
        {
            await transaction.Inbox.AnswerAsync(stored.Id, need, answer, now, cancellationToken).ConfigureAwait(false);
        }

        if (answered.Failure is null)
        {
            await DecideAsync(transaction, turn, stored, answered.Round + 1, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await PutOffAsync(transaction, stored, answered.Failure, now, cancellationToken).ConfigureAwait(false);
        }

        if (turn.Reading is null)
        {
            await transaction.Lanes.ReleaseAsync(answered.Lane, node.Epoch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task DecideAsync(HubTransaction transaction, Turn turn, InboxEvent next, int round, CancellationToken cancellationToken)
    {
        using Activity? span = Spans.Decide(next);
        (Verdict verdict, IReadOnlyList<ExternalRef> reads) = await deliberation.DecideAsync(transaction, next, round, cancellationToken).ConfigureAwait(false);
        span.Decided(verdict);
        if (reads.Count > 0)
        {
            if (!await transaction.Lanes.TryHoldAsync(next.Delivery.Lane, node.Epoch, cancellationToken).ConfigureAwait(false))
            {
                throw new StaleFenceException(next.Delivery.Lane);
            }

            turn.Reading = new Reading(next.Delivery.Lane, next.Id, round, reads) { Trace = next.Delivery.Trace };
            return;
        }

        transaction.Notes.Decided(next, verdict);
        bool waits = await planner.ApplyAsync(transaction, next, verdict, clock.GetUtcNow(), options.Value, cancellationToken).ConfigureAwait(false);
        turn.Committed++;
        turn.Decided += waits ? 0 : 1;
        turn.Planned += verdict is Verdict.Act ? 1 : 0;
        faults.Reached(FaultPoint.BeforeDecided);
    }

    private async Task PutOffAsync(HubTransaction transaction, InboxEvent stored, ConnectorException failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (failure.Kind is ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Unknown)
        {
            TimeSpan pause = backoff.After(stored.Delays, failure.RetryAfter);
            await transaction.Inbox.DelayAsync(stored.Id, now + pause, failure.Message, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            CaseReason reason = CaseReason.From(failure, "read-failed");
            await Planner.ParkAsync(transaction, stored.Id, reason, failure.ServerText, now, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task ParkAsync(InboxEvent at, CaseReason reason, string? held, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return store.RunAsync(
            async t =>
            {
                foreach (string lane in new[] { held, at.Delivery.Lane }.OfType<string>().Distinct(StringComparer.Ordinal))
                {
                    if (!await t.Lanes.TryTouchAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false))
                    {
                        throw new StaleFenceException(lane);
                    }
                }

                await Planner.ParkAsync(t, at.Id, reason, default, now, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private void Report(Turn turn, Reading? answered)
    {
        if (answered is not null)
        {
            faults.Reached(FaultPoint.NeedStored);
        }

        if (turn.Committed > 0)
        {
            faults.Reached(FaultPoint.Decided);
        }
    }

    private string[] Held(string? own)
    {
        lock (_gate)
        {
            return [.. _held.Where(l => l != own)];
        }
    }

    private void Keep(string? before, string? now)
    {
        lock (_gate)
        {
            if (before is not null)
            {
                _held.Remove(before);
            }

            if (now is not null)
            {
                _held.Add(now);
            }
        }
    }

    /// <summary>Ends a hold whose event was not decided: the lane is free for the next step, of any node.</summary>
    private async Task GiveBackAsync(string lane)
    {
        try
        {
            await store.RunAsync(t => t.Lanes.ReleaseAsync(lane, node.Epoch, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            Keep(lane, null);
        }
    }

    /// <summary>What one transaction came to.</summary>
    private sealed class Turn(int room)
    {
        public HashSet<string> Lanes { get; } = new(StringComparer.Ordinal);

        public int Decided { get; set; }

        public int Committed { get; set; }

        public int Planned { get; set; }

        public Reading? Reading { get; set; }

        public int Room => room - Committed;

        public bool HasRoom => Reading is null && Room > 0 && Planned < MostPlanned;
    }

    [LoggerMessage(EventId = 1200, Level = LogLevel.Information, Message = "A step was fenced off: {Reason}")]
    private static partial void LogFenced(ILogger logger, string reason);
}

using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Decides deliveries in the order of their ranks. Commits plans; sends nothing. One commit holds what several came to; those
/// that need something read hold their lanes while that is fetched, and a later commit begins with the answers there are by then.
/// </summary>
internal sealed partial class Worker(
    HubStore store,
    HubNode node,
    Deliberation deliberation,
    NeedReader reader,
    Planner planner,
    IEnumerable<IDecisionWitness> witnesses,
    Backoff backoff,
    HubTelemetry telemetry,
    Wake wake,
    IFaultPoints faults,
    TimeProvider clock,
    IOptions<HubOptions> options,
    ILogger<Worker> logger)
{
    private const int MostFacts = 64;
    private const int MostReadings = 32;
    private readonly IDecisionWitness[] _witnesses = [.. witnesses];
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
        Readings readings = new();
        try
        {
            bool first = true;
            do
            {
                if (!await node.EnsureAsync(cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                IReadOnlyList<Reading> answered = await readings.AnsweredAsync(MostReadings).ConfigureAwait(false);
                Turn turn = await TurnAsync(
                    answered, first, () => stopping.IsCancellationRequested ? 0 : MostFacts - decided, MostReadings - readings.UnderWay + answered.Count, cancellationToken)
                    .ConfigureAwait(false);
                readings.Settle(answered, turn.Again);
                foreach ((Reading reading, Task<Reading> answer) in turn.Readings.Zip(reader.Begin(turn.Readings, cancellationToken)))
                {
                    readings.Begin(reading, ReadAsync(answer));
                }

                first = false;
                decided += turn.Decided;
                if (turn.Decided > 0)
                {
                    wake.Signal();
                }
            }
            while (readings.Any);
        }
        catch (StaleFenceException e)
        {
            node.Doubt();
            telemetry.StepFenced("decide");
            LogFenced(logger, e.Message);
        }
        finally
        {
            if (readings.Any)
            {
                await GiveBackAsync(readings.Lanes).ConfigureAwait(false);
            }
        }

        if (decided > 0)
        {
            store.Announce();
        }

        // Putting an event off is no progress: who drains must not go round in circles with it.
        return decided > 0;
    }

    private async Task<Reading> ReadAsync(Task<Reading> reading)
    {
        Reading answered = await reading.ConfigureAwait(false);
        faults.Reached(FaultPoint.NeedRead);
        return answered;
    }

    /// <summary>One transaction at a time: only reading is done side by side.</summary>
    private async Task<Turn> TurnAsync(IReadOnlyList<Reading> answered, bool first, Func<int> room, int readings, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        InboxEvent? current = null;
        try
        {
            Turn turn = await store.RunAsync(
                async t =>
                {
                    // Asked once the store is ours: what is stored after the stop stays as it is.
                    Turn run = new(room(), readings);
                    await RunAsync(t, run, answered, first, e => current = e, cancellationToken).ConfigureAwait(false);
                    return run;
                },
                cancellationToken).ConfigureAwait(false);
            // It is committed: what fails from here on is no fault of what was decided.
            current = null;
            Keep(answered.Select(a => a.Lane), turn.Readings.Select(r => r.Lane));
            Report(turn, answered);
            return turn;
        }
        catch (Exception e) when (current is not null && StoreFaults.IsOfData(e))
        {
            // Nothing of the transaction is left; the others are decided again without the one at fault.
            deliberation.LogFailure(current.Delivery, e);
            await ParkAsync(current, Deliberation.Failed(current.Delivery, e), cancellationToken).ConfigureAwait(false);
            Keep(answered.Where(a => a.EventId == current.Id).Select(a => a.Lane), []);
            return new Turn(0, 0) { Decided = 1, Again = [.. answered.Where(a => a.EventId != current.Id)] };
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RunAsync(
        HubTransaction transaction, Turn turn, IReadOnlyList<Reading> answered, bool first, Action<InboxEvent> at, CancellationToken cancellationToken)
    {
        if (answered.Count > 0)
        {
            await ResumeAsync(transaction, turn, answered, at, cancellationToken).ConfigureAwait(false);
        }

        if (first)
        {
            // What is put off during this step is not taken up again in it, however short the pause.
            await transaction.Inbox.WakeAsync(clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        await TakeUpAsync(transaction, turn, Held(answered.Select(a => a.Lane)), at, cancellationToken).ConfigureAwait(false);
        turn.Mark(await transaction.Shadows.MarksAsync(turn.Readings.SelectMany(r => r.Reads), cancellationToken).ConfigureAwait(false));
        string[] over = [.. answered.Select(a => a.Lane).Where(l => !turn.Reading.Contains(l))];
        await transaction.Lanes.ReleaseAsync(over, node.Epoch, cancellationToken).ConfigureAwait(false);
        await transaction.Lanes.HoldAsync([.. turn.Readings.Where(r => r.Round == 0).Select(r => r.Lane)], node.Epoch, cancellationToken).ConfigureAwait(false);
    }

    private async Task TakeUpAsync(HubTransaction transaction, Turn turn, string[] held, Action<InboxEvent> at, CancellationToken cancellationToken)
    {
        while (turn.HasRoom)
        {
            List<(InboxEvent Event, bool Blocked)> next = await transaction.Inbox.NextAsync(
                node.Epoch, [.. held, .. turn.Reading], Math.Min(turn.Room, MostReadings), cancellationToken).ConfigureAwait(false);
            foreach ((InboxEvent blocked, _) in next.Where(n => n.Blocked))
            {
                // Before anything is decided: the end of what they wait for calls them forward again.
                await transaction.Inbox.StepBackAsync(blocked.Id, cancellationToken).ConfigureAwait(false);
            }

            InboxEvent[] candidates = [.. next.Where(n => !n.Blocked).Select(n => n.Event)];
            await transaction.Identity.ForeseeAsync([.. candidates.Select(c => c.Delivery.Subject)], cancellationToken).ConfigureAwait(false);
            foreach (InboxEvent candidate in candidates)
            {
                if (!turn.HasRoom)
                {
                    return;
                }

                if (turn.Reading.Contains(candidate.Delivery.Lane))
                {
                    // Its lane waits for an answer by now.
                    continue;
                }

                at(candidate);
                await TouchAsync(transaction, turn, candidate.Delivery.Lane, cancellationToken).ConfigureAwait(false);
                await DecideAsync(transaction, turn, candidate, null, cancellationToken).ConfigureAwait(false);
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

    private async Task ResumeAsync(
        HubTransaction transaction, Turn turn, IReadOnlyList<Reading> answered, Action<InboxEvent> at, CancellationToken cancellationToken)
    {
        string[] lanes = [.. answered.Select(a => a.Lane)];
        await transaction.Lanes.FenceAsync(lanes, node.Epoch, cancellationToken).ConfigureAwait(false);
        turn.Lanes.UnionWith(lanes);
        DateTimeOffset now = clock.GetUtcNow();
        Dictionary<long, InboxEvent> stored =
            (await transaction.Inbox.FindAsync([.. answered.Select(a => a.EventId)], cancellationToken).ConfigureAwait(false)).ToDictionary(e => e.Id);
        Overtaken overtaken = await Overtaken.LookAsync(transaction, answered, cancellationToken).ConfigureAwait(false);
        await transaction.Identity.ForeseeAsync([.. stored.Values.Select(e => e.Delivery.Subject)], cancellationToken).ConfigureAwait(false);
        foreach (Reading reading in answered)
        {
            if (!stored.TryGetValue(reading.EventId, out InboxEvent? next) || next.State != EventState.Pending)
            {
                // A person settled it meanwhile.
                continue;
            }

            at(next);
            transaction.Lanes.Enter(reading.Lane);
            HashSet<ExternalRef> outdated = overtaken.Of(reading);
            if (reading.Failure is not null)
            {
                await PutOffAsync(transaction, next, reading.Failure, now, cancellationToken).ConfigureAwait(false);
            }
            else if (outdated.Count > 0)
            {
                Read(turn, reading.Again(outdated, await turn.SinceAsync(transaction, cancellationToken).ConfigureAwait(false)));
            }
            else
            {
                await DecideAsync(transaction, turn, next, reading, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task DecideAsync(HubTransaction transaction, Turn turn, InboxEvent next, Reading? answered, CancellationToken cancellationToken)
    {
        using Activity? span = Spans.Decide(next);
        IReadOnlyList<(ExternalRef Need, byte[]? Answer)> facts =
            answered?.All ?? await transaction.Inbox.AnswersAsync(next.Id, cancellationToken).ConfigureAwait(false);
        int round = answered is null ? 0 : answered.Round + 1;
        (Verdict verdict, IReadOnlyList<ExternalRef> reads) = await deliberation.DecideAsync(transaction, next, round, facts, cancellationToken).ConfigureAwait(false);
        span.Decided(verdict);
        if (reads.Count > 0)
        {
            long since = answered?.Since ?? await turn.SinceAsync(transaction, cancellationToken).ConfigureAwait(false);
            Read(turn, new Reading(next.Delivery.Lane, next.Id, round, reads) { Since = since, Facts = facts, Marks = answered?.Marks ?? Reading.Unmarked, Priority = next.Delivery.Priority, Trace = next.Delivery.Trace });
            return;
        }

        if (answered is not null)
        {
            // Only with what is decided by them: what a node that died had read may be outdated.
            await transaction.Inbox.AnswerAsync(next.Id, facts, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        foreach (IDecisionWitness witness in verdict is Verdict.Waiting ? [] : _witnesses)
        {
            await witness.SeeAsync(transaction, next, facts, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        }

        transaction.Notes.Decided(next, verdict);
        bool waits = await planner.ApplyAsync(transaction, next, verdict, clock.GetUtcNow(), options.Value, cancellationToken).ConfigureAwait(false);
        turn.Committed++;
        turn.Decided += waits ? 0 : 1;
        turn.Planned += verdict is Verdict.Act ? 1 : 0;
        faults.Reached(FaultPoint.BeforeDecided);
    }

    private void Read(Turn turn, Reading reading) => turn.Read(reading, reader.IsGathered(reading));

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

    private Task ParkAsync(InboxEvent at, CaseReason reason, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return store.RunAsync(
            async t =>
            {
                if (!await t.Lanes.TryTouchAsync(at.Delivery.Lane, node.Epoch, cancellationToken).ConfigureAwait(false))
                {
                    throw new StaleFenceException(at.Delivery.Lane);
                }

                await Planner.ParkAsync(t, at.Id, reason, default, now, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private void Report(Turn turn, IReadOnlyList<Reading> answered)
    {
        if (answered.Count > 0)
        {
            faults.Reached(FaultPoint.NeedStored);
        }

        if (turn.Committed > 0)
        {
            faults.Reached(FaultPoint.Decided);
        }
    }

    private string[] Held(IEnumerable<string> own)
    {
        lock (_gate)
        {
            return [.. _held.Except(own, StringComparer.Ordinal)];
        }
    }

    private void Keep(IEnumerable<string> before, IEnumerable<string> now)
    {
        lock (_gate)
        {
            _held.ExceptWith(before);
            _held.UnionWith(now);
        }
    }

    /// <summary>Ends the holds whose events were not decided: the lanes are free for the next step, of any node.</summary>
    private async Task GiveBackAsync(string[] lanes)
    {
        try
        {
            await store.RunAsync(t => t.Lanes.ReleaseAsync(lanes, node.Epoch, CancellationToken.None), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            Keep(lanes, []);
        }
    }

    [LoggerMessage(EventId = 1200, Level = LogLevel.Information, Message = "A step was fenced off: {Reason}")]
    private static partial void LogFenced(ILogger logger, string reason);
}

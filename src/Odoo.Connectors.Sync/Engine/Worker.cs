using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Takes lanes and decides their deliveries, one after the other. Commits plans; sends nothing.</summary>
internal sealed partial class Worker(
    HubStore store,
    HubNode node,
    HubSystems systems,
    Bindings bindings,
    Decider decider,
    Planner planner,
    Backoff backoff,
    Wake wake,
    IFaultPoints faults,
    TimeProvider clock,
    IOptions<HubOptions> options,
    ILogger<Worker> logger)
{
    private const int MostRounds = 5;
    private const int MostQuestions = 100;
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Works one lane until it has nothing ready.</summary>
    /// <returns>Whether anything was decided.</returns>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        string? lane = null;
        bool worked = false;
        try
        {
            lane = await ClaimAsync(cancellationToken).ConfigureAwait(false);

            // What is put off during this step is not taken up again in it, however short the pause.
            DateTimeOffset due = clock.GetUtcNow();
            while (lane is not null && await DecideNextAsync(lane, due, cancellationToken).ConfigureAwait(false) is var turn and not Turn.Nothing)
            {
                // Putting an event off is no progress: who drains must not go round in circles with it.
                if (turn == Turn.Decided)
                {
                    worked = true;
                    wake.Signal();
                }

                await node.EnsureAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StaleFenceException e)
        {
            LogFenced(logger, e.Message);
        }
        finally
        {
            // The store may be down by now: the turn must be given back all the same, or nothing is ever decided here again.
            try
            {
                if (lane is not null)
                {
                    await ReleaseAsync(lane).ConfigureAwait(false);
                }
            }
            finally
            {
                _turn.Release();
            }
        }

        return worked;
    }

    private async Task<string?> ClaimAsync(CancellationToken cancellationToken)
    {
        string? lane = await store.RunAsync(
            async t => await t.Lanes.NextReadyAsync(node.Epoch, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false) is string next
                && await t.Lanes.TryHoldAsync(next, node.Epoch, cancellationToken).ConfigureAwait(false) ? next : null,
            cancellationToken).ConfigureAwait(false);
        if (lane is not null)
        {
            faults.Reached(FaultPoint.LaneClaimed);
        }

        return lane;
    }

    private Task ReleaseAsync(string lane) =>
        store.RunAsync(t => t.Lanes.ReleaseAsync(lane, node.Epoch, CancellationToken.None), CancellationToken.None);

    private async Task<Turn> DecideNextAsync(string lane, DateTimeOffset due, CancellationToken cancellationToken)
    {
        // One event at a time: another may become due between two rounds, and must not inherit this one's rounds.
        long? current = null;
        for (int round = 0; ; round++)
        {
            Round result = await store.RunAsync(
                t => RoundAsync(t, lane, current, due, round, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (result.Committed)
            {
                faults.Reached(FaultPoint.Decided);
            }

            if (result.Reads.Count == 0)
            {
                return result.Turn;
            }

            current = result.EventId;
            if (!await ReadAsync(lane, result.EventId, result.Reads, cancellationToken).ConfigureAwait(false))
            {
                return Turn.PutOff;
            }
        }
    }

    /// <summary>Decides one event as far as what is known goes, inside the transaction that commits the decision.</summary>
    private async Task<Round> RoundAsync(
        HubTransaction transaction, string lane, long? current, DateTimeOffset due, int round, CancellationToken cancellationToken)
    {
        await transaction.Lanes.FenceAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false);
        InboxEvent? next = current is long id
            ? await transaction.Inbox.FindAsync(id, cancellationToken).ConfigureAwait(false)
            : await transaction.Inbox.NextAsync(lane, due, cancellationToken).ConfigureAwait(false);
        if (next?.State is not (EventState.Pending or EventState.Waiting))
        {
            return new Round(next is null ? Turn.Nothing : Turn.Decided, 0, [], false);
        }

        (Verdict verdict, IReadOnlyList<ExternalRef> reads) = await DecideAsync(transaction, next, round, cancellationToken).ConfigureAwait(false);
        if (reads.Count > 0)
        {
            return new Round(Turn.PutOff, next.Id, reads, false);
        }

        bool waits = await planner.ApplyAsync(transaction, next, verdict, clock.GetUtcNow(), options.Value, cancellationToken).ConfigureAwait(false);
        faults.Reached(FaultPoint.BeforeDecided);
        return new Round(waits ? Turn.PutOff : Turn.Decided, next.Id, [], true);
    }

    /// <summary>Decides inside the transaction that will commit the decision: what it read cannot change in between.</summary>
    private async Task<(Verdict Verdict, IReadOnlyList<ExternalRef> Reads)> DecideAsync(
        HubTransaction transaction, InboxEvent next, int round, CancellationToken cancellationToken)
    {
        Dictionary<Need, object?> answers = [];
        foreach ((ExternalRef need, byte[]? payload) in await transaction.Inbox.AnswersAsync(next.Id, cancellationToken).ConfigureAwait(false))
        {
            answers[new Need.Read(need)] = payload;
        }

        int questions = 0;
        while (true)
        {
            Known known = new(bindings.Accounts, clock.GetUtcNow(), answers, (r, bytes) => systems.Reader(r.System).Decode(r, bytes));
            Verdict verdict = Judge(next.Delivery, known);
            if (verdict is Verdict.Act act)
            {
                verdict = await planner.ClaimAsync(transaction, act, cancellationToken).ConfigureAwait(false) ?? verdict;
                if (verdict is Verdict.Missing)
                {
                    // A claim was lost: the record joined the one that holds it, and everything is decided on that ground.
                    answers = answers.Where(a => a.Key is Need.Read).ToDictionary();
                    continue;
                }
            }

            if (verdict is not Verdict.Missing)
            {
                return (verdict, []);
            }

            List<Need> local = [.. known.Missing.Where(n => n is not Need.Read)];
            foreach (Need need in local)
            {
                answers[need] = await planner.LookUpAsync(transaction, need, cancellationToken).ConfigureAwait(false);
            }

            List<ExternalRef> reads = [.. known.Missing.OfType<Need.Read>().Select(n => n.Reference)];
            bool endless = ++questions > MostQuestions || (local.Count == 0 && reads.Count == 0);
            if (endless || (local.Count == 0 && round >= MostRounds))
            {
                // A flow that asks something new every time, or needs more without asking, would hold the store for ever.
                string what = reads.Count > 0 ? reads[0].ToString() : "something it does not name";
                return (new Verdict.ForReview(new CaseReason(
                    ErrorKind.Dependency, "too-many-needs", $"After {MostRounds} rounds of reading, {what} is still needed; report this flow as faulty.")), []);
            }

            if (local.Count == 0)
            {
                return (verdict, reads);
            }
        }
    }

    private Verdict Judge(Delivery delivery, Known known)
    {
        try
        {
            return decider.Decide(delivery, known);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFault(logger, delivery.ToString(), e.GetType().FullName, e.StackTrace);
            return new Verdict.ForReview(new CaseReason(
                ErrorKind.Protocol, "decide-failed", $"Deciding {delivery} failed with {e.GetType().Name}; the log has the details. Retry the case once it is mended."));
        }
    }

    /// <summary>Reads what is needed and commits the answers.</summary>
    /// <returns>False when the event was put off or became a case.</returns>
    private async Task<bool> ReadAsync(string lane, long eventId, IReadOnlyList<ExternalRef> reads, CancellationToken cancellationToken)
    {
        List<(ExternalRef Need, byte[]? Answer)> answers = [];
        ConnectorException? failure = null;
        foreach (ExternalRef read in reads)
        {
            try
            {
                answers.Add((read, await systems.Reader(read.System).ReadAsync(read, cancellationToken).ConfigureAwait(false)));
            }
            catch (ConnectorException e)
            {
                failure = e;
                break;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // One object that cannot be read must not stop every other lane: it becomes a case, an outage is waited out.
                LogReadFault(logger, read.ToString(), e.GetType().FullName, e.StackTrace);
                ErrorKind kind = e is HttpRequestException or IOException or TimeoutException or OperationCanceledException ? ErrorKind.Transient : ErrorKind.Protocol;
                failure = new ConnectorException(kind, $"Reading {read} failed with {e.GetType().Name}; the log has the details.");
                break;
            }
        }

        faults.Reached(FaultPoint.NeedRead);
        DateTimeOffset now = clock.GetUtcNow();
        await store.RunAsync(StoreAsync, cancellationToken).ConfigureAwait(false);
        faults.Reached(FaultPoint.NeedStored);
        return failure is null;

        async Task StoreAsync(HubTransaction transaction)
        {
            await transaction.Lanes.FenceAsync(lane, node.Epoch, cancellationToken).ConfigureAwait(false);
            foreach ((ExternalRef need, byte[]? answer) in answers)
            {
                await transaction.Inbox.AnswerAsync(eventId, need, answer, now, cancellationToken).ConfigureAwait(false);
            }

            if (failure is not null)
            {
                await PutOffAsync(transaction, eventId, failure, now, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task PutOffAsync(HubTransaction transaction, long eventId, ConnectorException failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        InboxEvent stored = (await transaction.Inbox.FindAsync(eventId, cancellationToken).ConfigureAwait(false))!;
        if (failure.Kind is ErrorKind.Transient or ErrorKind.RateLimited or ErrorKind.Unknown)
        {
            TimeSpan pause = backoff.After(stored.Delays, failure.RetryAfter);
            await transaction.Inbox.DelayAsync(eventId, now + pause, failure.Message, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            CaseReason reason = CaseReason.From(failure, "read-failed");
            await Planner.ParkAsync(transaction, eventId, reason, failure.ServerText, now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What one round of deciding came to: its end, or what must be read first.</summary>
    private sealed record Round(Turn Turn, long EventId, IReadOnlyList<ExternalRef> Reads, bool Committed);

    private enum Turn
    {
        Nothing,
        PutOff,
        Decided,
    }

    [LoggerMessage(EventId = 1200, Level = LogLevel.Information, Message = "A step was fenced off: {Reason}")]
    private static partial void LogFenced(ILogger logger, string reason);

    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "Deciding {Delivery} failed with {Type}: {Stack}")]
    private static partial void LogFault(ILogger logger, string delivery, string? type, string? stack);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "Reading {Reference} failed with {Type}: {Stack}")]
    private static partial void LogReadFault(ILogger logger, string reference, string? type, string? stack);
}

using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Sync;

/// <summary>
/// Takes the next effects of many subjects of a target, commits all as sending, makes one call, commits an outcome for each. It
/// holds the target's lane, so that no two processes send to one target.
/// </summary>
internal sealed partial class Dispatcher(
    HubStore store,
    HubNode node,
    Outlets outlets,
    SchemaWatch schemas,
    Settlement settlement,
    RemoteCalls calls,
    HubTelemetry telemetry,
    IFaultPoints faults,
    TimeProvider clock,
    ILogger<Dispatcher> logger)
{
    /// <summary>How many calls to a target may be under way at once.</summary>
    public int Concurrency(IPort port) => outlets.Of(port).Concurrency;

    /// <summary>How long nothing can be sent to a target; zero when something can.</summary>
    public TimeSpan Wait(IPort port) => outlets.Of(port).Wait();

    /// <summary>Sends one batch to a target.</summary>
    /// <returns>Whether there was anything to send.</returns>
    public async Task<bool> StepAsync(IPort port, CancellationToken cancellationToken)
    {
        Outlet outlet = outlets.Of(port);
        await outlet.Slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<LedgerEffect> batch = [];
        try
        {
            if (!await node.EnsureAsync(cancellationToken).ConfigureAwait(false) || schemas.IsStopped(port.Name))
            {
                return false;
            }

            long epoch = node.Epoch;
            batch = await TakeAsync(port, outlet, epoch, cancellationToken).ConfigureAwait(false);
            if (batch.Count == 0)
            {
                return false;
            }

            faults.Reached(FaultPoint.Sending);
            if (!Lasts(epoch))
            {
                // Nothing leaves on a lease that may be over; the new owner finds these in doubt and asks the target.
                return false;
            }

            using SendingSpans? spans = SendingSpans.Start(port.Name, batch);
            IReadOnlyList<Outcome> outcomes = await SendAsync(port, outlet, batch, epoch, cancellationToken).ConfigureAwait(false);
            spans?.Answered(outcomes);
            faults.Reached(FaultPoint.Answered);
            await SettleAsync(port, outlet, epoch, batch, Complete(port, batch, outcomes), cancellationToken).ConfigureAwait(false);
            faults.Reached(FaultPoint.Settled);
            return true;
        }
        catch (StaleFenceException e)
        {
            node.Doubt();
            telemetry.StepFenced("dispatch");
            LogFenced(logger, e.Message);
            return false;
        }
        finally
        {
            outlet.End(batch);
            outlet.Slots.Release();
        }
    }

    private const int FirstLook = 50;

    private static string Lane(IPort port) => $"target/{port.Name}";

    private async Task<IReadOnlyList<LedgerEffect>> TakeAsync(IPort port, Outlet outlet, long epoch, CancellationToken cancellationToken)
    {
        await outlet.Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            (int most, DeliveryPriority least) = outlet.Allowed();
            if (most == 0)
            {
                return [];
            }

            DateTimeOffset now = clock.GetUtcNow();
            List<LedgerEffect> batch = await store.RunAsync(t => TakeAsync(t, port, outlet, epoch, most, least, now, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            if (batch.Count > 0)
            {
                outlet.Begin(batch);
            }

            return batch;
        }
        finally
        {
            outlet.Turn.Release();
        }
    }

    private static async Task<List<LedgerEffect>> TakeAsync(
        HubTransaction transaction, IPort port, Outlet outlet, long epoch, int most, DeliveryPriority least, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<(string Key, string Way)> abandoned =
        [
            .. (await transaction.Ledger.SendingToAsync(port.Name, cancellationToken).ConfigureAwait(false)).Where(s => !outlet.IsUnderWay(s.Key)),
        ];
        List<LedgerEffect> next = await NextAsync(transaction, port, least, now, cancellationToken).ConfigureAwait(false);
        if (abandoned.Count + next.Count == 0)
        {
            // Looking leaves no trace in the store: an idle target costs no write.
            return [];
        }

        await transaction.Lanes.EnsureAsync(Lane(port), cancellationToken).ConfigureAwait(false);
        if (!await transaction.Lanes.TryHoldAsync(Lane(port), epoch, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        if (abandoned.Count > 0)
        {
            // Nobody else sends to this target while we hold its lane: what is still marked as sending was abandoned.
            foreach ((string key, string way) in abandoned)
            {
                await transaction.Ledger.DoubtAsync(key, now + port.SettleTime(way), cancellationToken).ConfigureAwait(false);
            }

            next = await NextAsync(transaction, port, least, now, cancellationToken).ConfigureAwait(false);
        }

        List<LedgerEffect> batch = outlet.Fill(next, most);
        foreach (LedgerEffect effect in batch)
        {
            await transaction.Ledger.SendingAsync(effect, epoch, now, cancellationToken).ConfigureAwait(false);
            transaction.Notes.Sending(effect);
        }

        return batch;
    }

    /// <summary>
    /// The next effects. A port that takes many light ones is first asked of with few: where these are heavy enough to fill a call, the
    /// payloads of the others need not be read.
    /// </summary>
    private static async Task<List<LedgerEffect>> NextAsync(
        HubTransaction transaction, IPort port, DeliveryPriority least, DateTimeOffset now, CancellationToken cancellationToken)
    {
        int most = Math.Max(1, port.BatchSize);
        int few = Math.Min(most, FirstLook);
        List<LedgerEffect> next = await transaction.Ledger.NextAsync(port.Name, now, least, few, cancellationToken).ConfigureAwait(false);
        return next.Count < few || few == most || next.Sum(e => (long)e.Weight) >= port.BatchWeight
            ? next
            : await transaction.Ledger.NextAsync(port.Name, now, least, most, cancellationToken).ConfigureAwait(false);
    }

    private bool Lasts(long epoch) => node.LeaseLasts && node.Epoch == epoch;

    private async Task<IReadOnlyList<Outcome>> SendAsync(
        IPort port, Outlet outlet, IReadOnlyList<LedgerEffect> batch, long epoch, CancellationToken cancellationToken)
    {
        SendCalls.Tally tally = SendCalls.Begin();
        CallPriority.Begin(batch.Min(b => b.Priority));
        try
        {
            // One send may be many calls, and the process may stand still between any two of them.
            using IDisposable lease = SendLease.Begin(() => Lasts(epoch));
            return await calls.SendAsync(port, [.. batch.Select(ToDispatch)], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A port that throws did not tell what it did: everything it was given is in doubt.
            LogThrew(logger, port.Name, e.GetType().FullName, e.StackTrace);
            CaseReason reason = new(ErrorKind.Unknown, "port-threw", $"Sending to {port.Name} ended with {e.GetType().Name}; what became of it is looked up.");
            return [.. batch.Select(b => new Outcome { Key = b.Key, Status = OutcomeStatus.Unknown, Reason = reason })];
        }
        finally
        {
            outlet.Charge(batch.Count, tally.Calls);
        }
    }

    /// <summary>One outcome for each effect. Told twice about one we believe neither: it is looked up.</summary>
    private static List<Outcome> Complete(IPort port, IReadOnlyList<LedgerEffect> batch, IReadOnlyList<Outcome> outcomes)
    {
        Dictionary<string, Outcome> byKey = outcomes.GroupBy(o => o.Key, StringComparer.Ordinal).Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return
        [
            .. batch.Select(effect => byKey.TryGetValue(effect.Key, out Outcome? told) ? told : new Outcome
            {
                Key = effect.Key,
                Status = OutcomeStatus.Unknown,
                Reason = new CaseReason(ErrorKind.Protocol, "no-outcome", $"{port.Name} did not say what became of this effect; it is looked up."),
            }),
        ];
    }

    private async Task SettleAsync(
        IPort port, Outlet outlet, long epoch, IReadOnlyList<LedgerEffect> batch, IReadOnlyList<Outcome> told, CancellationToken cancellationToken)
    {
        (IReadOnlyList<Outcome> outcomes, bool switched) = outlet.Learn(told);
        bool closed = switched && !outlet.Breaker.IsOpen;
        if (switched && !closed)
        {
            LogOpened(logger, port.Name, told[0].Reason?.Kind, outlet.Wait());
        }

        await store.RunAsync(Step, cancellationToken).ConfigureAwait(false);
        if (closed)
        {
            LogClosed(logger, port.Name);
        }

        async Task Step(HubTransaction transaction)
        {
            await transaction.Lanes.FenceAsync(Lane(port), epoch, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < batch.Count; i++)
            {
                await settlement.SettleAsync(transaction, port, batch[i], outcomes[i], cancellationToken).ConfigureAwait(false);
            }

            if (closed)
            {
                await transaction.Ledger.HurryAsync(port.Name, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static Dispatch ToDispatch(LedgerEffect effect) => new()
    {
        Key = effect.Key,
        Kind = effect.Kind,
        Class = effect.Class,
        Payload = effect.Payload,
        Way = effect.Way,
        InDoubt = effect.State == EffectState.InDoubt,
        Attempts = effect.Attempts,
        Generation = effect.Generation,
    };

    [LoggerMessage(EventId = 1300, Level = LogLevel.Information, Message = "A dispatch was fenced off: {Reason}")]
    private static partial void LogFenced(ILogger logger, string reason);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "The port of {System} threw {Type} while sending: {Stack}")]
    private static partial void LogThrew(ILogger logger, string system, string? type, string? stack);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "{System} fails as a whole ({Kind}): its effects wait, the next attempt is one of them in {Pause}.")]
    private static partial void LogOpened(ILogger logger, string system, ErrorKind? kind, TimeSpan pause);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Information, Message = "{System} answers again; its effects go on.")]
    private static partial void LogClosed(ILogger logger, string system);
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Odoo.Connectors.Sync;

/// <summary>
/// One per target: takes the next effect of many subjects, commits all as sending, makes one call, commits an outcome for
/// each. It holds the target's lane, so that no two processes send to one target.
/// </summary>
internal sealed partial class Dispatcher(
    HubStore store, HubNode node, Settlement settlement, RemoteCalls calls, HubTelemetry telemetry, IFaultPoints faults, TimeProvider clock, ILogger<Dispatcher> logger)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Sends one batch to a target.</summary>
    /// <returns>Whether there was anything to send.</returns>
    public async Task<bool> StepAsync(IPort port, CancellationToken cancellationToken)
    {
        SemaphoreSlim turn = _turns.GetOrAdd(port.Name, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long epoch = node.Epoch;
            List<LedgerEffect> batch = await TakeAsync(port, epoch, cancellationToken).ConfigureAwait(false);
            if (batch.Count == 0)
            {
                return false;
            }

            faults.Reached(FaultPoint.Sending);
            if (!node.LeaseLasts || node.Epoch != epoch)
            {
                // Nothing leaves on a lease that may be over; the new owner finds these in doubt and asks the target.
                return false;
            }

            using SendingSpans? spans = SendingSpans.Start(port.Name, batch);
            IReadOnlyList<Outcome> outcomes = await SendAsync(port, batch, cancellationToken).ConfigureAwait(false);
            spans?.Answered(outcomes);
            faults.Reached(FaultPoint.Answered);
            await SettleAsync(port, batch, outcomes, cancellationToken).ConfigureAwait(false);
            faults.Reached(FaultPoint.Settled);
            return true;
        }
        catch (StaleFenceException e)
        {
            telemetry.StepFenced("dispatch");
            LogFenced(logger, e.Message);
            return false;
        }
        finally
        {
            turn.Release();
        }
    }

    private static string Lane(IPort port) => $"target/{port.Name}";

    private Task<List<LedgerEffect>> TakeAsync(IPort port, long epoch, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        return store.RunAsync(Step, cancellationToken);

        async Task<List<LedgerEffect>> Step(HubTransaction transaction)
        {
            await transaction.Lanes.EnsureAsync(Lane(port), cancellationToken).ConfigureAwait(false);
            if (!await transaction.Lanes.TryHoldAsync(Lane(port), epoch, cancellationToken).ConfigureAwait(false))
            {
                return [];
            }

            // Nobody else sends to this target while we hold its lane: what is still marked as sending was abandoned.
            foreach (string way in await transaction.Ledger.AbandonedWaysAsync(port.Name, cancellationToken).ConfigureAwait(false))
            {
                await transaction.Ledger.DoubtAbandonedAsync(port.Name, now + port.SettleTime(way), way, cancellationToken).ConfigureAwait(false);
            }

            List<LedgerEffect> batch = await transaction.Ledger.NextAsync(port.Name, now, port.BatchSize, cancellationToken).ConfigureAwait(false);
            foreach (LedgerEffect effect in batch)
            {
                await transaction.Ledger.SendingAsync(effect, epoch, now, cancellationToken).ConfigureAwait(false);
                transaction.Notes.Sending(effect);
            }

            return batch;
        }
    }

    private async Task<IReadOnlyList<Outcome>> SendAsync(IPort port, List<LedgerEffect> batch, CancellationToken cancellationToken)
    {
        try
        {
            return await calls.SendAsync(port, [.. batch.Select(ToDispatch)], cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // A port that throws did not tell what it did: everything it was given is in doubt.
            LogThrew(logger, port.Name, e.GetType().FullName, e.StackTrace);
            CaseReason reason = new(ErrorKind.Unknown, "port-threw", $"Sending to {port.Name} ended with {e.GetType().Name}; what became of it is looked up.");
            return [.. batch.Select(b => new Outcome { Key = b.Key, Status = OutcomeStatus.Unknown, Reason = reason })];
        }
    }

    private Task SettleAsync(IPort port, List<LedgerEffect> batch, IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        // Told twice about one effect we believe neither: it is looked up.
        Dictionary<string, Outcome> byKey = outcomes.GroupBy(o => o.Key, StringComparer.Ordinal).Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return store.RunAsync(Step, cancellationToken);

        async Task Step(HubTransaction transaction)
        {
            await transaction.Lanes.FenceAsync(Lane(port), node.Epoch, cancellationToken).ConfigureAwait(false);
            foreach (LedgerEffect effect in batch)
            {
                Outcome outcome = byKey.TryGetValue(effect.Key, out Outcome? told)
                    ? told
                    : new Outcome
                    {
                        Key = effect.Key,
                        Status = OutcomeStatus.Unknown,
                        Reason = new CaseReason(ErrorKind.Protocol, "no-outcome", $"{port.Name} did not say what became of this effect; it is looked up."),
                    };
                await settlement.SettleAsync(transaction, port, effect, outcome, cancellationToken).ConfigureAwait(false);
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
    };

    [LoggerMessage(EventId = 1300, Level = LogLevel.Information, Message = "A dispatch was fenced off: {Reason}")]
    private static partial void LogFenced(ILogger logger, string reason);

    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "The port of {System} threw {Type} while sending: {Stack}")]
    private static partial void LogThrew(ILogger logger, string system, string? type, string? stack);
}

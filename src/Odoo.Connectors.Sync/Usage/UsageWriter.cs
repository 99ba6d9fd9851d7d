namespace Odoo.Connectors.Sync;

/// <summary>Writes batches: ids, totals, what is taken back and what is refused are one commit.</summary>
internal sealed class UsageWriter(HubStore store, UsageMeters meters, IFaultPoints faults, TimeProvider clock)
{
    private readonly TotalIds _known = new();

    public async Task<UsageOutcome> WriteAsync(UsageBatch batch, CancellationToken cancellationToken)
    {
        UsageOutcome outcome = await store.AppendAsync(
            async t =>
            {
                UsageOutcome made = await StepAsync(t, batch, cancellationToken).ConfigureAwait(false);
                faults.Reached(UsageFaultPoint.BeforeStored);
                return made;
            },
            isOne: false,
            cancellationToken).ConfigureAwait(false);
        _known.Remember(outcome.Ids);
        faults.Reached(UsageFaultPoint.Stored);
        return outcome;
    }

    private async Task<UsageOutcome> StepAsync(HubTransaction transaction, UsageBatch batch, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        UsageOutcome outcome = new();
        outcome.Rejected.AddRange(batch.Rejected);
        Places places = new(transaction, _known, outcome);
        List<(MeteredEvent Event, long Total)> placed = await places.OfAsync(batch, cancellationToken).ConfigureAwait(false);

        // Totals before events, each in their order: so no two batches wait for each other.
        UsageKey[] targets = [.. placed.Where(p => p.Event.Target is not null).Select(p => p.Event.Target!.Value).Distinct().Order()];
        Tally tally = new(transaction);
        List<EventRow> corrected = await transaction.UsageEvents.FindAsync(targets, cancellationToken).ConfigureAwait(false);
        await tally.LockAsync(placed.Select(p => p.Total).Concat(corrected.Select(c => c.Total)), cancellationToken).ConfigureAwait(false);

        placed = Fitting(tally, placed, outcome);
        await AddAsync(transaction, tally, placed, now, outcome, cancellationToken).ConfigureAwait(false);
        await WithdrawAsync(transaction, tally, targets, now, outcome, cancellationToken).ConfigureAwait(false);

        // A meter that is no longer configured has no next period: what came late of it stays to be seen in its total.
        (UsageMeter Meter, TotalRow Total)[] late =
            [.. tally.Changed.Where(t => t.IsClosed).Select(t => (Meter: meters.Find(t.Key.Meter)!, t)).Where(l => l.Meter is not null)];
        foreach ((UsageMeter meter, TotalRow total) in late.Where(l => l.Meter.Options.Late == LateUsage.Case))
        {
            total.IsHeld = true;
            await transaction.Cases.OpenAsync(LateCase.Reason(total), null, LateCase.Of(total), default, now, cancellationToken).ConfigureAwait(false);
        }

        await tally.SaveAsync(cancellationToken).ConfigureAwait(false);
        await places.EnsureAsync(late, now, cancellationToken).ConfigureAwait(false);
        await transaction.UsageRejected.AddAsync(batch.Source, outcome.Rejected, now, cancellationToken).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>What a period began with it ends with: another way to count would make one number of two things.</summary>
    private static List<(MeteredEvent Event, long Total)> Fitting(Tally tally, List<(MeteredEvent Event, long Total)> placed, UsageOutcome outcome) =>
        placed.FindAll(p =>
        {
            bool fits = !p.Event.Counts || tally.Of(p.Total).Aggregation == p.Event.Meter.Options.Aggregation;
            if (!fits)
            {
                UsageFault fault = new(p.Event.Line, p.Event.Event.Id, "meter", "The meter's Aggregation was changed while this period was open: set it back, or add a meter of another name, then retry.");
                outcome.Rejected.Add((fault, UsageLine.Write(p.Event.Event)));
            }

            return fits;
        });

    private static async Task AddAsync(
        HubTransaction transaction, Tally tally, List<(MeteredEvent Event, long Total)> placed, DateTimeOffset now, UsageOutcome outcome, CancellationToken cancellationToken)
    {
        (MeteredEvent Event, long Total)[] sorted = KeyOrder.Of(placed);
        List<(MeteredEvent Event, long Total)> single = new(sorted.Length), again = [];
        foreach ((MeteredEvent Event, long Total) one in sorted)
        {
            (single.Count > 0 && single[^1].Event.Key == one.Event.Key ? again : single).Add(one);
        }

        bool[] isNew = await transaction.UsageEvents.AddAsync([.. single], now, cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < isNew.Length; i++)
        {
            if (!isNew[i])
            {
                again.Add(single[i]);
                continue;
            }

            outcome.Added++;
            if (single[i].Event.Counts && tally.Add(single[i].Event, single[i].Total))
            {
                outcome.Late++;
            }
        }

        await CompareAsync(transaction, again, outcome, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An id that comes again must say the same; one that says something else is another event, and would be lost.</summary>
    private static async Task CompareAsync(
        HubTransaction transaction, List<(MeteredEvent Event, long Total)> again, UsageOutcome outcome, CancellationToken cancellationToken)
    {
        UsageKey[] keys = [.. again.Select(a => a.Event.Key).Distinct().Order()];
        Dictionary<UsageKey, EventRow> stored = (await transaction.UsageEvents.FindAsync(keys, cancellationToken).ConfigureAwait(false)).ToDictionary(e => e.Key);
        foreach ((MeteredEvent one, long total) in again)
        {
            bool isForgotten = !stored.TryGetValue(one.Key, out EventRow? before) || (before.Total == 0 && before.IsWithdrawn);
            if (isForgotten || (before!.Total, before.Quantity, before.At, before.Value) == (total, one.Event.Quantity, one.At, one.Value))
            {
                outcome.Duplicates++;
                continue;
            }

            UsageFault fault = new(one.Line, one.Event.Id, "id", "This id came before with another subscription, meter, quantity, value or time. Correct it by a new event that replaces it.");
            outcome.Rejected.Add((fault, UsageLine.Write(one.Event)));
        }
    }

    private static async Task WithdrawAsync(
        HubTransaction transaction, Tally tally, UsageKey[] targets, DateTimeOffset now, UsageOutcome outcome, CancellationToken cancellationToken)
    {
        List<EventRow> found = await transaction.UsageEvents.FindAsync(targets, cancellationToken).ConfigureAwait(false);
        UsageKey[] missing = [.. targets.Except(found.Select(f => f.Key))];
        bool[] forestalled = await transaction.UsageEvents.ForestallAsync(missing, now, cancellationToken).ConfigureAwait(false);
        outcome.Ahead += forestalled.Count(f => f);
        UsageKey[] came = [.. missing.Where((_, i) => !forestalled[i])];
        found.AddRange(await transaction.UsageEvents.FindAsync(came, cancellationToken).ConfigureAwait(false));
        EventRow[] counted = [.. found.Where(f => f.Total != 0 && !f.IsWithdrawn)];
        await tally.LockAsync(counted.Select(c => c.Total), cancellationToken).ConfigureAwait(false);
        await transaction.UsageEvents.WithdrawAsync(counted, cancellationToken).ConfigureAwait(false);
        foreach (EventRow one in counted)
        {
            tally.Remove(one);
        }

        outcome.Withdrawn += counted.Length;
    }
}

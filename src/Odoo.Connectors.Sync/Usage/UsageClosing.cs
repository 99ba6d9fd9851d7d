using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Closes periods: what their quantity is then is what is told, and what is known later is told with a later one.</summary>
internal sealed class UsageClosing(HubStore store, Intake intake, Wake wake, IFaultPoints faults, TimeProvider clock)
{
    private const int MostAtOnce = 200;

    /// <summary>Closes the totals of a meter that ended until an instant.</summary>
    /// <returns>How many.</returns>
    public async Task<int> CloseAsync(UsageMeter meter, DateTimeOffset ended, string by, CancellationToken cancellationToken)
    {
        int all = 0;
        for (int done = MostAtOnce; done == MostAtOnce; all += done)
        {
            done = await store.RunAsync(t => StepAsync(t, meter, ended, by, cancellationToken), cancellationToken).ConfigureAwait(false);
            faults.Reached(UsageFaultPoint.Closed);
        }

        if (all > 0 && meter.Options.Target is not null)
        {
            wake.Signal();
            store.Announce();
        }

        return all;
    }

    /// <summary>Opens a case for each meter that is gone and has open periods which ended until an instant.</summary>
    public Task NoteRemovedAsync(UsageMeters meters, DateTimeOffset ended, CancellationToken cancellationToken) => store.RunAsync(
        async t =>
        {
            foreach (string meter in (await t.Usage.OpenMetersAsync(ended, cancellationToken).ConfigureAwait(false)).Where(m => meters.Find(m) is null))
            {
                await t.Cases.OpenAsync(MeterCase.Reason(meter), null, MeterCase.Of(meter), default, clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }
        },
        cancellationToken);

    private async Task<int> StepAsync(HubTransaction transaction, UsageMeter meter, DateTimeOffset ended, string by, CancellationToken cancellationToken)
    {
        transaction.Audit.Lane = TotalRefs.System;
        DateTimeOffset now = clock.GetUtcNow();
        List<TotalRow> ending = await transaction.Usage.OpenAsync(meter.Name, ended, MostAtOnce, cancellationToken).ConfigureAwait(false);
        ILookup<(string, string), TotalRow> wrong =
            (await transaction.Usage.WrongAsync(ending, cancellationToken).ConfigureAwait(false)).DistinctBy(w => w.Id).ToLookup(w => (w.Key.System, w.Key.Subscription));
        foreach (TotalRow total in ending)
        {
            List<UsageCorrection> corrections = [];
            foreach (TotalRow earlier in wrong[(total.Key.System, total.Key.Subscription)].Where(w => w.Key.Start < total.Key.Start && w.Late != 0).OrderBy(w => w.Key.Start))
            {
                corrections.Add(new UsageCorrection(Totals.Period(earlier.Key.Start, earlier.End), earlier.Late) { Told = earlier.Billed!.Value });
                await transaction.Usage.CorrectAsync(total, earlier, cancellationToken).ConfigureAwait(false);
                earlier.Billed = earlier.Quantity;
            }

            await transaction.Usage.CloseAsync(total, now, cancellationToken).ConfigureAwait(false);
            UsageTotal closed = Totals.Of(total, isClosed: true, total.Quantity, corrections) with { Late = 0 };
            string detail = string.Create(
                CultureInfo.InvariantCulture,
                $"{closed.Ref.Id}: {closed.Quantity} of {closed.Events} events{string.Concat(corrections.Select(c => string.Create(CultureInfo.InvariantCulture, $", {c.Quantity} for the period from {c.Of.Start:O}")))}");
            await transaction.Audit.WriteAsync(new AuditLine(now.ToUnixTimeMilliseconds(), null, null, "usage-closed", detail, by), cancellationToken).ConfigureAwait(false);
            if (meter.Options.Target is not null)
            {
                await intake.AddAsync(transaction, [UsageSystem.Closed(closed, total.Closings + 1, now)], cancellationToken).ConfigureAwait(false);
            }
        }

        if (ending.Count > 0)
        {
            await transaction.Cases.CloseForEffectAsync(MeterCase.Of(meter.Name), now, cancellationToken).ConfigureAwait(false);
        }

        return ending.Count;
    }
}

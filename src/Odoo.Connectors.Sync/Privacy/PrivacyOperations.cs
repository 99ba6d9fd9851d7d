using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

internal sealed class PrivacyOperations(HubStore store, TimeProvider clock) : IPrivacyOperations
{
    public async Task<Erasure> EraseAsync(ExternalRef subject, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        DateTimeOffset now = clock.GetUtcNow();
        Erasure erasure = await store.RunAsync(Step, cancellationToken).ConfigureAwait(false);
        if (erasure.IsDone)
        {
            await store.ScrubAsync(cancellationToken).ConfigureAwait(false);
        }

        return erasure;

        async Task<Erasure> Step(HubTransaction transaction)
        {
            RecordLink? record = await transaction.Identity.FindAsync(subject, cancellationToken).ConfigureAwait(false);
            Traces traces = await transaction.Privacy.FindAsync(record?.References ?? [subject], cancellationToken).ConfigureAwait(false);
            if (traces.OpenEvents + traces.OpenEffects > 0)
            {
                return new Erasure(
                    false, $"{traces.OpenEvents} events and {traces.OpenEffects} effects of {subject} are open; wait for them, skip or resolve their cases, then erase.", 0, 0);
            }

            await transaction.Privacy.BlankAsync(traces, record, cancellationToken).ConfigureAwait(false);
            foreach (string lane in traces.Lanes)
            {
                await transaction.Keys.EraseAsync(lane, now, cancellationToken).ConfigureAwait(false);
            }

            transaction.Audit.Lane = $"person/{by}";
            await transaction.Audit.WriteAsync(
                new AuditLine(now.ToUnixTimeMilliseconds(), null, null, "erased", $"{subject}: {traces.Events.Count} events, {traces.Effects.Count} effects", by),
                cancellationToken).ConfigureAwait(false);
            return new Erasure(true, $"{subject} is erased.", traces.Events.Count, traces.Effects.Count);
        }
    }
}

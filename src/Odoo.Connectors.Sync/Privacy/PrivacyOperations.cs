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
            (RecordLink? record, Traces traces) = await Eraser.FindAsync(transaction, subject, null, cancellationToken).ConfigureAwait(false);
            if (Eraser.Obstacle(subject, traces) is { } obstacle)
            {
                return new Erasure(false, obstacle, 0, 0);
            }

            await Eraser.EraseAsync(transaction, record, traces, now, cancellationToken).ConfigureAwait(false);
            transaction.Audit.Lane = $"person/{by}";
            await transaction.Audit.WriteAsync(
                new AuditLine(now.ToUnixTimeMilliseconds(), null, null, "erased", Eraser.Words(subject, traces), by),
                cancellationToken).ConfigureAwait(false);
            return new Erasure(true, $"{subject} is erased.", traces.Events.Count, traces.Effects.Count);
        }
    }
}

using System.Globalization;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Prunes in steps of a size that no delivery waits for long.</summary>
internal sealed class StoreOperations(HubStore store, IIdempotency idempotency, TimeProvider clock, IOptions<RetentionOptions> options) : IStoreOperations
{
    private const int StepSize = 50;

    public async Task<PruneReport> PruneAsync(string by, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset payloads = now - options.Value.PayloadAge, rows = now - options.Value.InboxAge;
        PruneReport report = new(
            await RepeatAsync(t => t.Retention.PrunePayloadsAsync(payloads, now, StepSize, cancellationToken), cancellationToken).ConfigureAwait(false),
            await RepeatAsync(t => t.Retention.PruneEffectsAsync(payloads, now, StepSize, cancellationToken), cancellationToken).ConfigureAwait(false),
            await RepeatAsync(t => t.Retention.DeleteEventsAsync(rows, StepSize, cancellationToken), cancellationToken).ConfigureAwait(false))
        {
            Keys = await idempotency.PruneAsync(options.Value.InboxAge, cancellationToken).ConfigureAwait(false),
            AuditEntries = options.Value.AuditAge is TimeSpan age ? await PruneTrailAsync(by, now, now - age, cancellationToken).ConfigureAwait(false) : 0,
        };
        if (report != new PruneReport(0, 0, 0))
        {
            string detail = string.Create(CultureInfo.InvariantCulture, $"{report.Payloads} payloads, {report.Effects} effects, {report.Events} events, {report.Keys} keys, {report.AuditEntries} audit entries");
            await store.RunAsync(
                t => t.Audit.WriteAsync(new AuditLine(now.ToUnixTimeMilliseconds(), null, null, "pruned", detail, by), cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return report;
    }

    private async Task<int> PruneTrailAsync(string by, DateTimeOffset now, DateTimeOffset before, CancellationToken cancellationToken)
    {
        int all = 0;
        for (int done = 1; done > 0; all += done)
        {
            done = await store.RunAsync(t => AuditPruning.StepAsync(t, by, now, before, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return all;
    }

    private async Task<int> RepeatAsync(Func<HubTransaction, Task<int>> step, CancellationToken cancellationToken)
    {
        int all = 0;
        for (int done = StepSize; done == StepSize; all += done)
        {
            done = await store.RunAsync(step, cancellationToken).ConfigureAwait(false);
        }

        return all;
    }
}

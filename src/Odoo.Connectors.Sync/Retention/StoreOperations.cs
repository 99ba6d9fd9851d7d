using System.Globalization;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync;

/// <summary>Prunes in steps of a size that no delivery waits for long.</summary>
internal sealed class StoreOperations(HubStore store, TimeProvider clock, IOptions<RetentionOptions> options) : IStoreOperations
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
            await RepeatAsync(t => t.Retention.DeleteEventsAsync(rows, StepSize, cancellationToken), cancellationToken).ConfigureAwait(false));
        if (report != new PruneReport(0, 0, 0))
        {
            string detail = string.Create(CultureInfo.InvariantCulture, $"by {by}: {report.Payloads} payloads, {report.Effects} effects, {report.Events} events");
            await store.RunAsync(t => t.Audit.WriteAsync(now, null, null, "pruned", detail, cancellationToken), cancellationToken).ConfigureAwait(false);
        }

        return report;
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

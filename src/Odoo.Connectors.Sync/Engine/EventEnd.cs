namespace Odoo.Connectors.Sync;

/// <summary>Ends the events whose last open effect is done, or parks those with a refused one.</summary>
internal static class EventEnd
{
    public static async Task ReachAsync(HubTransaction transaction, string effectKey, CaseReason? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (EventProgress progress in await transaction.Ledger.ProgressAsync(effectKey, cancellationToken).ConfigureAwait(false))
        {
            if (progress.Refused > 0)
            {
                await transaction.Inbox.FinishAsync(
                    progress.EventId, EventState.Parked, reason?.Message ?? "an effect was refused", cancellationToken).ConfigureAwait(false);
                await transaction.Audit.WriteAsync(now, progress.EventId, effectKey, "parked", reason?.Cause, cancellationToken).ConfigureAwait(false);
            }
            else if (progress.Open == 0)
            {
                await transaction.Inbox.FinishAsync(progress.EventId, EventState.Applied, "applied", cancellationToken).ConfigureAwait(false);
                await transaction.Audit.WriteAsync(now, progress.EventId, null, "applied", null, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}

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
            else if (progress.Open == 0 && progress.Rejected > 0)
            {
                EventState state = progress.Applied > 0 ? EventState.Applied : EventState.Absorbed;
                string words = (progress.Applied > 0 ? "partly applied, the rest was " : "") + (reason?.Message ?? "rejected");
                await transaction.Inbox.FinishAsync(progress.EventId, state, words, cancellationToken).ConfigureAwait(false);
                await transaction.Audit.WriteAsync(now, progress.EventId, null, state.ToString().ToLowerInvariant(), words, cancellationToken).ConfigureAwait(false);
            }
            else if (progress.Open == 0)
            {
                await transaction.Inbox.FinishAsync(progress.EventId, EventState.Applied, "applied", cancellationToken).ConfigureAwait(false);
                await transaction.Audit.WriteAsync(now, progress.EventId, null, "applied", null, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}

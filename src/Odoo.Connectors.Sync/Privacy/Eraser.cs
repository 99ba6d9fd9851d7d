using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Erases what the store keeps of a record, in a transaction that the caller commits.</summary>
internal static class Eraser
{
    /// <summary>What is kept of it, but for one event that is at its end with this transaction.</summary>
    public static async Task<(RecordLink? Record, Traces Traces)> FindAsync(HubTransaction transaction, ExternalRef subject, long? except, CancellationToken cancellationToken)
    {
        RecordLink? record = await transaction.Identity.FindAsync(subject, cancellationToken).ConfigureAwait(false);
        Traces traces = await transaction.Privacy.FindAsync(record?.References ?? [subject], cancellationToken).ConfigureAwait(false);
        if (except is long own && traces.Events.Contains(own))
        {
            traces.OpenEvents--;
        }

        return (record, traces);
    }

    /// <summary>Why it cannot be erased now; null where it can.</summary>
    public static string? Obstacle(ExternalRef subject, Traces traces) => traces.OpenEvents + traces.OpenEffects == 0 ? null
        : $"{traces.OpenEvents} events and {traces.OpenEffects} effects of {subject} are open; wait for them, skip or resolve their cases, then erase.";

    public static async Task EraseAsync(HubTransaction transaction, RecordLink? record, Traces traces, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await transaction.Privacy.BlankAsync(traces, record, cancellationToken).ConfigureAwait(false);
        foreach (string lane in traces.Lanes)
        {
            await transaction.Keys.EraseAsync(lane, now, cancellationToken).ConfigureAwait(false);
        }
    }

    public static string Words(ExternalRef subject, Traces traces) => $"{subject}: {traces.Events.Count} events, {traces.Effects.Count} effects";
}

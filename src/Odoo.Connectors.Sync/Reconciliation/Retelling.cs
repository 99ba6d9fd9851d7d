using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Finds the deliveries of records in the lists of their source: each list is read from the oldest of them until all are found.</summary>
internal static class Retelling
{
    public static async Task<IReadOnlyDictionary<ExternalRef, Delivery>> FindAsync(IPollFeed feed, IEnumerable<Position> positions, CancellationToken cancellationToken)
    {
        Dictionary<ExternalRef, Delivery> found = [];
        foreach (IGrouping<string, Position> list in positions.Where(p => p is { Stream: not null, ToldAs: not null }).GroupBy(p => p.Stream!, StringComparer.Ordinal))
        {
            HashSet<ExternalRef> wanted = [.. list.Select(p => p.ToldAs!)];
            // A list may show what changed after a time, not what changed at it.
            await foreach (Delivery delivery in FeedLists.ReadAsync(feed, list.Key, list.Min(p => p.ToldAt).AddSeconds(-1), cancellationToken).ConfigureAwait(false))
            {
                if (wanted.Remove(delivery.Subject))
                {
                    found[delivery.Subject] = delivery with { Priority = DeliveryPriority.Reconciliation };
                }

                if (wanted.Count == 0)
                {
                    break;
                }
            }
        }

        return found;
    }
}

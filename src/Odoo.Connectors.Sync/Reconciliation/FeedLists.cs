using System.Runtime.CompilerServices;

namespace Odoo.Connectors.Sync;

/// <summary>A list of a source, page after page to its end.</summary>
internal static class FeedLists
{
    public static async IAsyncEnumerable<Delivery> ReadAsync(IPollFeed feed, string stream, DateTimeOffset? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? watermark = feed.Begin(stream, from);
        PollPage page;
        do
        {
            page = await feed.PollAsync(stream, watermark, cancellationToken).ConfigureAwait(false);
            watermark = page.Watermark ?? watermark;
            foreach (Delivery delivery in page.Deliveries)
            {
                yield return delivery;
            }
        }
        while (page.HasMore);
    }
}

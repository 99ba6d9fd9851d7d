using System.Collections.Concurrent;

namespace Odoo.Connectors.HubSpot.Internal.Feed;

/// <summary>
/// What was delivered inside the overlap: it is not delivered again unchanged while this process remembers. It counts only when the
/// next poll brings the watermark that was returned with it, that is when the page was stored.
/// </summary>
internal sealed class SeenRecords
{
    // A live poll and a pass over the same stream go on side by side.
    private readonly ConcurrentDictionary<(string Stream, string? Watermark), Progress> _progress = [];

    public IReadOnlyDictionary<string, DateTimeOffset> At(string stream, string? watermark) =>
        _progress.TryGetValue((stream, watermark), out Progress? progress) ? progress.Seen : new Dictionary<string, DateTimeOffset>();

    public void Keep(string stream, string? asked, string? returned, IEnumerable<KeyValuePair<string, DateTimeOffset>> found, DateTimeOffset since)
    {
        Dictionary<string, DateTimeOffset> next = new(At(stream, asked).Where(s => s.Value >= since), StringComparer.Ordinal);
        foreach ((string id, DateTimeOffset at) in found)
        {
            next[id] = at;
        }

        // The watermark asked with stays until its successor is asked with: the commit of this page may fail, and then it comes again.
        if (_progress.TryGetValue((stream, asked), out Progress? before) && before.Before != asked)
        {
            _progress.TryRemove((stream, before.Before), out _);
        }

        _progress[(stream, returned)] = new Progress(asked, next);
    }

    private sealed record Progress(string? Before, IReadOnlyDictionary<string, DateTimeOffset> Seen);
}

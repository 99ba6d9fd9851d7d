using Odoo.Connectors.Sync;
using static Odoo.Connectors.Testing.Adapters.BrokenRule;

namespace Odoo.Connectors.Testing.Adapters;

/// <summary>What polls bring: everything, wherever they go on.</summary>
internal static class FeedChecks
{
    private const int MostPages = 60;

    public static IReadOnlyList<CheckEntry> All { get; } =
    [
        new("feed.everything", AdapterPart.Feed, "A scan of several pages brings every record, and each decodes to a change of itself.", EverythingAsync),
        new("feed.ties", AdapterPart.Feed, "However many records share a time, none is passed over between two pages.", TiesAsync),
        new("feed.resumes", AdapterPart.Feed, "From any watermark another process brings all that had not come.", ResumesAsync),
        new("feed.meanwhile", AdapterPart.Feed, "What changes while a scan runs comes with it or with the next one.", MeanwhileAsync),
        new("feed.nothing-new", AdapterPart.Feed, "A poll that finds nothing keeps its place, and the next change comes.", NothingNewAsync),
        new("feed.expired-cursor", AdapterPart.Feed, "A cursor that the platform no longer knows is Gone, or passed without losing anything.", ExpiredAsync),
        new("feed.failure-keeps-place", AdapterPart.Feed, "A poll that fails is a failure of its kind, and the same watermark goes on afterwards.", FailureAsync),
    ];

    private static async Task EverythingAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (string stream in bench.Contract.Feed!.Streams)
        {
            Unless(bench.As<IPollFeed>().Streams.Contains(stream), $"the adapter has no stream {stream}");
            string[] ids = Make(bench, stream, i => TimeSpan.FromTicks(bench.Contract.Feed.Resolution.Ticks * i));
            List<PollPage> pages = await ScanAsync(bench, stream, null, cancellationToken).ConfigureAwait(false);
            Unless(pages.Count > 1, $"{stream}: {ids.Length} records came in one page, so that PageSize is not {bench.Contract.Feed.PageSize}");
            AllCame(stream, ids, pages);
            foreach (Delivery delivery in pages.SelectMany(p => p.Deliveries))
            {
                WebhookChecks.IsItsChange(bench, delivery);
            }
        }
    }

    private static async Task TiesAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (string stream in bench.Contract.Feed!.Streams)
        {
            string[] ids = Make(bench, stream, _ => TimeSpan.Zero);
            AllCame(stream, ids, await ScanAsync(bench, stream, null, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task ResumesAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (string stream in bench.Contract.Feed!.Streams)
        {
            string[] ids = Make(bench, stream, i => TimeSpan.FromTicks(bench.Contract.Feed.Resolution.Ticks * i));
            List<PollPage> pages = await ScanAsync(bench, stream, null, cancellationToken).ConfigureAwait(false);
            for (int stopped = 1; stopped < pages.Count; stopped++)
            {
                string? watermark = pages[stopped - 1].Watermark;
                Unless(watermark is not null, $"{stream}: a page that is not the last has no watermark");
                List<PollPage> rest = await ScanAsync(bench, stream, watermark, cancellationToken).ConfigureAwait(false);
                AllCame(stream, ids, [.. pages[..stopped], .. rest]);
                Unless(rest.Sum(p => p.Deliveries.Count) < ids.Length, $"{stream}: the watermark after page {stopped} begins from the start again");
            }
        }
    }

    private static async Task MeanwhileAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (string stream in bench.Contract.Feed!.Streams)
        {
            string[] ids = Make(bench, stream, i => TimeSpan.FromTicks(bench.Contract.Feed.Resolution.Ticks * i));
            PollPage first = await bench.As<IPollFeed>().PollAsync(stream, null, cancellationToken).ConfigureAwait(false);
            // One that sorts before what was read last, and one that came before and changes again.
            bench.Clock.Now += TimeSpan.FromSeconds(2);
            string late = $"{stream}-0000-late", again = first.Deliveries[0].Subject.Id;
            bench.Platform.Change(stream, late, bench.Clock.Now);
            List<PollPage> rest = await ScanAsync(bench, stream, first.Watermark, cancellationToken).ConfigureAwait(false);
            bench.Platform.Change(stream, again, bench.Clock.Now);
            bench.Clock.Now += TimeSpan.FromSeconds(2);
            List<PollPage> next = await ScanAsync(bench, stream, rest[^1].Watermark, cancellationToken).ConfigureAwait(false);
            AllCame(stream, [.. ids, late], [first, .. rest, .. next]);
            Unless(next.SelectMany(p => p.Deliveries).Any(d => d.Subject.Id == again), $"{stream}: a record that changed again after the scan had passed it did not come with the next one");
        }
    }

    private static async Task NothingNewAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (string stream in bench.Contract.Feed!.Streams)
        {
            string[] ids = Make(bench, stream, i => TimeSpan.FromTicks(bench.Contract.Feed.Resolution.Ticks * i));
            string? watermark = (await ScanAsync(bench, stream, null, cancellationToken).ConfigureAwait(false))[^1].Watermark;
            for (int i = 0; i < 2; i++)
            {
                bench.Clock.Now += TimeSpan.FromHours(1);
                List<PollPage> quiet = await ScanAsync(bench, stream, watermark, cancellationToken).ConfigureAwait(false);
                Unless(quiet.Sum(p => p.Deliveries.Count) < ids.Length, $"{stream}: an hour later everything comes again");
                watermark = quiet[^1].Watermark;
                Unless(watermark is not null, $"{stream}: a poll that finds nothing gives its place away");
            }

            bench.Clock.Now += TimeSpan.FromMinutes(5);
            bench.Platform.Change(stream, $"{stream}-new", bench.Clock.Now);
            AllCame(stream, [$"{stream}-new"], await ScanAsync(bench, stream, watermark, cancellationToken).ConfigureAwait(false));
        }
    }

    private static async Task ExpiredAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (string stream in bench.Contract.Feed!.Streams)
        {
            string[] ids = Make(bench, stream, i => TimeSpan.FromTicks(bench.Contract.Feed.Resolution.Ticks * i));
            PollPage first = await bench.As<IPollFeed>().PollAsync(stream, null, cancellationToken).ConfigureAwait(false);
            bench.Platform.ForgetCursors();
            try
            {
                AllCame(stream, ids, [first, .. await ScanAsync(bench, stream, first.Watermark, cancellationToken).ConfigureAwait(false)]);
            }
            catch (ConnectorException e)
            {
                Unless(e.Kind == ErrorKind.Gone, $"{stream}: an expired cursor is {e.Kind}: {e.Message} The engine begins the stream anew only where it is Gone");
                AllCame(stream, ids, await ScanAsync(bench, stream, null, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    private static async Task FailureAsync(Bench bench, CancellationToken cancellationToken)
    {
        foreach (string stream in bench.Contract.Feed!.Streams)
        {
            string[] ids = Make(bench, stream, i => TimeSpan.FromTicks(bench.Contract.Feed.Resolution.Ticks * i));
            PollPage first = await bench.As<IPollFeed>().PollAsync(stream, null, cancellationToken).ConfigureAwait(false);
            foreach ((Wire.Interference how, ErrorKind kind) in new[] { (Wire.Cut(), ErrorKind.Transient), (Wire.Page(503), ErrorKind.Transient), (Wire.Page(200), ErrorKind.Protocol) })
            {
                bench.Wire.OnCall = how;
                ConnectorException e = await bench.FailsAsync(() => bench.As<IPollFeed>().PollAsync(stream, first.Watermark, cancellationToken), $"{stream}: a poll without an answer").ConfigureAwait(false);
                Unless(e.Kind == kind, $"{stream}: a poll fails as {e.Kind}, not {kind}");
            }

            bench.Wire.OnCall = null;
            AllCame(stream, ids, [first, .. await ScanAsync(bench, stream, first.Watermark, cancellationToken).ConfigureAwait(false)]);
        }
    }

    /// <summary>Records of two and a half pages, the first one an hour ago.</summary>
    private static string[] Make(Bench bench, string stream, Func<int, TimeSpan> after)
    {
        int count = (bench.Contract.Feed!.PageSize * 5 / 2) + 1;
        string[] ids = [.. Enumerable.Range(1, count).Select(i => FormattableString.Invariant($"{stream}-{i:0000}"))];
        DateTimeOffset from = bench.Clock.Now - TimeSpan.FromHours(1);
        for (int i = 0; i < count; i++)
        {
            bench.Platform.Change(stream, ids[i], from + after(i));
        }

        return ids;
    }

    private static async Task<List<PollPage>> ScanAsync(Bench bench, string stream, string? watermark, CancellationToken cancellationToken)
    {
        List<PollPage> pages = [];
        do
        {
            PollPage page = await bench.As<IPollFeed>().PollAsync(stream, watermark, cancellationToken).ConfigureAwait(false);
            pages.Add(page);
            watermark = page.Watermark;
            Unless(pages.Count <= MostPages, $"{stream}: after {MostPages} pages there are still more: the watermark does not advance");
        }
        while (pages[^1].HasMore);
        return pages;
    }

    private static void AllCame(string stream, IEnumerable<string> ids, IEnumerable<PollPage> pages)
    {
        HashSet<string> found = [.. pages.SelectMany(p => p.Deliveries).Select(d => d.Subject.Id)];
        string[] lost = [.. ids.Where(i => !found.Contains(i))];
        Unless(lost.Length == 0, $"{stream}: {lost.Length} records never came, {string.Join(", ", lost.Take(3))} among them");
    }
}

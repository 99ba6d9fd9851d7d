using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>
/// A watermark of a source that is read in the order of a time and, within one time, of an id: however many records share a
/// time, a page can end between any two of them. Use its text as <see cref="PollPage.Watermark"/>.
/// </summary>
/// <remarks>
/// A scan reads everything since the last one less an overlap, since sources commit late. Inside a scan the place is exact;
/// between scans it is never past the moment at which the scan began, since what changed later may not have been seen.
/// </remarks>
public sealed record Keyset
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>The time of the last record read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The id of the last record read; empty when there is none of that time.</summary>
    public string Id { get; init; } = "";

    /// <summary>When the scan under way began, by the source's clock where it tells; null between scans.</summary>
    public DateTimeOffset? ScanStartedAt { get; init; }

    /// <summary>How many pages brought something: makes the text new whenever there was something to store.</summary>
    public long Pages { get; init; }

    /// <summary>Reads the text of a watermark.</summary>
    /// <param name="text">The text, or null at the very first poll.</param>
    /// <returns>The keyset, or null when there was no text.</returns>
    /// <exception cref="ConnectorException">The text is not one of a keyset.</exception>
    public static Keyset? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        string[] parts = text.Split('|');
        if (parts.Length == 4
            && TryMoment(parts[0], out DateTimeOffset at)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long pages)
            && (parts[3].Length == 0 || TryMoment(parts[3], out _)))
        {
            DateTimeOffset? scan = TryMoment(parts[3], out DateTimeOffset started) ? started : null;
            return new Keyset { At = at, Id = Uri.UnescapeDataString(parts[1]), Pages = pages, ScanStartedAt = scan };
        }

        throw new ConnectorException(
            ErrorKind.Configuration, "The stored watermark is not one of this adapter; remove it to read the stream from its start.") { Field = "watermark" };
    }

    /// <summary>Where the next page begins.</summary>
    /// <param name="overlap">How far behind the last record a scan begins.</param>
    /// <returns>The time, and inside a scan the id after which to go on within that time; otherwise all of that time are read.</returns>
    public (DateTimeOffset At, string? After) From(TimeSpan overlap) =>
        ScanStartedAt is null ? (At > DateTimeOffset.MinValue + overlap ? At - overlap : DateTimeOffset.MinValue, null) : (At, Id);

    /// <summary>The watermark after a page.</summary>
    /// <param name="before">The watermark before it; null at the very first poll.</param>
    /// <param name="scanStartedAt">When the scan of this page began.</param>
    /// <param name="last">The last record of the page; null when it was empty.</param>
    /// <param name="hasMore">Whether the scan goes on.</param>
    /// <param name="brought">Whether the page has deliveries.</param>
    /// <returns>The watermark; null when nothing was ever read.</returns>
    public static Keyset? After(Keyset? before, DateTimeOffset scanStartedAt, (DateTimeOffset At, string Id)? last, bool hasMore, bool brought)
    {
        if (last is null && before is null)
        {
            return null;
        }

        (DateTimeOffset at, string id) = last ?? (before!.At, before.Id);
        if (!hasMore && at > scanStartedAt)
        {
            (at, id) = (scanStartedAt, "");
        }

        return new Keyset
        {
            At = at, Id = id, ScanStartedAt = hasMore ? scanStartedAt : null, Pages = (before?.Pages ?? 0) + (brought ? 1 : 0),
        };
    }

    /// <summary>The text of the watermark.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Moment(At)}|{Uri.EscapeDataString(Id)}|{Pages}|{(ScanStartedAt is { } scan ? Moment(scan) : "")}");

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    private static bool TryMoment(string text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}

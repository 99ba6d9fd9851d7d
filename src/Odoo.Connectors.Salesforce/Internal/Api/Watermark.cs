using System.Globalization;

namespace Odoo.Connectors.Salesforce.Internal.Api;

/// <summary>
/// How far a stream was read: the moment and id of the last record, and a count of the pages that brought something.
/// The count makes the text new whenever there was something to store, so that getting the text back proves that it was.
/// </summary>
internal sealed record Watermark(DateTimeOffset At, string Id, long Count)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static Watermark? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        string[] parts = text.Split('|');
        return parts.Length == 3
            && DateTimeOffset.TryParseExact(parts[0], Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long count)
                ? new Watermark(at, parts[1], count)
                : throw new SalesforceException(ErrorKind.Configuration, "The stored watermark is not one of the Salesforce adapter; remove it to read the stream from its start.");
    }

    /// <summary>The later of this and a record's place.</summary>
    public static Watermark Advance(Watermark? from, DateTimeOffset at, string id, bool brought)
    {
        Watermark next = from is null || at > from.At || (at == from.At && string.CompareOrdinal(id, from.Id) > 0)
            ? new Watermark(at, id, from?.Count ?? 0)
            : from;
        return brought ? next with { Count = next.Count + 1 } : next;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{At.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture)}|{Id}|{Count}");
}

using System.Globalization;
using Odoo.Connectors.HubSpot.Internal.Mapping;

namespace Odoo.Connectors.HubSpot.Internal.Feed;

/// <summary>A place in a list that is read from its beginning: it survives a restart.</summary>
/// <param name="StartedAt">When the list began: what changed since then is found by searching.</param>
/// <param name="After">HubSpot's cursor of the next page; null for the first.</param>
internal sealed record ListMark(DateTimeOffset StartedAt, string? After)
{
    private const string Start = "list|";

    public static ListMark? Parse(string? text)
    {
        if (text?.StartsWith(Start, StringComparison.Ordinal) is not true)
        {
            return null;
        }

        string[] parts = text.Split('|');
        return parts.Length == 3 && RecordJson.TryMoment(parts[1], out DateTimeOffset startedAt)
            ? new ListMark(startedAt, parts[2].Length == 0 ? null : Uri.UnescapeDataString(parts[2]))
            : throw new ConnectorException(ErrorKind.Configuration, "The stored watermark is not one of this adapter; remove it to read the stream from its start.") { Field = "watermark" };
    }

    /// <summary>The text of the watermark.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start}{StartedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}|{Uri.EscapeDataString(After ?? "")}");
}

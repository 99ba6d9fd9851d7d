using System.Globalization;
using System.Text;
using Odoo.Connectors.Chargebee.Internal.Facts;

namespace Odoo.Connectors.Chargebee.Internal.Feed;

/// <summary>The address of a page: all that changed after a time, oldest first, from a cursor on.</summary>
internal static class ListPath
{
    public const int Limit = 100;

    private static readonly string EventTypes = $"&event_type[in]={Uri.EscapeDataString($"[{string.Join(',', EventFacts.Known.Select(t => $"\"{t}\""))}]")}";

    public static string Of(string stream, DateTimeOffset? after, string? offset)
    {
        StringBuilder path = new();
        path.Append(CultureInfo.InvariantCulture, $"{stream}?limit={Limit}&sort_by[asc]={Streams.TimeOf(stream)}");
        if (after is { } since)
        {
            path.Append(CultureInfo.InvariantCulture, $"&{Streams.TimeOf(stream)}[after]={since.ToUnixTimeSeconds()}");
        }

        if (stream == Streams.Events)
        {
            path.Append(EventTypes);
        }
        else if (Streams.ShowsDeleted(stream))
        {
            path.Append("&include_deleted=true");
        }

        return offset is null ? path.ToString() : path.Append("&offset=").Append(Uri.EscapeDataString(offset)).ToString();
    }
}

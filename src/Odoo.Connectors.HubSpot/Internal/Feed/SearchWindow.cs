using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.HubSpot.Internal.Mapping;

namespace Odoo.Connectors.HubSpot.Internal.Feed;

/// <summary>
/// One page of what changed since a moment, always the first page of a search: HubSpot ends a search after 10,000 records, and pages
/// counted from its start shift when a record changes meanwhile. Where more records share a moment than a page holds, they are read by id.
/// </summary>
internal sealed class SearchWindow(RecordReader reader)
{
    /// <param name="Records">The records of the page.</param>
    /// <param name="At">The moment at which the next page begins.</param>
    /// <param name="Id">The id after which it begins within that moment; empty where all of the moment are to come.</param>
    /// <param name="HasMore">Whether there is a next page.</param>
    internal sealed record Page(IReadOnlyList<JsonElement> Records, DateTimeOffset At, string Id, bool HasMore);

    public async Task<Page> ReadAsync(string type, IReadOnlyList<string> properties, DateTimeOffset at, string after, CancellationToken cancellationToken)
    {
        if (after.Length > 0)
        {
            return await SameMomentAsync(type, properties, at, after, cancellationToken).ConfigureAwait(false);
        }

        string modified = ObjectTypes.ModifiedOf(type);
        RecordPage found = await reader.SearchAsync(type, properties, [Filter(modified, "GTE", at)], modified, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JsonElement> records = found.Results ?? [];
        if (records.Count == 0)
        {
            return new Page([], at, "", HasMore: false);
        }

        DateTimeOffset first = RecordJson.ModifiedAt(records[0], modified);
        DateTimeOffset last = RecordJson.ModifiedAt(records[^1], modified);
        if (records.Count < RecordReader.SearchLimit)
        {
            return new Page(records, last, "", HasMore: false);
        }

        // The last moment may go on behind the page: all of it comes with the next one.
        return first == last
            ? await SameMomentAsync(type, properties, last, "0", cancellationToken).ConfigureAwait(false)
            : new Page([.. records.TakeWhile(r => RecordJson.ModifiedAt(r, modified) < last)], last, "", HasMore: true);
    }

    private async Task<Page> SameMomentAsync(string type, IReadOnlyList<string> properties, DateTimeOffset at, string after, CancellationToken cancellationToken)
    {
        string modified = ObjectTypes.ModifiedOf(type);
        RecordPage found = await reader.SearchAsync(
            type, properties, [Filter(modified, "GTE", at), Filter(modified, "LTE", at), new SearchFilter("hs_object_id", "GT", after)], "hs_object_id", cancellationToken)
            .ConfigureAwait(false);
        IReadOnlyList<JsonElement> records = found.Results ?? [];
        return records.Count < RecordReader.SearchLimit
            ? new Page(records, at.AddMilliseconds(1), "", HasMore: true)
            : new Page(records, at, records.Select(RecordJson.IdOf).Max(IdOrder.Instance)!, HasMore: true);
    }

    private static SearchFilter Filter(string property, string op, DateTimeOffset at) => new(property, op, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}

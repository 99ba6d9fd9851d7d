using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>Which records changed or went in a span of time; seconds do not count.</summary>
internal sealed class SalesforceReplication(SalesforceRecords records, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(15);

    public VendorAnswer Updated(string type, VendorCall call)
    {
        (DateTimeOffset from, DateTimeOffset to) = Span(call);
        return VendorAnswer.Json(200, new JsonObject
        {
            ["ids"] = new JsonArray([.. Within(type, from, to, deleted: false).Select(record => record["Id"]!.DeepClone())]),
            ["latestDateCovered"] = SalesforceValue.Instant(to),
        });
    }

    public VendorAnswer Deleted(string type, VendorCall call)
    {
        (DateTimeOffset from, DateTimeOffset to) = Span(call);
        DateTimeOffset earliest = Minute(clock.GetUtcNow() - Kept);
        return VendorAnswer.Json(200, new JsonObject
        {
            ["deletedRecords"] = new JsonArray([.. Within(type, from < earliest ? earliest : from, to, deleted: true).Select(record => (JsonNode)new JsonObject
            {
                ["deletedDate"] = record["SystemModstamp"]!.DeepClone(), ["id"] = record["Id"]!.DeepClone(),
            })]),
            ["earliestDateAvailable"] = SalesforceValue.Instant(earliest),
            ["latestDateCovered"] = SalesforceValue.Instant(to),
        });
    }

    private IEnumerable<JsonObject> Within(string type, DateTimeOffset from, DateTimeOffset to, bool deleted) => records.All(type).Where(record =>
        (record["IsDeleted"]?.GetValue<bool>() is true) == deleted
        && SalesforceValue.TryInstant(record["SystemModstamp"]!.ToString(), out DateTimeOffset at) && at >= from && at < to);

    private (DateTimeOffset From, DateTimeOffset To) Span(VendorCall call)
    {
        Dictionary<string, StringValues> query = QueryHelpers.ParseQuery(call.Query);
        DateTimeOffset now = clock.GetUtcNow();
        DateTimeOffset from = Time(query, "start");
        DateTimeOffset to = Time(query, "end");
        if (from >= to)
        {
            throw new SalesforceRefusal(400, "INVALID_REPLICATION_DATE", "startDate must be before endDate");
        }

        if (now - from > Longest)
        {
            throw new SalesforceRefusal(400, "INVALID_REPLICATION_DATE", "startDate cannot be more than 30 days ago");
        }

        DateTimeOffset covered = Minute(now);
        return (from, to < covered ? to : covered);
    }

    private static DateTimeOffset Time(Dictionary<string, StringValues> query, string name) =>
        query.TryGetValue(name, out StringValues text) && SalesforceValue.TryInstant(text.ToString(), out DateTimeOffset time)
            ? Minute(time)
            : throw new SalesforceRefusal(400, "MALFORMED_QUERY", $"Illegal value for {name} parameter.");

    private static DateTimeOffset Minute(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMinute), time.Offset);
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>The search: what it knows lags behind, and it goes no further than 10,000 results.</summary>
internal sealed class HubSpotSearch(HubSpotRecords records, HubSpotSchema schema, HubSpotView view, TimeProvider clock)
{
    private const int LongestBody = 3_000;
    private const int MostGroups = 5;
    private const int MostInGroup = 6;
    private const int MostFilters = 18;
    private const int MostPerPage = 200;
    private const int MostResults = 10_000;

    public VendorAnswer Serve(HubSpotCall call, HubSpotType type)
    {
        if (call.RawBody.Length > LongestBody)
        {
            throw Bad($"the body has more than {LongestBody} characters");
        }

        JsonObject body = call.Body();
        if (body["query"] is not null)
        {
            throw HubSpotRefusal.NotEmulated("query in a search");
        }

        (int from, int limit) = Page(body);
        HubSpotFilter[][] groups = Groups(body, type);
        DateTimeOffset now = clock.GetUtcNow();
        var found = new List<HubSpotHit>();
        SortedList<long, HubSpotRecord> all = records.All(type);
        for (int place = HubSpotRecords.First(all, Floor(groups)); place < all.Count; place++)
        {
            HubSpotRecord record = all.GetValueAtIndex(place);
            if (!record.IsArchived && record.Indexed(now) is { } state && Meets(groups, record, state))
            {
                found.Add(new HubSpotHit(record, state));
            }
        }

        var page = new JsonObject
        {
            ["total"] = found.Count,
            ["results"] = new JsonArray([.. Sorted(found, body, type).Skip(from).Take(limit).Select(hit => (JsonNode)view.Read(hit.Record, hit.State, HubSpotInput.Names(body, "properties")))]),
        };
        if (from + limit < found.Count)
        {
            page["paging"] = HubSpotPaging.Next((from + limit).ToString(CultureInfo.InvariantCulture));
        }

        return VendorAnswer.Json(200, page);
    }

    private static bool Meets(HubSpotFilter[][] groups, HubSpotRecord record, HubSpotState state)
    {
        foreach (HubSpotFilter[] group in groups)
        {
            int met = 0;
            while (met < group.Length && group[met].Meets(record, state))
            {
                met++;
            }

            if (met == group.Length)
            {
                return true;
            }
        }

        return groups.Length == 0;
    }

    /// <summary>No record with a lower id can meet the groups.</summary>
    private static long Floor(HubSpotFilter[][] groups) =>
        groups.Select(group => group.Select(filter => filter.Floor).DefaultIfEmpty().Max()).DefaultIfEmpty().Min();

    private static (int From, int Limit) Page(JsonObject body)
    {
        int limit = Number(body, "limit", unless: 10);
        int from = Number(body, "after", unless: 0);
        if (limit is < 1 or > MostPerPage)
        {
            throw Bad($"limit must be between 1 and {MostPerPage}");
        }

        return from + limit <= MostResults ? (from, limit) : throw Bad($"a query answers no more than {MostResults} results");
    }

    private static int Number(JsonObject body, string name, int unless)
    {
        if (HubSpotInput.Text(body, name) is not { Length: > 0 } text)
        {
            return unless;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : throw Bad($"{name} is no number");
    }

    private HubSpotFilter[][] Groups(JsonObject body, HubSpotType type)
    {
        JsonNode?[][] groups = [.. (body["filterGroups"] as JsonArray ?? []).Select(group => (group!["filters"] as JsonArray ?? []).ToArray())];
        if (body["filters"] is JsonArray single)
        {
            groups = [.. groups, [.. single]];
        }

        if (groups.Length > MostGroups || groups.Any(group => group.Length > MostInGroup) || groups.Sum(group => group.Length) > MostFilters)
        {
            throw Bad($"there are more than {MostGroups} groups, {MostInGroup} filters in a group or {MostFilters} filters");
        }

        return [.. groups.Select(group => group.Select(filter => HubSpotFilter.Read(filter!, type, schema)).ToArray())];
    }

    /// <summary>Records that sort alike come with the newest first, since no order is promised.</summary>
    private IEnumerable<HubSpotHit> Sorted(List<HubSpotHit> found, JsonObject body, HubSpotType type)
    {
        JsonArray sorts = body["sorts"] as JsonArray ?? [];
        if (sorts.Count == 0)
        {
            return found;
        }

        if (sorts.Count > 1)
        {
            throw Bad("only one sort is possible");
        }

        (string name, bool descending) = Sort(sorts[0]!);
        if (name == "hs_object_id" && !descending)
        {
            // So they are kept.
            return found;
        }

        string kind = (schema.Find(type, name) ?? throw Bad($"there is no property {name} to sort by")).Type;
        Comparer<object?> order = Comparer<object?>.Create(HubSpotFilter.Compare);
        object? Key(HubSpotHit hit) => HubSpotFilter.Own(hit.Record, hit.State, name, kind);
        return (descending ? found.OrderByDescending(Key, order) : found.OrderBy(Key, order)).ThenByDescending(hit => hit.Record.Id);
    }

    private static (string Name, bool Descending) Sort(JsonNode sort)
    {
        if (sort is JsonObject)
        {
            return (HubSpotInput.Needed(sort, "propertyName"), HubSpotInput.Text(sort, "direction") == "DESCENDING");
        }

        string name = sort.ToString();
        return (name.TrimStart('-'), name.StartsWith('-'));
    }

    private static HubSpotRefusal Bad(string why) => HubSpotRefusal.Bad($"There was a problem with the request: {why}.");
}

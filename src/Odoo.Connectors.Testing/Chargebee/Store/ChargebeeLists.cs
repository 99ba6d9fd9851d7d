using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing.Chargebee;

/// <summary>Pages of a list: filtered, sorted, continued after a value and not after a number of rows.</summary>
internal sealed class ChargebeeLists(ChargebeeWorld world)
{
    private const int UsualLimit = 10;
    private const int LargestLimit = 100;

    private readonly Dictionary<(string Kind, string Sort), (long Changes, Row[] Rows)> _sorted = [];

    /// <summary>The rows of a page as they are stored, of all or of those that are given, and where the next one begins.</summary>
    public (IReadOnlyList<JsonObject> Rows, string? Next) Page(ChargebeeKind kind, IEnumerable<JsonObject>? of, Func<JsonObject, bool> isKept, string query)
    {
        Dictionary<string, StringValues> given = QueryHelpers.ParseQuery(query);
        (string sort, bool ascending) = Sort(kind, given);
        ChargebeeFilter[] filters = [.. given.Where(pair => pair.Key is not ("limit" or "offset" or "include_deleted") && !world.Options.UnsearchableFields.Contains(pair.Key.Split('[')[0]) && !pair.Key.StartsWith("sort_by[", StringComparison.Ordinal))
            .Select(pair => ChargebeeFilter.Read(kind, pair.Key, pair.Value.ToString()))];
        bool withDeleted = given.TryGetValue("include_deleted", out StringValues asked) && asked == "true";
        long known = sort == "updated_at" || filters.Any(filter => filter.Field == "updated_at") ? (world.Agenda.Now - world.Options.ListDelay).ToUnixTimeSeconds() : long.MaxValue;
        int limit = Limit(given);
        Row[] rows = of is null ? Sorted(kind, sort) : Sorted(of, sort);
        int place = given.TryGetValue("offset", out StringValues offset) ? After(rows, Parse(offset.ToString()), ascending) : ascending ? 0 : rows.Length - 1;
        List<Row> page = [];
        for (; place >= 0 && place < rows.Length && page.Count <= limit; place += ascending ? 1 : -1)
        {
            JsonObject row = rows[place].Value;
            if ((withDeleted || !row.Flag("deleted")) && row.Number("updated_at") <= known && isKept(row) && filters.All(filter => filter.Holds(row)))
            {
                page.Add(rows[place]);
            }
        }

        return ([.. page.Take(limit).Select(row => row.Value)], page.Count > limit ? Offset(page[limit - 1].Key) : null);
    }

    /// <summary>All of a kind in ascending order; as before while nothing has changed.</summary>
    private Row[] Sorted(ChargebeeKind kind, string sort)
    {
        if (!_sorted.TryGetValue((kind.Name, sort), out (long Changes, Row[] Rows) known) || known.Changes != world.Store.Changes)
        {
            known = (world.Store.Changes, Sorted(world.Store.All(kind.Name), sort));
            _sorted[(kind.Name, sort)] = known;
        }

        return known.Rows;
    }

    private static Row[] Sorted(IEnumerable<JsonObject> of, string sort) => [.. of.Select(row => new Row(Key(row, sort), row)).Order(Comparer<Row>.Create((one, two) => Compare(one.Key, two.Key)))];

    /// <summary>The place of the first row after a key, in the direction of the list.</summary>
    private static int After(Row[] rows, (long, string, string) key, bool ascending)
    {
        (int low, int high) = (0, rows.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            int order = Compare(rows[middle].Key, key);
            (low, high) = order < 0 || (order == 0 && ascending) ? (middle + 1, high) : (low, middle);
        }

        return ascending ? low : low - 1;
    }

    private static (string Sort, bool Ascending) Sort(ChargebeeKind kind, Dictionary<string, StringValues> given)
    {
        foreach ((string parameter, bool ascending) in ((string, bool)[])[("sort_by[asc]", true), ("sort_by[desc]", false)])
        {
            if (given.TryGetValue(parameter, out StringValues name))
            {
                return kind.Sorts.Contains(name.ToString()) ? (name.ToString(), ascending) : throw ChargebeeRefusal.Wrong(parameter, $"must be one of {string.Join(", ", kind.Sorts)}.");
            }
        }

        return (kind.Sort, kind.Sort == "id");
    }

    private static (long, string, string) Key(JsonObject row, string sort) => (row.Optional(sort) ?? 0, row.Text(sort) ?? string.Empty, row.Text("id")!);

    private static int Compare((long, string, string) one, (long, string, string) two)
    {
        int numbers = one.Item1.CompareTo(two.Item1);
        int texts = numbers != 0 ? numbers : string.CompareOrdinal(one.Item2, two.Item2);
        return texts != 0 ? texts : string.CompareOrdinal(one.Item3, two.Item3);
    }

    private static int Limit(Dictionary<string, StringValues> given)
    {
        if (!given.TryGetValue("limit", out StringValues text))
        {
            return UsualLimit;
        }

        return int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= LargestLimit
            ? limit
            : throw ChargebeeRefusal.Wrong("limit", "must be between 1 and 100.");
    }

    private static string Offset((long Number, string Text, string Id) key) =>
        new JsonArray(key.Text.Length > 0 ? key.Text : key.Number.ToString(CultureInfo.InvariantCulture), key.Id).ToJsonString();

    private static (long, string, string) Parse(string offset)
    {
        try
        {
            if (JsonNode.Parse(offset) is JsonArray { Count: 2 } parts)
            {
                string value = parts[0]!.ToString();
                bool isNumber = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number);
                return (isNumber ? number : 0, isNumber ? string.Empty : value, parts[1]!.ToString());
            }
        }
        catch (JsonException)
        {
            // Refused below as every other text that is no offset.
        }

        throw ChargebeeRefusal.Wrong("offset", "is no offset that a list has answered.");
    }

    private sealed record Row((long Number, string Text, string Id) Key, JsonObject Value);
}

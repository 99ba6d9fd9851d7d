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

    /// <summary>The rows of a page as they are stored, and where the next one begins.</summary>
    public (IReadOnlyList<JsonObject> Rows, string? Next) Page(ChargebeeKind kind, IEnumerable<JsonObject> all, string query)
    {
        Dictionary<string, StringValues> given = QueryHelpers.ParseQuery(query);
        (string sort, bool ascending) = Sort(kind, given);
        ChargebeeFilter[] filters = [.. given.Where(pair => pair.Key is not ("limit" or "offset" or "include_deleted") && !pair.Key.StartsWith("sort_by[", StringComparison.Ordinal))
            .Select(pair => ChargebeeFilter.Read(kind, pair.Key, pair.Value.ToString()))];
        bool withDeleted = given.TryGetValue("include_deleted", out StringValues asked) && asked == "true";
        long known = sort == "updated_at" || filters.Any(filter => filter.Field == "updated_at") ? (world.Agenda.Now - world.Options.ListDelay).ToUnixTimeSeconds() : long.MaxValue;
        var comparer = Comparer<(long, string, string)>.Create((one, two) => Compare(one, two) * (ascending ? 1 : -1));
        IEnumerable<(JsonObject Row, (long, string, string) Key)> rows = all
            .Where(row => (withDeleted || !row.Flag("deleted")) && row.Number("updated_at") <= known && filters.All(filter => filter.Holds(row)))
            .Select(row => (row, Key(row, sort)))
            .OrderBy(row => row.Item2, comparer);
        if (given.TryGetValue("offset", out StringValues offset))
        {
            (long, string, string) after = Parse(offset.ToString());
            rows = rows.Where(row => comparer.Compare(row.Key, after) > 0);
        }

        int limit = Limit(given);
        (JsonObject Row, (long, string, string) Key)[] page = [.. rows.Take(limit + 1)];
        return ([.. page.Take(limit).Select(row => row.Row)], page.Length > limit ? Offset(page[limit - 1].Key) : null);
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
}

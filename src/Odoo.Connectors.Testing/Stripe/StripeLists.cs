using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace Odoo.Connectors.Testing;

/// <summary>Cuts a page out of a list.</summary>
internal static class StripeLists
{
    private const int UsualLimit = 10;
    private const int LargestLimit = 100;

    public static JsonObject Page(string url, IReadOnlyList<JsonObject> newestFirst, Dictionary<string, StringValues> query)
    {
        int limit = Limit(query);
        int from = 0;
        int to = newestFirst.Count;
        if (query.TryGetValue("starting_after", out StringValues after))
        {
            from = Place(newestFirst, after.ToString(), "starting_after") + 1;
        }

        bool backwards = query.TryGetValue("ending_before", out StringValues before);
        if (backwards)
        {
            to = Place(newestFirst, before.ToString(), "ending_before");
        }

        bool more = to - from > limit;
        int start = backwards && more ? to - limit : from;
        return Of(url, newestFirst.Skip(start).Take(Math.Min(limit, to - from)), more);
    }

    public static JsonObject Of(string url, IEnumerable<JsonNode> data, bool more) => new()
    {
        ["object"] = "list",
        ["url"] = url,
        ["has_more"] = more,
        ["data"] = new JsonArray([.. data.Select(element => element.DeepClone())]),
    };

    private static int Limit(Dictionary<string, StringValues> query)
    {
        if (!query.TryGetValue("limit", out StringValues text))
        {
            return UsualLimit;
        }

        return int.TryParse(text.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= LargestLimit
            ? limit
            : throw new StripeRefusal(400, "invalid_request_error", $"Invalid limit: {text}; it must be between 1 and 100.", "parameter_invalid_integer", "limit");
    }

    private static int Place(IReadOnlyList<JsonObject> list, string id, string parameter)
    {
        for (int index = 0; index < list.Count; index++)
        {
            if (list[index]["id"]?.GetValue<string>() == id)
            {
                return index;
            }
        }

        throw new StripeRefusal(400, "invalid_request_error", $"No such object: '{id}'", "resource_missing", parameter);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Streaming;

/// <summary>
/// A table that answers <c>search</c> and <c>search_read</c>: conditions on id and write_date, order, limit and offset. As recorded from
/// Odoo 19, moments are ordered by their fractions but compared and shown in whole seconds.
/// </summary>
internal sealed class TableStub
{
    private readonly SortedDictionary<long, (string Name, DateTimeOffset Written)> _rows = [];
    private int _calls;

    public static DateTimeOffset Noon { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What happens before the call of a number, from 1, is answered.</summary>
    public Action<int> BeforeCall { get; set; } = _ => { };

    public void Put(long id, string name = "x", double seconds = 0) => _rows[id] = (name, Noon.AddSeconds(seconds));

    public void Delete(long id) => _rows.Remove(id);

    public HttpResponseMessage Reply(StubRequest request)
    {
        BeforeCall(++_calls);
        string method = request.Args[4]!.GetValue<string>();
        JsonObject keywords = request.Args.Count > 6 ? request.Args[6]!.AsObject() : [];
        IEnumerable<KeyValuePair<long, (string Name, DateTimeOffset Written)>> found = _rows.Where(r => request.Args[5]![0]!.AsArray().All(c => Holds(r.Key, r.Value.Written, c!.AsArray())));
        found = keywords["order"]?.GetValue<string>() switch
        {
            "id" => found,
            "write_date desc, id desc" => found.OrderByDescending(r => r.Value.Written).ThenByDescending(r => r.Key),
            var order => throw new InvalidOperationException($"Not ordered by {order} here."),
        };
        found = found.Skip(keywords["offset"]?.GetValue<int>() ?? 0).Take(keywords["limit"]?.GetValue<int>() ?? int.MaxValue).ToList();
        return Answer.Result(request, method == "search" ? new JsonArray([.. found.Select(r => (JsonNode)r.Key)]) : new JsonArray([.. found.Select(r => Row(r.Key, r.Value))]));
    }

    private static JsonObject Row(long id, (string Name, DateTimeOffset Written) row) =>
        new() { ["id"] = id, ["name"] = row.Name, ["write_date"] = row.Written.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) };

    private static bool Holds(long id, DateTimeOffset written, JsonArray condition) => (condition[0]!.GetValue<string>(), condition[1]!.GetValue<string>()) switch
    {
        ("id", ">") => id > condition[2]!.GetValue<long>(),
        ("write_date", ">=") => string.CompareOrdinal(written.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), condition[2]!.GetValue<string>()) >= 0,
        ("name", "=") => true,
        _ => throw new InvalidOperationException($"No condition {condition.ToJsonString()} here."),
    };
}

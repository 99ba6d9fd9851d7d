using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Loading;

/// <summary>
/// Answers <c>load</c> in the recorded form: ids for rows without a bad one, otherwise <c>false</c> with messages for at most ten bad rows,
/// or an error that names none.
/// </summary>
internal sealed class LoadStub
{
    private readonly Dictionary<string, long> _ids = [];

    /// <summary>The names of rows that are refused.</summary>
    public HashSet<string> Bad { get; } = [];

    /// <summary>Whether the answer says which rows are bad.</summary>
    public bool NamesRows { get; set; } = true;

    /// <summary>What is answered instead, by the number of the call from 1; <see langword="null"/> for the usual.</summary>
    public Func<int, StubRequest, HttpResponseMessage?> Instead { get; set; } = (_, _) => null;

    /// <summary>The rows of each call.</summary>
    public List<int> Calls { get; } = [];

    public IReadOnlyDictionary<string, long> Kept => _ids;

    public HttpResponseMessage Reply(StubRequest request)
    {
        JsonArray rows = request.Args[5]![1]!.AsArray();
        Calls.Add(rows.Count);
        if (Instead(Calls.Count, request) is { } other)
        {
            return other;
        }

        int[] bad = [.. Enumerable.Range(0, rows.Count).Where(i => Bad.Contains(rows[i]![1]!.GetValue<string>()))];
        if (bad.Length > 0)
        {
            return NamesRows ? Answer.Result(request, Messages([.. bad.Take(10).Select(Message)]))
                : Answer.Error(request, "builtins.AttributeError", "'bool' object has no attribute 'lower'");
        }

        return Answer.Result(request, new JsonObject { ["ids"] = new JsonArray([.. Keep(rows).Select(id => (JsonNode)id)]), ["messages"] = new JsonArray(), ["nextrow"] = 0 });
    }

    /// <summary>Keeps the rows of a call whose answer is then lost.</summary>
    public List<long> Keep(JsonArray rows)
    {
        List<long> ids = [];
        foreach (string externalId in rows.Select(r => r![0]!.GetValue<string>()).Where(e => e.Length > 0))
        {
            ids.Add(_ids.TryGetValue(externalId, out long known) ? known : _ids[externalId] = _ids.Count + 1);
        }

        return ids;
    }

    public static JsonObject Messages(params JsonNode[] messages) => new() { ["ids"] = false, ["messages"] = new JsonArray(messages), ["nextrow"] = 0 };

    public static JsonObject Conflict(int row) => new()
    {
        ["rows"] = new JsonObject { ["from"] = row, ["to"] = row }, ["record"] = row, ["type"] = "error",
        ["message"] = "could not serialize access due to concurrent update",
    };

    private static JsonObject Message(int row) => new()
    {
        ["rows"] = new JsonObject { ["from"] = row, ["to"] = row }, ["type"] = "error", ["record"] = row, ["field"] = "type",
        ["message"] = "Value 'zzz' not found in selection field 'Address Type'",
    };
}

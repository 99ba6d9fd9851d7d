using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm.Grouping;

/// <summary>One group: the values of its keys, and its records.</summary>
internal sealed record GroupOf(object?[] Values, List<Row> Rows);

/// <summary>The groups of a search, in order.</summary>
internal static class Groups
{
    public static List<GroupOf> Of(Env env, Model model, JsonNode? domain, List<GroupKey> keys, string? order)
    {
        var groups = Search.Run(env, model.Name, domain)
            .SelectMany(r => Combinations(keys, r).Select(v => (Values: v, Row: r)))
            .GroupBy(g => string.Join('\u0001', g.Values.Select(v => $"{v}")))
            .Select(g => new GroupOf(g.First().Values, [.. g.Select(p => p.Row)]))
            .ToList();
        if (keys.Count == 0 && groups.Count == 0)
        {
            groups = [new GroupOf([], [])];
        }

        var terms = Order(env, model, keys, order);
        return [.. groups.Order(Comparer<GroupOf>.Create((a, b) => terms.Select(t => t(a, b)).FirstOrDefault(o => o != 0)))];
    }

    private static IEnumerable<object?[]> Combinations(List<GroupKey> keys, Row row) => keys.Aggregate(
        (IEnumerable<object?[]>)[[]], (made, key) => made.SelectMany(m => key.Of(row).Select(v => (object?[])[.. m, v])));

    private static List<Comparison<GroupOf>> Order(Env env, Model model, List<GroupKey> keys, string? order)
    {
        var terms = new List<Comparison<GroupOf>>();
        foreach (var term in (order ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var descending = words.Skip(1).Any(w => w.Equals("desc", StringComparison.OrdinalIgnoreCase));
            var index = keys.FindIndex(k => k.Name == words[0] || k.Field.Name == words[0]);
            if (index < 0 && words[0] != "__count" && !words[0].Contains(':', StringComparison.Ordinal))
            {
                throw OdooError.Value($"Order term {Python.Quote(term)} is not a valid aggregate nor valid groupby");
            }

            terms.Add((a, b) => (descending ? -1 : 1) * (index >= 0 ? keys[index].Compare(a.Values[index], b.Values[index])
                : Compare(Aggregates.Of(env, model, words[0], a.Rows), Aggregates.Of(env, model, words[0], b.Rows))));
        }

        for (var i = 0; i < keys.Count; i++)
        {
            var index = i;
            terms.Add((a, b) => keys[index].Compare(a.Values[index], b.Values[index]));
        }

        return terms;
    }

    private static int Compare(JsonNode? a, JsonNode? b) => Js.IsNumber(a) && Js.IsNumber(b) ? Js.Number(a!).CompareTo(Js.Number(b!))
        : string.CompareOrdinal(a?.ToJsonString(), b?.ToJsonString());
}

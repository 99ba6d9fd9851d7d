using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm.Grouping;

/// <summary>What is told of a group: "__count", "amount:sum".</summary>
internal static class Aggregates
{
    public static JsonNode? Of(Env env, Model model, string aggregate, IReadOnlyCollection<Row> rows)
    {
        if (aggregate == "__count")
        {
            return rows.Count;
        }

        var parts = aggregate.Split(':');
        var field = parts.Length == 2 && model.Fields.TryGetValue(parts[0], out var known) ? known : throw OdooError.Value($"Invalid aggregate {Python.Quote(aggregate)}");
        var values = rows.Select(r => env.Value(r, field)).Where(v => v is not null && v is not "").ToList();
        return parts[1] switch
        {
            "sum" when field.Type is FieldType.Boolean => values.Count(v => v is true),
            "sum" or "avg" or "min" or "max" when field.IsNumber => Number(field, parts[1], rows.Select(r => env.Number(r, field.Name)).ToList()),
            "min" or "max" when field.Type is FieldType.Date or FieldType.Datetime or FieldType.Char => Extreme(values, parts[1] == "max"),
            "count" => values.Sum(v => v is long[] many ? many.Length : 1),
            "count_distinct" => values.SelectMany(v => v is long[] many ? many.Cast<object>() : [v!]).Distinct().Count(),
            "bool_and" => rows.All(r => env.Value(r, field) is true),
            "bool_or" => rows.Any(r => env.Value(r, field) is true),
            "array_agg" or "array_agg_distinct" or "recordset" => List(env, field, rows, parts[1] != "array_agg"),
            _ => throw OdooError.Value($"Invalid aggregate method {Python.Quote(parts[1])} for {Python.Quote(aggregate)}."),
        };
    }

    private static JsonNode? Number(Field field, string method, List<decimal> numbers)
    {
        if (numbers.Count == 0)
        {
            return method == "sum" && field.Type is FieldType.Integer ? 0 : method == "sum" ? Js.Float(0m) : Js.False();
        }

        var value = method switch { "sum" => numbers.Sum(), "avg" => numbers.Average(), "min" => numbers.Min(), _ => numbers.Max() };
        return field.Type is FieldType.Integer && method != "avg" ? (long)value : Js.Float(value);
    }

    private static JsonNode Extreme(List<object?> values, bool last) =>
        values.Count == 0 ? Js.False() : last ? values.Cast<string>().Max(StringComparer.Ordinal)! : values.Cast<string>().Min(StringComparer.Ordinal)!;

    private static JsonArray List(Env env, Field field, IEnumerable<Row> rows, bool distinct)
    {
        var items = rows.OrderBy(r => r.Id).SelectMany(r => env.Value(r, field) is long[] many ? many.Select(m => (JsonNode?)m) : [FieldValues.ToJson(env, r, field, names: false)]);
        return [.. distinct ? items.DistinctBy(i => i?.ToJsonString()) : items];
    }
}

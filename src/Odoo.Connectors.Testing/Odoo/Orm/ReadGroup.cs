using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>formatted_read_group: by fields and by months, with sums and counts.</summary>
internal static class ReadGroup
{
    public static JsonNode? Run(Call call)
    {
        var (env, model) = (call.Env, call.Env.Model(call.Model));
        var keys = call.Names("groupby").Select(g => new GroupKey(env, model, g)).ToList();
        var aggregates = call.Names("aggregates");
        var groups = Search.Run(env, call.Model, call["domain"])
            .GroupBy(r => string.Join('|', keys.Select(k => $"{k.Of(r)}")))
            .Select(g => g.ToList())
            .ToList();
        if (keys.Count == 0 && groups.Count == 0)
        {
            groups = [[]];
        }

        groups.Sort((a, b) => keys.Select(k => k.Compare(a[0], b[0])).FirstOrDefault(o => o != 0));
        var rows = groups.Select(g => Describe(env, model, keys, aggregates, g)).Where(r => Having(r, call["having"] as JsonArray ?? [])).Skip(call.Int("offset"));
        return new JsonArray([.. call.Limit > 0 ? rows.Take(call.Limit) : rows]);
    }

    private static JsonObject Describe(Env env, Model model, List<GroupKey> keys, string[] aggregates, List<Row> rows)
    {
        var result = new JsonObject(keys.Select(k => KeyValuePair.Create(k.Name, k.ToJson(rows[0]))));
        var conditions = keys.SelectMany(k => k.Conditions(rows[0])).ToList();
        result["__extra_domain"] = conditions.Count == 0
            ? new JsonArray(new JsonArray(1, "=", 1))
            : new JsonArray([.. Enumerable.Repeat((JsonNode)"&", conditions.Count - 1).Select(a => a.DeepClone()), .. conditions]);
        foreach (var aggregate in aggregates)
        {
            result[aggregate] = Aggregate(env, model, aggregate, rows);
        }

        return result;
    }

    private static JsonNode Aggregate(Env env, Model model, string aggregate, List<Row> rows)
    {
        if (aggregate == "__count")
        {
            return rows.Count;
        }

        var parts = aggregate.Split(':');
        var field = parts.Length == 2 && model.Fields.TryGetValue(parts[0], out var known) ? known : throw OdooError.Value($"Invalid aggregate {Python.Quote(aggregate)}");
        return parts[1] switch
        {
            "sum" when field.Type is FieldType.Integer => (long)rows.Sum(r => env.Number(r, field.Name)),
            "sum" => Js.Float(rows.Sum(r => env.Number(r, field.Name))),
            "count" => rows.Count(r => env.Value(r, field) is not null),
            "count_distinct" => rows.Select(r => env.Value(r, field)).Where(v => v is not null).Distinct().Count(),
            _ => throw OdooError.Value($"Invalid aggregate method {Python.Quote(parts[1])} for {Python.Quote(aggregate)}"),
        };
    }

    /// <summary>Conditions on aggregates, all of which must hold.</summary>
    private static bool Having(JsonObject row, JsonArray having) => having.OfType<JsonArray>().All(term =>
    {
        var order = Js.Number(row[Js.Text(term[0]!)]!).CompareTo(Js.Number(term[2]!));
        return Js.Text(term[1]!) switch { ">" => order > 0, ">=" => order >= 0, "<" => order < 0, "<=" => order <= 0, "!=" => order != 0, _ => order == 0 };
    });

    private sealed class GroupKey
    {
        private readonly Env _env;
        private readonly Field _field;
        private readonly bool _byMonth;
        private readonly RowOrder _order;

        public GroupKey(Env env, Model model, string name)
        {
            var parts = name.Split(':');
            _field = model.Fields.GetValueOrDefault(parts[0]) ?? throw OdooError.Field(model.Name, parts[0], OdooError.Value($"Invalid field {Python.Quote(parts[0])} on model {Python.Quote(model.Name)}"));
            _byMonth = _field.Type is FieldType.Date or FieldType.Datetime;
            if (parts.Length > 1 && !(_byMonth && parts[1] == "month"))
            {
                throw OdooError.Value($"Invalid granularity {Python.Quote(parts[1])}");
            }

            _order = new RowOrder(env, model, parts[0]);
            (_env, Name) = (env, name);
        }

        public string Name { get; }

        public object? Of(Row row) => _env.Value(row, _field) is { } value ? _byMonth ? ((string)value)[..7] : value : null;

        public int Compare(Row a, Row b) => Equals(Of(a), Of(b)) ? 0 : _order.Compare(a, b);

        public JsonNode? ToJson(Row row) => _byMonth && Of(row) is string month
            ? new JsonArray(month + "-01", First(month).ToString("MMMM yyyy", CultureInfo.InvariantCulture))
            : FieldValues.ToJson(_env, row, _field);

        public IEnumerable<JsonNode> Conditions(Row row) => _byMonth && Of(row) is string month
            ? [new JsonArray(_field.Name, ">=", month + "-01"), new JsonArray(_field.Name, "<", First(month).AddMonths(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]
            : [new JsonArray(_field.Name, "=", FieldValues.ToJson(_env, row, _field, names: false))];

        private static DateOnly First(string month) => DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}

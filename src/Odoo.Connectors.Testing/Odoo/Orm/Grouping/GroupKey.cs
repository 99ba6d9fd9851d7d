using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm.Grouping;

/// <summary>One term of a groupby: a field, or a period or part of a date.</summary>
internal sealed class GroupKey
{
    private readonly Env _env;
    private readonly RowOrder? _order;
    private readonly string? _part;

    public GroupKey(Env env, Model model, string name)
    {
        var parts = name.Split(':');
        (_env, Name) = (env, name);
        Field = model.Fields.GetValueOrDefault(parts[0].Split('.')[0]) ?? throw OdooError.Field(model.Name, parts[0], OdooError.Value($"Invalid field {Python.Quote(parts[0])} on model {Python.Quote(model.Name)}"));
        IsDate = Field.Type is FieldType.Date or FieldType.Datetime;
        _part = parts.Length > 1 ? parts[1] : IsDate ? "month" : null;
        if (_part is not null && !(IsDate && (DateParts.IsPeriod(_part) || DateParts.IsNumber(_part))))
        {
            throw OdooError.Value($"Granularity set on a no-datetime field or property: {Python.Quote(name)}");
        }

        if (Field.Type is FieldType.Many2One)
        {
            _order = new RowOrder(env, env.Model(Field.Relation), env.Model(Field.Relation).Order);
        }
    }

    public string Name { get; }

    public Field Field { get; }

    public bool IsDate { get; }

    public bool IsPeriod => _part is not null && DateParts.IsPeriod(_part);

    /// <summary>The groups that a record is in: several for a list of links.</summary>
    public IEnumerable<object?> Of(Row row) => _env.Value(row, Field) switch
    {
        long[] { Length: > 0 } many => many.Cast<object?>(),
        long[] => [null],
        string text when IsDate => [IsPeriod ? DateParts.Start(_part!, DateParts.Parse(text)) : DateParts.Number(_part!, text)],
        "" => [null],
        null when Field.Type is FieldType.Boolean => [false],
        var value => [value],
    };

    public int Compare(object? a, object? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        (long i, long j) when _order is not null && i != j => _order.Compare(_env.Row(Field.Relation, i), _env.Row(Field.Relation, j)),
        (string s, string t) => string.CompareOrdinal(s, t),
        _ => Comparer<object>.Default.Compare(a, b),
    };

    public JsonNode? ToJson(object? value) => value switch
    {
        null => Field.IsNumber ? FieldValues.Zero(Field) is long ? 0 : Js.Float(0) : Js.False(),
        DateTime start => new JsonArray(Text(start), DateParts.Label(_part!, start)),
        long id when Field.IsRelation => _env.World[Field.Relation].Find(id) is { } target ? new JsonArray(id, _env.World.BehaviorOf(Field.Relation).DisplayName(_env, target)) : Js.False(),
        long number => number,
        decimal number => Js.Float(number),
        bool flag => flag,
        _ => value.ToString(),
    };

    /// <summary>The conditions that select the group.</summary>
    public IEnumerable<JsonNode> Conditions(object? value) => value is DateTime start
        ? [new JsonArray(Field.Name, ">=", Text(start)), new JsonArray(Field.Name, "<", Text(DateParts.Next(_part!, start)))]
        : [new JsonArray(value is not null && IsDate ? $"{Field.Name}.{_part}" : Field.Name, "=", value switch { null => Js.False(), long id => id, decimal number => Js.Float(number), bool flag => flag, _ => value.ToString() })];

    /// <summary>The label of a period, as the older read_group gives it.</summary>
    public JsonNode? Plain(object? value) => value is DateTime start ? DateParts.Label(_part!, start) : ToJson(value);

    public JsonObject? Range(object? value) => value is DateTime start ? new JsonObject { ["from"] = Text(start), ["to"] = Text(DateParts.Next(_part!, start)) } : null;

    private string Text(DateTime moment) => moment.ToString(Field.Type is FieldType.Date ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

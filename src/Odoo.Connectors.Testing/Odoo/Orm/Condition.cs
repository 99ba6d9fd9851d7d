using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm.Grouping;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>One condition of a domain.</summary>
internal static class Condition
{
    private static readonly string[] s_operators = ["=", "!=", "<", ">", "<=", ">=", "in", "not in", "like", "not like", "ilike", "not ilike", "=like", "=ilike", "not =like", "not =ilike", "child_of", "parent_of", "any", "not any", "=?", "<>", "=="];

    public static Func<Row, bool> Create(Env env, Model model, string path, string op, JsonNode? value)
    {
        // Capital letters and the signs of other languages are old forms of the same operators.
        op = op.ToLowerInvariant();
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? path : path[..dot];
        var shown = $"('{path}', '{op}', {Python.Repr(value)})";
        if (!model.Fields.TryGetValue(name, out var field))
        {
            throw OdooError.Field(model.Name, name, OdooError.Value($"Invalid field {model.Name}.{name} in condition {shown}"));
        }

        if (!s_operators.Contains(op))
        {
            throw OdooError.Value($"Invalid operator in condition {shown}");
        }

        if (dot >= 0 && field.Type is FieldType.Date or FieldType.Datetime)
        {
            return Part(env, field, path[(dot + 1)..], op, value, shown);
        }

        if (dot >= 0 && field.Type is FieldType.Properties)
        {
            return Property(env, field, path[(dot + 1)..], op, value);
        }

        if (dot >= 0 && !field.IsRelation)
        {
            throw OdooError.Value($"Invalid field {model.Name}.{path} in condition {shown}");
        }

        if (dot >= 0)
        {
            var inner = Create(env, env.Model(field.Relation), path[(dot + 1)..], op, value);
            return r => Targets(env, r, field).Any(inner);
        }

        return op switch
        {
            "<>" => Create(env, model, path, "!=", value),
            "==" => Create(env, model, path, "=", value),
            "any" or "not any" => Any(env, field, value as JsonArray ?? [], op == "any"),
            "child_of" or "parent_of" => Hierarchy(env, model, field, value, op == "child_of"),
            "=?" => Js.IsFalse(value) ? _ => true : Create(env, model, path, "=", value),
            _ when op.Contains("like", StringComparison.Ordinal) => Like(env, field, op, value),
            "<" or ">" or "<=" or ">=" => Compare(env, field, op, value),
            _ => Membership(env, field, op, value),
        };
    }

    public static bool IsNegative(string op) => op.StartsWith("not", StringComparison.Ordinal) || op is "!=" or "<>";

    /// <summary>"date.month_number" and the like.</summary>
    private static Func<Row, bool> Part(Env env, Field field, string part, string op, JsonNode? value, string shown)
    {
        if (!DateParts.IsNumber(part))
        {
            throw OdooError.Value($"Error when processing the term {shown}: unknown property {Python.Quote(part)} of a date");
        }

        var wanted = (value is JsonArray list ? [.. list] : (JsonNode?[])[value]).Where(w => Js.IsNumber(w) || Js.TryNumber(w, out _)).Select(w => Js.Id(w!)).ToList();
        return r => env.Value(r, field) is string text && wanted.Count > 0 && DateParts.Number(part, text) is var actual && op switch
        {
            "<" => actual < wanted[0],
            ">" => actual > wanted[0],
            "<=" => actual <= wanted[0],
            ">=" => actual >= wanted[0],
            "!=" or "not in" => !wanted.Contains(actual),
            _ => wanted.Contains(actual),
        };
    }

    private static Func<Row, bool> Property(Env env, Field field, string name, string op, JsonNode? value)
    {
        var wanted = value is JsonArray list ? [.. list] : (JsonNode?[])[value];
        var pattern = op.Contains("like", StringComparison.Ordinal) ? LikePattern.ToRegex(op.Contains('=', StringComparison.Ordinal) ? Js.Text(value!) : $"%{Js.Text(value!)}%", op.Contains("ilike", StringComparison.Ordinal)) : null;
        var positive = !op.StartsWith("not", StringComparison.Ordinal) && op != "!=";
        return r =>
        {
            var actual = Properties.ValueOf(env, r, field, name);
            var holds = pattern is not null ? Js.IsText(actual) && pattern.IsMatch(Js.Text(actual!))
                : wanted.Any(w => Js.IsFalse(w) ? actual is null : actual is not null && Js.Text(actual) == Js.Text(w!));
            return holds == positive;
        };
    }

    private static IEnumerable<Row> Targets(Env env, Row row, Field field)
    {
        var ids = env.Value(row, field) switch { long id => [id], long[] many => many, _ => (long[])[] };
        return ids.Select(i => env.World[field.Relation].Find(i)).OfType<Row>();
    }

    private static Func<Row, bool> Any(Env env, Field field, JsonArray domain, bool wanted)
    {
        var inner = Domain.Parse(env, env.Model(field.Relation), domain);
        return r => Targets(env, r, field).Any(inner.Matches) == wanted;
    }

    private static Func<Row, bool> Hierarchy(Env env, Model model, Field field, JsonNode? value, bool down)
    {
        var relation = field.Name == "id" ? model.Name : field.Relation;
        var roots = Js.Ids(value);
        var below = new HashSet<long>(roots);
        var queue = new Queue<long>(roots);
        while (queue.TryDequeue(out var id))
        {
            var next = down
                ? env.World[relation].FindBy("parent_id", id).Select(r => r.Id)
                : env.World[relation].Find(id)?.Link("parent_id") is { } parent and not 0 ? [parent] : [];
            foreach (var related in next.Where(below.Add))
            {
                queue.Enqueue(related);
            }
        }

        return r => field.Name == "id" ? below.Contains(r.Id) : Targets(env, r, field).Any(t => below.Contains(t.Id));
    }

    private static Func<Row, bool> Like(Env env, Field field, string op, JsonNode? value)
    {
        var text = value is null || Js.IsFalse(value) ? "" : Js.Text(value);
        var whole = op.Contains('=', StringComparison.Ordinal);
        var pattern = LikePattern.ToRegex(whole ? text : $"%{text}%", op.Contains("ilike", StringComparison.Ordinal));
        var negative = op.StartsWith("not", StringComparison.Ordinal);
        if (text.Length == 0 && !field.IsRelation)
        {
            // No pattern is no condition, but for =like, which then asks for an unset field.
            return whole ? Membership(env, field, negative ? "!=" : "=", JsonValue.Create(false)) : _ => !negative;
        }

        return r => Texts(env, r, field).Any(pattern.IsMatch) != negative;
    }

    private static IEnumerable<string> Texts(Env env, Row row, Field field) => field.IsRelation
        ? Targets(env, row, field).Select(t => env.World.BehaviorOf(t.Model).DisplayName(env, t))
        : env.Value(row, field)?.ToString() is { } text ? [text] : [];

    private static Func<Row, bool> Compare(Env env, Field field, string op, JsonNode? value)
    {
        var wanted = field.Type is FieldType.Many2One ? Js.Id(value!) : Wanted(env, field, value);
        return r =>
        {
            if ((env.Value(r, field) ?? Unset(field)) is not { } actual || wanted is null)
            {
                return false;
            }

            var order = actual is string s ? string.CompareOrdinal(s, wanted as string) : Convert.ToDecimal(actual, null).CompareTo(Convert.ToDecimal(wanted, null));
            return op switch { "<" => order < 0, ">" => order > 0, "<=" => order <= 0, _ => order >= 0 };
        };
    }

    private static Func<Row, bool> Membership(Env env, Field field, string op, JsonNode? value)
    {
        var positive = op is "=" or "in";
        var wanted = value is JsonArray list ? [.. list] : (JsonNode?[])[value];
        if (field.IsRelation && wanted.Any(Js.IsText))
        {
            var names = wanted.Where(Js.IsText).Select(n => Js.Text(n!)).ToHashSet();
            return r => Texts(env, r, field).Any(names.Contains) == positive;
        }

        var (keys, empty) = Keys(env, field, wanted);
        return r => Holds(env.Value(r, field), field, keys, empty) == positive;
    }

    /// <summary>The stored values that "=" and "in" ask for; null where they also ask for no value, or by name.</summary>
    public static HashSet<object?>? Keys(Env env, Field field, JsonNode? value)
    {
        var wanted = value is JsonArray list ? [.. list] : (JsonNode?[])[value];
        return field.IsRelation && wanted.Any(Js.IsText) ? null : Keys(env, field, wanted) is { Empty: false } all ? all.Keys : null;
    }

    private static (HashSet<object?> Keys, bool Empty) Keys(Env env, Field field, JsonNode?[] wanted)
    {
        var keys = wanted.Where(w => !Js.IsFalse(w)).Select(w => Key(env, field, w!)).ToHashSet();
        return (keys, wanted.Any(Js.IsFalse) || (Unset(field) is { } unset && keys.Contains(unset)));
    }

    private static object? Key(Env env, Field field, JsonNode node) => field.Type is FieldType.Integer && !Js.TryNumber(node, out _)
        ? throw new OdooError("psycopg2.errors.InvalidTextRepresentation", $"invalid input syntax for type integer: \"{Js.Text(node)}\"\nLINE 1: ...WHERE \"{field.Name}\" IN ('{Js.Text(node)}')\n")
        : field.IsRelation ? Js.Id(node) : Wanted(env, field, node);

    /// <summary>A value to compare with: moments are cut to the second, and a selection may be any text.</summary>
    private static object? Wanted(Env env, Field field, JsonNode? node) => field.Type switch
    {
        FieldType.Datetime when Js.IsText(node) && Js.Text(node!) is { Length: > 20 } text && text[19] == '.' => FieldValues.ToStore(env, "", field, text[..19]),
        FieldType.Selection when Js.IsText(node) => Js.Text(node!),
        _ => FieldValues.ToStore(env, "", field, node),
    };

    /// <summary>The value that a field without one has for comparisons.</summary>
    private static object? Unset(Field field) => field switch
    {
        { IsText: true } => "",
        { IsNumber: true } => FieldValues.Zero(field),
        { Type: FieldType.Boolean } => false,
        _ => null,
    };

    private static bool Holds(object? actual, Field field, HashSet<object?> keys, bool empty) => actual switch
    {
        long[] many => many.Length == 0 ? empty : many.Any(m => keys.Contains(m)),
        null => empty,
        "" => empty || keys.Contains(""),
        false => empty || keys.Contains(false),
        _ => keys.Contains(actual) || (field.IsNumber && empty && Convert.ToDecimal(actual, null) == 0),
    };
}

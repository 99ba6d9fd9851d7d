using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Rows outside of which a condition cannot hold, as indexes find them: those of some ids, or all after one.</summary>
internal sealed record Candidates
{
    private IReadOnlyList<IReadOnlyList<long>> Lists { get; init; } = [];

    /// <summary>Whether there are lists of ids; else all rows are candidates that come after one.</summary>
    private bool AreListed { get; init; }

    private long AfterId { get; init; }

    private int Count => Lists.Sum(l => l.Count);

    public static Candidates All { get; } = new();

    /// <summary>Of one condition.</summary>
    public static Candidates Of(Env env, Model model, string path, string op, JsonNode? value)
    {
        if (path == "id" && op == ">" && Js.IsNumber(value))
        {
            return new Candidates { AfterId = (long)Math.Floor(Js.Number(value!)) };
        }

        var index = path == "id" ? null : env.World[model.Name].IndexOf(path);
        if (op is not ("=" or "in") || (index is null && path != "id") || model.Fields[path] is { Computed: true } or { OfCompany: true } or { Type: FieldType.One2Many }
            || Condition.Keys(env, model.Fields[path], value) is not { } keys)
        {
            return All;
        }

        return new Candidates { AreListed = true, Lists = index is null ? [[.. keys.OfType<long>()]] : [.. keys.Select(k => index[k!])] };
    }

    public Candidates And(Candidates other) => AreListed && other.AreListed ? Count <= other.Count ? this : other
        : AreListed ? this
        : other.AreListed ? other
        : new Candidates { AfterId = Math.Max(AfterId, other.AfterId) };

    public Candidates Or(Candidates other) => AreListed && other.AreListed ? new Candidates { AreListed = true, Lists = [.. Lists, .. other.Lists] }
        : AreListed || other.AreListed ? All
        : new Candidates { AfterId = Math.Min(AfterId, other.AfterId) };

    /// <summary>The rows by their id.</summary>
    public IEnumerable<Row> Rows(Table table, bool descending)
    {
        if (!AreListed)
        {
            return table.After(AfterId, descending);
        }

        var ids = Lists.Count == 1 ? Lists[0] : Lists.SelectMany(l => l);
        return (descending ? ids.Distinct().OrderDescending() : ids.Distinct().Order()).Select(table.Find).OfType<Row>();
    }
}

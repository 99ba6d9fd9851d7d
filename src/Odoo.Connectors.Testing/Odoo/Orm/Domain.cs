using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>A search domain in prefix notation.</summary>
internal sealed class Domain
{
    private readonly List<string> _mentioned = [];
    private readonly List<Term> _terms = [];

    /// <summary>Rows outside of which it cannot hold.</summary>
    public Candidates Candidates => _terms.Aggregate(Candidates.All, (all, term) => all.And(term.Within));

    public static Domain Parse(Env env, Model model, JsonArray items)
    {
        // Odoo looks from the end.
        foreach (var item in items.Reverse().Where(i => i is not JsonArray && !(Js.IsText(i) && Js.Text(i!) is ("!" or "&" or "|"))))
        {
            throw OdooError.Value($"Domain() invalid item in domain: {Python.Repr(item)}");
        }

        var domain = new Domain();
        var position = 0;
        while (position < items.Count)
        {
            domain._terms.Add(domain.ParseTerm(env, model, items, ref position));
        }

        return domain;
    }

    /// <summary>What a caller gave as a domain: a list, a text letter by letter as Python takes it apart, or nothing.</summary>
    public static JsonArray Items(JsonNode? given) => given switch
    {
        JsonArray list => list,
        _ when Js.IsFalse(given) => [],
        _ when Js.IsText(given) => [.. Js.Text(given!).Select(c => (JsonNode)c.ToString())],
        _ when given!.GetValueKind() is System.Text.Json.JsonValueKind.True => [],
        _ => throw OdooError.Type($"Domain() invalid argument type for domain: {Python.Repr(given)}"),
    };

    public bool Matches(Row row) => _terms.TrueForAll(t => t.Holds(row));

    public bool Mentions(string field) => _mentioned.Contains(field);

    private Term ParseTerm(Env env, Model model, JsonArray items, ref int position)
    {
        if (position >= items.Count)
        {
            throw OdooError.Value($"Domain() malformed domain {Python.Repr(items)}");
        }

        var item = items[position++];
        if (item is JsonArray { Count: 3 } leaf && Js.IsText(leaf[0]) && Js.IsText(leaf[1]))
        {
            var (path, op) = (Js.Text(leaf[0]!), Js.Text(leaf[1]!));
            _mentioned.Add(path);
            return new Term(Condition.Create(env, model, path, op, leaf[2]), Candidates.Of(env, model, path, op, leaf[2]));
        }

        if (item is JsonArray { Count: 3 } constant && Js.IsNumber(constant[0]) && Js.IsNumber(constant[2]))
        {
            var holds = Js.Number(constant[0]!) == Js.Number(constant[2]!);
            return new Term(_ => holds, Candidates.All);
        }

        switch (Js.IsText(item) ? Js.Text(item!) : "")
        {
            case "!":
                var negated = ParseTerm(env, model, items, ref position);
                return new Term(r => !negated.Holds(r), Candidates.All);
            case "&":
                var (a, b) = (ParseTerm(env, model, items, ref position), ParseTerm(env, model, items, ref position));
                return new Term(r => a.Holds(r) && b.Holds(r), a.Within.And(b.Within));
            case "|":
                var (c, d) = (ParseTerm(env, model, items, ref position), ParseTerm(env, model, items, ref position));
                return new Term(r => c.Holds(r) || d.Holds(r), c.Within.Or(d.Within));
            default:
                throw OdooError.Value($"Domain() invalid item in domain: {Python.Repr(item)}");
        }
    }

    /// <summary>A condition, or what operators make of some.</summary>
    private readonly record struct Term(Func<Row, bool> Holds, Candidates Within);
}

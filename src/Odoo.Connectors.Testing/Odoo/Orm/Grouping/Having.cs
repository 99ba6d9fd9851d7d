using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm.Grouping;

/// <summary>Conditions on aggregates, in prefix notation.</summary>
internal static class Having
{
    public static bool Holds(JsonArray having, Func<string, JsonNode?> aggregate)
    {
        var position = 0;
        var holds = true;
        while (position < having.Count)
        {
            holds &= Term(having, ref position, aggregate);
        }

        return holds;
    }

    private static bool Term(JsonArray having, ref int position, Func<string, JsonNode?> aggregate)
    {
        if (position >= having.Count)
        {
            throw OdooError.Value($"Invalid having clause {Python.Repr(having)}");
        }

        var item = having[position++];
        if (Js.IsText(item))
        {
            var op = Js.Text(item!);
            var first = Term(having, ref position, aggregate);
            return op == "!" ? !first : Term(having, ref position, aggregate) is var second && op == "|" ? first || second : first && second;
        }

        if (item is not JsonArray { Count: 3 } term)
        {
            throw OdooError.Value($"Invalid having clause {Python.Repr(item)}");
        }

        var (name, comparison, wanted) = (Js.Text(term[0]!), Js.Text(term[1]!), term[2]);
        var actual = aggregate(name);
        if (comparison is "in" or "not in")
        {
            return (wanted as JsonArray ?? []).Any(w => Js.Number(w!) == Js.Number(actual!)) == (comparison == "in");
        }

        var order = Js.Number(actual!).CompareTo(Js.Number(wanted!));
        return comparison switch
        {
            ">" => order > 0, ">=" => order >= 0, "<" => order < 0, "<=" => order <= 0, "!=" => order != 0, "=" => order == 0,
            _ => throw OdooError.Value($"Invalid having clause {Python.Repr(item)}: unknown operator"),
        };
    }
}

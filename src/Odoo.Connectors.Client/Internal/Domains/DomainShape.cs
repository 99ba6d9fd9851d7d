using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Internal;

/// <summary>What Odoo accepts as a domain. It refuses anything else, with an error that many callers would take for a fault of the server.</summary>
internal static class DomainShape
{
    private static readonly ImmutableArray<string> s_operators =
    [
        "=", "!=", "<", ">", "<=", ">=", "=?", "in", "not in", "any", "not any", "child_of", "parent_of",
        "like", "not like", "ilike", "not ilike", "=like", "=ilike", "not =like", "not =ilike",
    ];

    public static void CheckOperator(string op, string parameter)
    {
        if (!s_operators.Contains(op))
        {
            throw new ArgumentException($"Odoo has no operator '{op}'. It has: {string.Join(", ", s_operators)}.", parameter);
        }
    }

    /// <summary>How many domains stand side by side, joined by an "and" that is not written.</summary>
    public static int Operands(JsonArray terms, string parameter)
    {
        var operands = 0;
        foreach (JsonNode? term in terms.Reverse())
        {
            int needs = Text(term) switch { "&" or "|" => 2, "!" => 1, null when IsCondition(term, parameter) => 0, _ => int.MaxValue };
            if (needs > operands)
            {
                throw new ArgumentException("A domain consists of conditions [field, operator, value] and of '&', '|', '!' before their operands.", parameter);
            }

            operands += needs == 0 ? 1 : 1 - needs;
        }

        return operands;
    }

    private static bool IsCondition(JsonNode? term, string parameter)
    {
        if (term is not JsonArray { Count: 3 } condition || Text(condition[1]) is not { } op)
        {
            return false;
        }

        if (op is "any" or "not any" && condition[2] is JsonArray inner)
        {
            Operands(inner, parameter);
        }

        return Text(condition[0]) is { Length: > 0 } || (op == "=" && IsNumber(condition[0]) && IsNumber(condition[2]));
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static bool IsNumber(JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.Number;
}

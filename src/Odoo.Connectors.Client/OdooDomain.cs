using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client.Internal;

namespace Odoo.Connectors.Client;

/// <summary>
/// Which records, in Odoo's prefix notation. Immutable; combine with <see cref="And"/>, <see cref="Or"/> and
/// <see cref="Not"/>. It prints as its size only, since its values may be personal data.
/// </summary>
public sealed class OdooDomain
{
    private readonly ImmutableArray<JsonNode> _terms;
    private readonly int _operands;

    private OdooDomain(ImmutableArray<JsonNode> terms, int operands)
    {
        _terms = terms;
        _operands = operands;
    }

    /// <summary>All records (archived ones are still left out unless the context says <c>active_test: false</c>).</summary>
    public static OdooDomain All => new([], 0);

    /// <summary>No record.</summary>
    public static OdooDomain None => In("id", Array.Empty<long>());

    /// <summary>One condition.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="op">The operator, such as <c>=</c>, <c>!=</c>, <c>&gt;=</c>, <c>=like</c>, <c>child_of</c>.</param>
    /// <param name="value">The value; moments are sent in UTC as Odoo writes them, <see langword="null"/> as false (unset).</param>
    /// <returns>A domain.</returns>
    public static OdooDomain Where(string field, string op, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        ArgumentException.ThrowIfNullOrWhiteSpace(op);
        return new([new JsonArray(field, op, value?.DeepClone() ?? JsonValue.Create(false))], 1);
    }

    /// <summary>One condition on a date field.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="op">The operator.</param>
    /// <param name="value">The date.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain Where(string field, string op, DateOnly value) => Where(field, op, (JsonNode)OdooFormat.Date(value));

    /// <summary>A field is one of the values. With no values, no record matches.</summary>
    /// <param name="field">The field, or a dotted path.</param>
    /// <param name="values">The values.</param>
    /// <returns>A domain.</returns>
    public static OdooDomain In(string field, IEnumerable<long> values) =>
        Where(field, "in", new JsonArray([.. values.Select(v => (JsonNode)v)]));

    /// <inheritdoc cref="In(string, IEnumerable{long})"/>
    public static OdooDomain In(string field, IEnumerable<string> values) =>
        Where(field, "in", new JsonArray([.. values.Select(v => (JsonNode)v)]));

    /// <summary>A domain in Odoo's own notation, for operators that have no method here.</summary>
    /// <param name="terms">Conditions of three items, and the operators <c>&amp;</c>, <c>|</c>, <c>!</c> before their operands.</param>
    /// <returns>A domain.</returns>
    /// <exception cref="ArgumentException">An operator lacks an operand, or an item is neither operator nor condition.</exception>
    public static OdooDomain Raw(JsonArray terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var operands = 0;
        foreach (var term in terms.Reverse())
        {
            var op = term is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
            var needs = op switch { "&" or "|" => 2, "!" => 1, null when term is JsonArray { Count: 3 } => 0, _ => int.MaxValue };
            if (needs > operands)
            {
                throw new ArgumentException("A domain consists of conditions [field, operator, value] and of '&', '|', '!' before their operands.", nameof(terms));
            }

            operands += needs == 0 ? 1 : 1 - needs;
        }

        return new([.. terms.Select(t => t!.DeepClone())], operands);
    }

    /// <summary>Records that match both.</summary>
    /// <param name="other">The other domain.</param>
    /// <returns>A domain.</returns>
    public OdooDomain And(OdooDomain other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(_terms.AddRange(other._terms), _operands + other._operands);
    }

    /// <summary>Records that match one or both.</summary>
    /// <param name="other">The other domain.</param>
    /// <returns>A domain.</returns>
    public OdooDomain Or(OdooDomain other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return _operands == 0 || other._operands == 0 ? All : new(["|", .. Joined(), .. other.Joined()], 1);
    }

    /// <summary>Records that do not match.</summary>
    /// <returns>A domain.</returns>
    public OdooDomain Not() => _operands == 0 ? None : new(["!", .. Joined()], 1);

    /// <summary>The domain as JSON, for arguments of <see cref="IOdooClient.CallAsync"/>.</summary>
    /// <returns>A new array.</returns>
    public JsonArray ToJson() => new([.. _terms.Select(t => t.DeepClone())]);

    /// <summary>The number of terms, never the terms.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[domain, {_terms.Length} terms]");

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (var term in _terms)
        {
            OdooJson.Write(writer, term);
        }

        writer.WriteEndArray();
    }

    // Implicit "and" exists only at the top level; below an operator it must be spelled out.
    private IEnumerable<JsonNode> Joined() => Enumerable.Repeat(0, _operands - 1).Select(_ => (JsonNode)"&").Concat(_terms);
}

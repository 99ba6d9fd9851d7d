using System.Text.Json.Nodes;

namespace Odoo.Connectors.Sync;

/// <summary>
/// The fields an effect writes, each with the rule that allows it. Ports collect their values here, so that no field leaves without a rule.
/// </summary>
public sealed class PlannedFields
{
    private readonly Dictionary<string, string> _rules = new(StringComparer.Ordinal);
    private readonly string _rule;

    /// <summary>Starts with no exceptions.</summary>
    /// <param name="values">The target's field names and values; the fields set here are added to it.</param>
    /// <param name="rule">The rule of every field that has none of its own.</param>
    public PlannedFields(JsonObject values, string rule)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentException.ThrowIfNullOrEmpty(rule);
        (Values, _rule) = (values, rule);
    }

    /// <summary>What is written.</summary>
    public JsonObject Values { get; }

    /// <summary>The rule of each field that is written now.</summary>
    public IReadOnlyDictionary<string, string> Provenance =>
        Values.ToDictionary(v => v.Key, v => _rules.GetValueOrDefault(v.Key, _rule), StringComparer.Ordinal);

    /// <summary>Sets a field.</summary>
    /// <param name="field">The target's name of it.</param>
    /// <param name="value">Its value.</param>
    /// <param name="rule">The rule that allows it.</param>
    public void Set(string field, JsonNode? value, string rule)
    {
        Values[field] = value;
        _rules[field] = rule;
    }
}

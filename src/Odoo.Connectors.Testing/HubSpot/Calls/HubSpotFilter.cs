using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>One condition of a search.</summary>
internal sealed class HubSpotFilter(string property, string kind, string comparison, object? value, object? high, IReadOnlyList<string> values)
{
    private static readonly string[] Comparisons =
        ["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN", "HAS_PROPERTY", "NOT_HAS_PROPERTY", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"];

    public static HubSpotFilter Read(JsonNode filter, HubSpotType type, HubSpotSchema schema)
    {
        string name = HubSpotInput.Needed(filter, "propertyName");
        string comparison = HubSpotInput.Needed(filter, "operator");
        if (!Comparisons.Contains(comparison))
        {
            throw HubSpotRefusal.Bad($"Invalid input JSON: {comparison} is no operator.");
        }

        string kind = (schema.Find(type, name) ?? throw HubSpotRefusal.Bad($"Property \"{name}\" does not exist")).Type;
        object? value = null;
        object? high = null;
        if (comparison is not ("IN" or "NOT_IN" or "HAS_PROPERTY" or "NOT_HAS_PROPERTY"))
        {
            value = Literal(filter, "value", kind);
            high = comparison == "BETWEEN" ? Literal(filter, "highValue", kind) : null;
        }

        string[] values = comparison is "IN" or "NOT_IN" ? HubSpotInput.Names(filter, "values") ?? throw HubSpotRefusal.Bad($"{comparison} needs values.") : [];
        return new HubSpotFilter(name, kind, comparison, value, high, values);
    }

    /// <summary>The lowest id that can meet it.</summary>
    public long Floor { get; } = property == "hs_object_id" && comparison is ("EQ" or "GT" or "GTE" or "BETWEEN") && value is decimal lowest ? (long)Math.Clamp(lowest, 0, long.MaxValue) : 0;

    public bool Meets(HubSpotRecord record, HubSpotState state)
    {
        object? own = Own(record, state, property, kind);
        return comparison switch
        {
            "HAS_PROPERTY" => own is not null,
            "NOT_HAS_PROPERTY" => own is null,
            "NEQ" => Compare(own, value) != 0,
            "NOT_IN" => own is not null && !values.Any(one => Same(own, one)),
            "NOT_CONTAINS_TOKEN" => own is null || !ContainsToken(own.ToString()!),
            _ when own is null => false,
            "EQ" => Compare(own, value) == 0,
            "LT" => Compare(own, value) < 0,
            "LTE" => Compare(own, value) <= 0,
            "GT" => Compare(own, value) > 0,
            "GTE" => Compare(own, value) >= 0,
            "BETWEEN" => Compare(own, value) >= 0 && Compare(own, high) <= 0,
            "IN" => values.Any(one => Same(own, one)),
            _ => ContainsToken(own.ToString()!),
        };
    }

    /// <summary>The record's own value, as comparisons need it.</summary>
    public static object? Own(HubSpotRecord record, HubSpotState state, string property, string kind) => property switch
    {
        "hs_object_id" => (decimal)record.Id,
        _ when property == record.Type.Modified => (decimal)state.UpdatedAt.ToUnixTimeMilliseconds(),
        _ => HubSpotValue.Comparable(record.Value(property, state), kind),
    };

    public static int Compare(object? left, object? right) => (left, right) switch
    {
        (decimal a, decimal b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        (null, null) => 0,
        (null, _) => -1,
        _ => 1,
    };

    private static object Literal(JsonNode filter, string name, string kind)
    {
        string text = HubSpotInput.Text(filter, name) ?? throw HubSpotRefusal.Bad($"A filter needs its {name}.");
        return HubSpotValue.Comparable(text, kind) ?? throw HubSpotRefusal.Bad($"{text} was not a valid {kind}.");
    }

    // In lists, text is compared as given with what the index holds in lower case: a capital meets nothing.
    private bool Same(object own, string one) => own is decimal ? Compare(own, HubSpotValue.Comparable(one, kind)) == 0 : own.ToString() == one;

    private bool ContainsToken(string own)
    {
        string wanted = value!.ToString()!;
        if (wanted.StartsWith('*') || wanted.EndsWith('*'))
        {
            string part = wanted.Trim('*');
            return wanted switch
            {
                ['*', .., '*'] => own.Contains(part, StringComparison.Ordinal),
                ['*', ..] => own.EndsWith(part, StringComparison.Ordinal),
                _ => own.StartsWith(part, StringComparison.Ordinal),
            };
        }

        string[] tokens = Tokens(own);
        return Array.TrueForAll(Tokens(wanted), tokens.Contains);
    }

    private static string[] Tokens(string text) =>
        new string([.. text.Select(c => char.IsLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

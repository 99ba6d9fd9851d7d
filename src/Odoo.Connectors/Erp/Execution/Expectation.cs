using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>Compares what a plan expects with what is there, exactly as the effect action does.</summary>
internal static class Expectation
{
    private const string TaxGroups = "tax_groups";

    /// <summary>The fields to read for an expectation.</summary>
    public static IEnumerable<string> Fields(JsonObject expect) => expect.Select(e => e.Key == TaxGroups ? "tax_totals" : e.Key);

    /// <summary>The first difference in words, or null. Holds amounts, dates and states only.</summary>
    public static string? Difference(JsonObject expect, OdooRecord record)
    {
        foreach ((string field, JsonNode? wanted) in expect)
        {
            if (field == TaxGroups)
            {
                Dictionary<string, decimal> found = Groups(record);
                JsonObject groups = (JsonObject)wanted!;
                if (found.Count != groups.Count || groups.Any(g => !found.TryGetValue(g.Key, out decimal amount) || !Same(amount, (decimal)g.Value!)))
                {
                    return $"tax_groups is {Text(found)}, expected {groups.ToJsonString()}";
                }
            }
            else if (Different(record, field, wanted) is string actual)
            {
                return $"{field} is {actual}, expected {wanted?.ToJsonString()}";
            }
        }

        return null;
    }

    private static string? Different(OdooRecord record, string field, JsonNode? wanted)
    {
        switch (wanted?.GetValueKind())
        {
            case JsonValueKind.Number when field.EndsWith("_id", StringComparison.Ordinal):
                long? id = record.GetReference(field)?.Id;
                return id == wanted.GetValue<long>() ? null : id?.ToString(CultureInfo.InvariantCulture) ?? "unset";
            case JsonValueKind.Number:
                decimal? number = record.GetDecimal(field);
                return number is decimal n && Same(n, wanted.GetValue<decimal>()) ? null : number?.ToString(CultureInfo.InvariantCulture) ?? "unset";
            case JsonValueKind.Array:
                string ids = $"[{string.Join(", ", record.GetIds(field))}]";
                return ids == $"[{string.Join(", ", ((JsonArray)wanted).Select(id => id?.ToJsonString()))}]" ? null : ids;
            case JsonValueKind.True or JsonValueKind.False:
                bool flag = record.GetBoolean(field);
                return flag == wanted.GetValue<bool>() ? null : flag ? "true" : "false";
            default:
                string? text = record.GetString(field);
                return text == (string?)wanted ? null : text ?? "unset";
        }
    }

    private static Dictionary<string, decimal> Groups(OdooRecord record)
    {
        Dictionary<string, decimal> groups = new(StringComparer.Ordinal);
        if (record.Values.TryGetProperty("tax_totals", out JsonElement totals) && totals.ValueKind == JsonValueKind.Object
            && totals.TryGetProperty("subtotals", out JsonElement subtotals))
        {
            foreach (JsonElement group in subtotals.EnumerateArray().SelectMany(s => s.GetProperty("tax_groups").EnumerateArray()))
            {
                string id = group.GetProperty("id").GetRawText();
                groups[id] = groups.GetValueOrDefault(id) + group.GetProperty("tax_amount_currency").GetDecimal();
            }
        }

        return groups;
    }

    // Odoo sends binary floating point: 0.21000000000000002 is 0.21.
    private static bool Same(decimal left, decimal right) => Math.Abs(left - right) < 0.0000005m;

    private static string Text(Dictionary<string, decimal> groups) =>
        "{" + string.Join(", ", groups.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key}: {g.Value}"))) + "}";
}

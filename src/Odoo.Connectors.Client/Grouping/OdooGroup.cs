using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client;

/// <summary>One group of records. Its values may be personal data and are not printed.</summary>
public sealed class OdooGroup
{
    private readonly OdooDomain _all;

    internal OdooGroup(string model, JsonElement values, OdooDomain all) => (Values, _all) = (new OdooRecord(model, values), all);

    /// <summary>
    /// The group's values by the names asked for: <c>Values.GetReference("partner_id")</c>, <c>Values.GetDecimal("amount:sum")</c>.
    /// </summary>
    public OdooRecord Values { get; }

    /// <summary>How many records there are, if <c>__count</c> was asked for.</summary>
    public long Count => Values.GetInt64("__count") ?? 0;

    /// <summary>The first day or moment of a group by date, such as <c>2026-03-01</c> of <c>date:month</c>; <see langword="null"/> if unset.</summary>
    /// <param name="groupBy">The grouping as it was asked for.</param>
    /// <returns>The date; of a datetime field the part before the time.</returns>
    public DateOnly? StartOf(string groupBy)
    {
        if (!Values.Values.TryGetProperty(groupBy, out JsonElement value) || value.ValueKind == JsonValueKind.False)
        {
            return Values.Has(groupBy) ? null : throw new OdooProtocolException(Values.Model, groupBy, "was not grouped by");
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2 && value[0].ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value[0].GetString()!.Split(' ')[0], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out DateOnly start)
            ? start : throw new OdooProtocolException(Values.Model, groupBy, "is not a period");
    }

    /// <summary>The domain of the group's records, for reading them.</summary>
    /// <returns>The domain that was grouped, and the group's own conditions.</returns>
    public OdooDomain ToDomain() => Values.Values.TryGetProperty("__extra_domain", out JsonElement extra) && extra.ValueKind == JsonValueKind.Array
        ? _all.And(OdooDomain.Raw(JsonNode.Parse(extra.GetRawText())!.AsArray()))
        : throw new OdooProtocolException(Values.Model, "__extra_domain", "is no domain");

    /// <summary>Nothing of the values.</summary>
    /// <returns>A placeholder.</returns>
    public override string ToString() => $"[group of {Values.Model}]";
}

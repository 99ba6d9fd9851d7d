using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>How values look on the wire.</summary>
internal static class SalesforceValue
{
    private const decimal FirstScientific = 10_000_000m;

    private static readonly string[] Instants =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    public static string Instant(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'.000+0000'", CultureInfo.InvariantCulture);

    public static bool TryInstant(string text, out DateTimeOffset value)
    {
        // The vendor writes its offsets without a colon, which no .NET format reads.
        string withColon = text.Length > 5 && text[^5] is '+' or '-' ? text.Insert(text.Length - 2, ":") : text;
        value = default;
        return withColon.Contains('T', StringComparison.Ordinal)
            && (withColon.EndsWith('Z') || withColon[^6] is '+' or '-')
            && DateTimeOffset.TryParseExact(withColon, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    }

    public static bool TryDate(string text, out DateOnly value) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    /// <summary>Decimals always show a digit after the point; from eight integer digits on they are scientific.</summary>
    public static JsonNode Number(decimal value)
    {
        decimal size = Math.Abs(value);
        if (size < FirstScientific)
        {
            return Raw(value.ToString("0.0###################", CultureInfo.InvariantCulture));
        }

        int exponent = 0;
        while (size >= 10m)
        {
            size /= 10m;
            exponent++;
        }

        string sign = value < 0 ? "-" : string.Empty;
        return Raw(sign + size.ToString("0.0###################", CultureInfo.InvariantCulture) + "E" + exponent.ToString(CultureInfo.InvariantCulture));
    }

    public static bool TryNumber(JsonNode? node, out decimal value)
    {
        value = 0;
        return node is not null
            && node.GetValueKind() == JsonValueKind.Number
            && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    private static JsonNode Raw(string text) => JsonNode.Parse(text)!;
}

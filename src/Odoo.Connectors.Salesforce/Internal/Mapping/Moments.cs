using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>Dates and moments as the REST API writes them.</summary>
internal static class Moments
{
    // The offset has no colon, which no format of .NET reads; Salesforce always writes UTC.
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", "yyyy-MM-dd'T'HH:mm:ss'+0000'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'",
    ];

    public static DateTimeOffset Of(JsonObject record, string field) =>
        DateTimeOffset.TryParseExact(
            JsonText.Of(record[field]) ?? throw FieldErrors.Missing(field),
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset moment)
            ? moment
            : throw FieldErrors.Wrong(field, "a moment such as 2026-09-15T09:30:00.000+0000");

    public static DateOnly? DateOf(JsonObject record, string field)
    {
        string? text = JsonText.Of(record[field]);
        return string.IsNullOrEmpty(text)
            ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
                ? date
                : throw FieldErrors.Wrong(field, "a date such as 2026-09-15");
    }
}

using System.Globalization;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>How values look on the wire: text, all of them.</summary>
internal static class HubSpotValue
{
    public static string Instant(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static bool TryNumber(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <summary>An instant, written as ISO 8601 or as milliseconds since 1970.</summary>
    public static bool TryInstant(string text, out DateTimeOffset value)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds))
        {
            value = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            return true;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value) && text.Length >= 10 && text[4] == '-';
    }

    /// <summary>A date, written as such or as milliseconds at midnight UTC.</summary>
    public static bool TryDate(string text, out DateOnly value)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value))
        {
            return true;
        }

        bool midnight = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds % 86_400_000 == 0;
        value = midnight ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime) : default;
        return midnight;
    }

    /// <summary>What a filter compares: numbers and times as a number, text as itself.</summary>
    public static object? Comparable(string? text, string type) => text switch
    {
        null => null,
        _ when type == "number" => TryNumber(text, out decimal number) ? number : null,
        _ when type is "date" or "datetime" => TryInstant(text, out DateTimeOffset instant) ? (decimal)instant.ToUnixTimeMilliseconds() : null,
        _ => text.ToLowerInvariant(),
    };
}

using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>Days and moments of properties: a day is a date or milliseconds at midnight UTC, a moment ISO 8601 or milliseconds.</summary>
internal static class Days
{
    public static DateOnly? Of(ref Utf8JsonReader reader) =>
        JsonField.Text(ref reader) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : DateOnly.FromDateTime(Parse(text).UtcDateTime);

    public static DateTimeOffset? MomentOf(ref Utf8JsonReader reader) => JsonField.Text(ref reader) is { } text ? Parse(text) : null;

    /// <summary>The day of a moment in a zone; UTC where the zone is not known.</summary>
    public static DateOnly In(DateTimeOffset moment, string? zone) => DateOnly.FromDateTime(
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? known) ? TimeZoneInfo.ConvertTime(moment, known).DateTime : moment.UtcDateTime);

    private static DateTimeOffset Parse(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        : RecordJson.TryMoment(text, out DateTimeOffset moment) ? moment
        : throw new InvalidOperationException("A day or a moment was expected.");
}

using System.Globalization;

namespace Odoo.Connectors.Sync;

/// <summary>Hours of a day in a zone; they may span midnight.</summary>
internal sealed record BatchWindow(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    public static BatchWindow? Parse(string text, TimeZoneInfo zone)
    {
        string[] parts = text.Split('-');
        return parts.Length == 2 && TryHour(parts[0], out TimeOnly from) && TryHour(parts[1], out TimeOnly to) && from != to ? new BatchWindow(from, to, zone) : null;
    }

    public bool IsOpen(DateTimeOffset at) => TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(at, Zone).TimeOfDay).IsBetween(From, To);

    private static bool TryHour(string text, out TimeOnly hour) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out hour);
}

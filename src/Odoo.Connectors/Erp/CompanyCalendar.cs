namespace Odoo.Connectors.Erp;

/// <summary>The days of a company: an instant is the day that it is in the company's time zone.</summary>
public sealed class CompanyCalendar
{
    private readonly TimeZoneInfo _zone;

    /// <summary>Makes the calendar of a zone.</summary>
    /// <param name="timeZone">The zone's IANA name, for example <c>Europe/Brussels</c>.</param>
    /// <exception cref="TimeZoneNotFoundException">There is no such zone.</exception>
    public CompanyCalendar(string timeZone) => _zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);

    /// <summary>The company's day at an instant.</summary>
    /// <param name="instant">The instant, with any offset.</param>
    /// <returns>The day in the company's zone; daylight saving time is taken into account.</returns>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).DateTime);
}

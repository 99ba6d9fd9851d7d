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

    /// <summary>The first instant of a day of the company; where the clocks skip midnight, the first there is.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The instant, in UTC.</returns>
    public DateTimeOffset StartOf(DateOnly day)
    {
        DateTime local = day.ToDateTime(TimeOnly.MinValue);
        while (_zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        TimeSpan offset = _zone.IsAmbiguousTime(local) ? _zone.GetAmbiguousTimeOffsets(local).Max() : _zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}

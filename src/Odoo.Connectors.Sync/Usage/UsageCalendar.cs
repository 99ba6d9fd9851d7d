using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync;

/// <summary>Periods in one time zone. A day that begins in a gap of the clock begins at its first instant.</summary>
internal sealed class UsageCalendar(TimeZoneInfo zone)
{
    public UsagePeriod Day(DateTimeOffset at)
    {
        DateOnly day = DayOf(at);
        return new UsagePeriod(Begin(day), Begin(day.AddDays(1)));
    }

    public UsagePeriod Month(DateTimeOffset at)
    {
        DateOnly day = DayOf(at), first = new(day.Year, day.Month, 1);
        return new UsagePeriod(Begin(first), Begin(first.AddMonths(1)));
    }

    /// <summary>The term that holds an instant: terms are counted from the first day, so that one that begins on the 31st keeps to the end of months.</summary>
    public UsagePeriod Term(DateTimeOffset at, DateOnly firstDay, Recurrence every)
    {
        DateOnly day = DayOf(at);
        int step = every.Unit switch
        {
            RecurrenceUnit.Day => (day.DayNumber - firstDay.DayNumber) / every.Count,
            RecurrenceUnit.Week => (day.DayNumber - firstDay.DayNumber) / (7 * every.Count),
            _ => ((((day.Year - firstDay.Year) * 12) + day.Month - firstDay.Month) / Months(every)) + 1,
        };
        while (StartOf(step) > day)
        {
            step--;
        }

        while (StartOf(step + 1) <= day)
        {
            step++;
        }

        return new UsagePeriod(Begin(StartOf(step)), Begin(StartOf(step + 1)));

        DateOnly StartOf(int number) => every.Unit switch
        {
            RecurrenceUnit.Day => firstDay.AddDays(number * every.Count),
            RecurrenceUnit.Week => firstDay.AddDays(number * 7 * every.Count),
            _ => firstDay.AddMonths(number * Months(every)),
        };
    }

    private static int Months(Recurrence every) => every.Unit == RecurrenceUnit.Year ? 12 * every.Count : every.Count;

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private DateTimeOffset Begin(DateOnly day)
    {
        DateTime midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        TimeSpan offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}

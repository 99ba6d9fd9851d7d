using System.Globalization;

namespace Odoo.Connectors.Testing.Orm.Grouping;

/// <summary>Days and moments cut to periods, and the numbers of their parts. UTC, weeks from Sunday as in en_US.</summary>
internal static class DateParts
{
    private static readonly Dictionary<string, Func<DateTime, long>> s_numbers = new()
    {
        ["year_number"] = static d => d.Year,
        ["quarter_number"] = static d => (d.Month + 2) / 3,
        ["month_number"] = static d => d.Month,
        ["iso_week_number"] = static d => ISOWeek.GetWeekOfYear(d),
        ["day_of_year"] = static d => d.DayOfYear,
        ["day_of_month"] = static d => d.Day,
        ["day_of_week"] = static d => (long)d.DayOfWeek,
        ["hour_number"] = static d => d.Hour,
        ["minute_number"] = static d => d.Minute,
        ["second_number"] = static d => d.Second,
    };

    public static bool IsNumber(string part) => s_numbers.ContainsKey(part);

    public static bool IsPeriod(string part) => part is "hour" or "day" or "week" or "month" or "quarter" or "year";

    public static long Number(string part, string value) => s_numbers[part](Parse(value));

    public static DateTime Parse(string value) => DateTime.Parse(value, CultureInfo.InvariantCulture);

    public static DateTime Start(string period, DateTime moment) => period switch
    {
        "hour" => moment.Date.AddHours(moment.Hour),
        "day" => moment.Date,
        "week" => moment.Date.AddDays(-(int)moment.DayOfWeek),
        "quarter" => new DateTime(moment.Year, (((moment.Month - 1) / 3) * 3) + 1, 1),
        "year" => new DateTime(moment.Year, 1, 1),
        _ => new DateTime(moment.Year, moment.Month, 1),
    };

    public static DateTime Next(string period, DateTime start) => period switch
    {
        "hour" => start.AddHours(1),
        "day" => start.AddDays(1),
        "week" => start.AddDays(7),
        "quarter" => start.AddMonths(3),
        "year" => start.AddYears(1),
        _ => start.AddMonths(1),
    };

    public static string Label(string period, DateTime start) => period switch
    {
        "hour" => start.ToString("hh:00 dd MMM", CultureInfo.InvariantCulture),
        "day" => start.ToString("dd MMM yyyy", CultureInfo.InvariantCulture),
        "week" => Week(start),
        "quarter" => string.Create(CultureInfo.InvariantCulture, $"Q{(start.Month + 2) / 3} {start.Year}"),
        "year" => start.ToString("yyyy", CultureInfo.InvariantCulture),
        _ => start.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
    };

    // The week of New Year's Day is the first of that year.
    private static string Week(DateTime sunday)
    {
        var last = sunday.AddDays(6);
        return string.Create(CultureInfo.InvariantCulture, $"W{(last.Year != sunday.Year ? 1 : CultureInfo.InvariantCulture.Calendar.GetWeekOfYear(sunday, CalendarWeekRule.FirstDay, DayOfWeek.Sunday))} {last.Year}");
    }
}

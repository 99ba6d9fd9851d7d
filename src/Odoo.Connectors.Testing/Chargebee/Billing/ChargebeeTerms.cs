namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Periods by the calendar, counted from an anchor so that the 31st is not lost in February.</summary>
internal static class ChargebeeTerms
{
    /// <summary>The end of the period that begins then.</summary>
    public static long End(long anchor, long start, long period, string unit)
    {
        long end = anchor;
        for (long count = 1; end <= start; count++)
        {
            end = Add(anchor, count * period, unit);
        }

        return end;
    }

    public static long Add(long from, long count, string unit)
    {
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(from);
        int whole = checked((int)count);
        DateTimeOffset end = unit switch
        {
            "day" => start.AddDays(whole),
            "week" => start.AddDays(7 * whole),
            "month" => start.AddMonths(whole),
            "year" => start.AddYears(whole),
            _ => throw ChargebeeRefusal.Wrong("period_unit", $"{unit} is not one of day, week, month, year."),
        };
        return end.ToUnixTimeSeconds();
    }
}

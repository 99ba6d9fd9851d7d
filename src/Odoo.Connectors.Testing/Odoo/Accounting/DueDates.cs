using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>When a part of a payment term is due.</summary>
internal static class DueDates
{
    public static string Of(Row part, string start)
    {
        var days = (int)part.Number("nb_days");
        return part.Text("delay_type") switch
        {
            "days_after_end_of_month" => Clock.AddDays(Clock.EndOfMonth(start), days),
            "days_after_end_of_next_month" => Clock.AddDays(Clock.EndOfMonth(Clock.AddDays(Clock.EndOfMonth(start), 1)), days),
            "days_end_of_month_on_the" => OnTheDay(Clock.EndOfMonth(Clock.AddDays(start, days)), (int)part.Number("days_next_month")),
            _ => Clock.AddDays(start, days),
        };
    }

    /// <summary>A day of the month after; a day that it does not have is its last.</summary>
    private static string OnTheDay(string end, int day)
    {
        var first = Clock.AddDays(end, 1);
        var last = Clock.EndOfMonth(first);
        var wanted = day is < 1 or > 31 ? last : Clock.AddDays(first, day - 1);
        return string.CompareOrdinal(wanted, last) > 0 ? last : wanted;
    }
}

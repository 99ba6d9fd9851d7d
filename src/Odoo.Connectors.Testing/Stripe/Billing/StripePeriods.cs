using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Billing;

/// <summary>Billing periods by the calendar, counted from the anchor so that the 31st is not lost in February.</summary>
internal static class StripePeriods
{
    public static long End(long anchor, long start, JsonObject recurring)
    {
        long end = anchor;
        for (int count = 1; end <= start; count++)
        {
            end = Add(anchor, count * (int)recurring.Number("interval_count"), recurring.Text("interval")!);
        }

        return end;
    }

    /// <summary>How many whole periods lie between two instants.</summary>
    public static long Between(long start, long end, JsonObject recurring)
    {
        for (int count = 1; ; count++)
        {
            long at = Add(start, count * (int)recurring.Number("interval_count"), recurring.Text("interval")!);
            if (at >= end)
            {
                return at == end ? count : throw StripeRefusal.NotEmulated("a first period that is not made of whole ones");
            }
        }
    }

    private static long Add(long from, int count, string interval)
    {
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(from);
        return (interval switch
        {
            "day" => start.AddDays(count),
            "week" => start.AddDays(7 * count),
            "month" => start.AddMonths(count),
            _ => start.AddYears(count),
        }).ToUnixTimeSeconds();
    }
}

using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>
/// When a subscription is billed from, and to. One that begins later is in trial until then, so that it is there at once and costs nothing before;
/// one that began already is dated back, in the periods that it would have had.
/// </summary>
internal static class SubscriptionDates
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(730);

    /// <summary>Adds them.</summary>
    /// <returns>Null, or why a person must look.</returns>
    public static PlanResult.Review? Add(PlannedFields fields, Deal deal, string interval, long count, PlanContext context)
    {
        DateOnly?[] starts = [.. deal.Lines.Select(l => l.StartsOn).Append(deal.StartsOn).Where(d => d is not null).Distinct()];
        if (starts.Length > 1)
        {
            return Ask("starts-apart", $"{deal.Ref} and its lines begin on different days, and a subscription begins on one; make a deal of each, then retry.", "trial_end");
        }

        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(context.Options.ContractTimeZone);
        DateTimeOffset now = context.Known.Now;
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        DateOnly start = starts is [DateOnly agreed] ? agreed : today;
        if (Instant(start) - now > Longest)
        {
            return Ask("starts-too-late", $"{deal.Ref} begins in more than two years, and Stripe takes no trial that long; win it later, then retry.", "trial_end");
        }

        if (start > today)
        {
            Set("trial_end", Instant(start));
        }
        else if (start < today)
        {
            Set("backdate_start_date", Instant(start));
            Set("billing_cycle_anchor", NextPeriod());
        }

        return Term();

        PlanResult.Review? Term()
        {
            if (!context.Options.EndAtTerm || deal.TermMonths is not int months)
            {
                return null;
            }

            DateTimeOffset end = Instant(start.AddMonths(months));
            if (end <= now)
            {
                return Ask("term-over", $"The term of {deal.Ref} is over already; correct it, then retry.", "cancel_at");
            }

            Set("cancel_at", end);
            return null;
        }

        DateTimeOffset NextPeriod()
        {
            for (int periods = 1; ; periods++)
            {
                int units = periods * (int)count;
                DateTimeOffset at = Instant(interval switch { "day" => start.AddDays(units), "week" => start.AddDays(7 * units), "month" => start.AddMonths(units), _ => start.AddYears(units) });
                if (at > now)
                {
                    return at;
                }
            }
        }

        DateTimeOffset Instant(DateOnly day)
        {
            DateTime local = day.ToDateTime(TimeOnly.MinValue);
            while (zone.IsInvalidTime(local))
            {
                // Where clocks are put forward at midnight, the day begins later.
                local = local.AddMinutes(30);
            }

            return new DateTimeOffset(local, zone.GetUtcOffset(local));
        }

        void Set(string parameter, DateTimeOffset at) => fields.Set(parameter, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), parameter == "cancel_at" ? nameof(Deal.TermMonths) : nameof(Deal.StartsOn));
    }

    private static PlanResult.Review Ask(string cause, string message, string field) => PlanContext.Review(ErrorKind.Validation, cause, message, field);
}

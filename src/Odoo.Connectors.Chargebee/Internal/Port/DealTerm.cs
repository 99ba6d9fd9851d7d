using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>When a deal's subscription begins, and for how many billing periods it was agreed.</summary>
internal static class DealTerm
{
    public static CaseReason? Add(Deal deal, List<PricedLine> priced, Dictionary<string, string> fields, DateTimeOffset now, ChargebeeOptions options)
    {
        PricedLine plan = priced.First(l => l.Price.Type == "plan");
        DateOnly? start = deal.StartsOn ?? plan.Line.StartsOn;
        if (priced.Select(l => l.Line.StartsOn).FirstOrDefault(d => d is not null && d != start) is { } other)
        {
            return Cannot("several-starts", string.Create(CultureInfo.InvariantCulture, $"{deal.Ref} has a line that begins on {other:yyyy-MM-dd} and not with the others, and a subscription begins at once; make a deal of it"), "start_date");
        }

        if (start is { } day && Instant(day, options) is var at && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zone(options)).DateTime) != day)
        {
            // Today is at once: a moment of today that has passed would be backdating.
            fields["start_date"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        if (plan.Price.HasTrial)
        {
            // What was won is not tried again: without this the price's own trial would put the first invoice off.
            fields["trial_end"] = "0";
        }

        return AddCycles(deal, plan, fields, options);
    }

    /// <summary>The beginning of a day where the site is.</summary>
    public static DateTimeOffset Instant(DateOnly day, ChargebeeOptions options)
    {
        DateTime local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        TimeZoneInfo zone = Zone(options);

        // A day may begin at one, where summer time takes its first hour.
        return new DateTimeOffset(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone.GetUtcOffset(local));
    }

    public static TimeZoneInfo Zone(ChargebeeOptions options) => TimeZoneInfo.FindSystemTimeZoneById(options.SiteTimeZone);

    private static CaseReason? AddCycles(Deal deal, PricedLine plan, Dictionary<string, string> fields, ChargebeeOptions options)
    {
        int? months = deal.TermMonths ?? plan.Line.Term switch { { Unit: RecurrenceUnit.Month } t => t.Count, { Unit: RecurrenceUnit.Year } t => t.Count * 12, _ => null };
        if (months is not { } term)
        {
            return null;
        }

        if (plan.Price.Months is not { } period || period <= 0 || term <= 0 || term % period != 0)
        {
            return Cannot(
                "term-not-whole",
                string.Create(CultureInfo.InvariantCulture, $"{deal.Ref} was agreed for {term} months, which are no whole number of the billing periods of {plan.Price.Id}; agree on another term, or sell a plan that is billed otherwise"),
                "billing_cycles");
        }

        fields["billing_cycles"] = (term / period).ToString(CultureInfo.InvariantCulture);
        if (options.AtTermEnd != ChargebeeTermEnd.End)
        {
            fields["contract_term[action_at_term_end]"] = options.AtTermEnd == ChargebeeTermEnd.Renew ? "renew" : "evergreen";
        }

        return null;
    }

    private static CaseReason Cannot(string cause, string message, string field) => new(ErrorKind.Validation, cause, $"{message}, then retry.", field);
}

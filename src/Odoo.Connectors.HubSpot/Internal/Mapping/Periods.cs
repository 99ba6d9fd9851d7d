using System.Globalization;
using System.Text.RegularExpressions;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>Billing frequencies and terms as HubSpot writes them.</summary>
internal static partial class Periods
{
    public static Recurrence? OfFrequency(string frequency) => frequency switch
    {
        "weekly" => new(1, RecurrenceUnit.Week),
        "biweekly" => new(2, RecurrenceUnit.Week),
        "monthly" => new(1, RecurrenceUnit.Month),
        "quarterly" => new(3, RecurrenceUnit.Month),
        "per_six_months" => new(6, RecurrenceUnit.Month),
        "annually" => new(1, RecurrenceUnit.Year),
        "per_two_years" => new(2, RecurrenceUnit.Year),
        "per_three_years" => new(3, RecurrenceUnit.Year),
        "per_four_years" => new(4, RecurrenceUnit.Year),
        "per_five_years" => new(5, RecurrenceUnit.Year),
        _ => null,
    };

    /// <summary>A term such as <c>P12M</c>, <c>P2Y</c>, <c>P1Y6M</c>, <c>P30D</c> or <c>P2W</c>; days beside months are none.</summary>
    public static Recurrence? OfIso(string period)
    {
        Match match = Iso().Match(period);
        int years = Number(match, "y"), months = Number(match, "m"), weeks = Number(match, "w"), days = Number(match, "d");
        return (years, months, weeks, days) switch
        {
            (> 0, 0, 0, 0) => new(years, RecurrenceUnit.Year),
            (_, > 0, 0, 0) => new((years * 12) + months, RecurrenceUnit.Month),
            (0, 0, > 0, 0) => new(weeks, RecurrenceUnit.Week),
            (0, 0, 0, > 0) => new(days, RecurrenceUnit.Day),
            _ => null,
        };
    }

    /// <summary>The months of a term; null where it is not made of months.</summary>
    public static int? Months(Recurrence? term) => term switch
    {
        { Unit: RecurrenceUnit.Month } => term.Count,
        { Unit: RecurrenceUnit.Year } => term.Count * 12,
        _ => null,
    };

    private static int Number(Match match, string group) => match.Success && match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\AP(?:(?<w>[0-9]{1,4})W|(?:(?<y>[0-9]{1,4})Y)?(?:(?<m>[0-9]{1,4})M)?(?:(?<d>[0-9]{1,4})D)?)\z")]
    private static partial Regex Iso();
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>
/// What contracts bill a month, before tax: a year is twelve months, 52 weeks or 365 days. Summed as it is and rounded once. What is billed
/// once is no part of it.
/// </summary>
internal static class MonthlyRevenue
{
    /// <summary>The sum of one currency; null where a contract's period is not known, or a price that is no number.</summary>
    public static Money? Of(IEnumerable<Contract> running, Currency currency)
    {
        decimal sum = 0m;
        foreach (Contract contract in running.Where(c => c.Currency == currency))
        {
            // Where lines name their periods, one without is billed once, whatever the contract names.
            Recurrence? all = contract.Terms.Any(l => l.Recurrence is not null) ? null : contract.Recurrence;
            if ((all is null && contract.Terms.Count > 0 && contract.Terms.All(l => l.Recurrence is null)) || contract.Terms.Any(l => l.HasTieredPrice))
            {
                return null;
            }

            sum += contract.Terms.Sum(l => Of(l, l.Recurrence ?? all));
        }

        return new Money(sum, currency).Rounded();
    }

    private static decimal Of(ProductLine line, Recurrence? period) =>
        period is null ? 0m : line.Quantity * line.UnitPrice * PeriodsAYear(period.Unit) / (12m * period.Count);

    private static decimal PeriodsAYear(RecurrenceUnit unit) => unit switch
    {
        RecurrenceUnit.Year => 1m,
        RecurrenceUnit.Month => 12m,
        RecurrenceUnit.Week => 52m,
        _ => 365m,
    };
}

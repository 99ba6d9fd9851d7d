namespace Odoo.Connectors.Revenue;

/// <summary>The months of a report.</summary>
internal sealed record Period(DateOnly From, int Months)
{
    public DateOnly To => From.AddMonths(Months).AddDays(-1);

    public IEnumerable<DateOnly> All => Enumerable.Range(0, Months).Select(i => From.AddMonths(i));

    public static Period Of(RevenueScope scope) => scope.Months is < 1 or > 120
        ? throw new ConnectorException(ErrorKind.Configuration, "A revenue report is of 1 to 120 months; set Months.") { Field = nameof(scope.Months) }
        : new Period(MonthOf(scope.From), scope.Months);

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    public static DateOnly LastOf(DateOnly month) => month.AddMonths(1).AddDays(-1);

    public static DateOnly Before(DateOnly month) => month.AddDays(-1);
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Revenue;

namespace Odoo.Connectors.Docs;

/// <summary>Reporting revenue.</summary>
internal static class RevenueReports
{
    public static void Configure(IConnectorsBuilder builder)
    {
        #region revenue-add
        builder.AddRevenueReporting();
        #endregion
        #region revenue-rates
        builder.AddRevenueReporting(o => o.Rates.Add(new RevenueRate { Currency = "USD", Into = "EUR", From = new DateOnly(2026, 1, 1), Rate = 0.92m }));
        #endregion
    }

    public static void Map(WebApplication app)
    {
        #region revenue-console
        app.MapConnectorConsole("/connectors", console => console.RevenuePolicy = "finance").RequireAuthorization("staff");
        #endregion
    }

    public static async Task ReportAsync(IRevenueReporting revenue, CancellationToken cancellationToken)
    {
        #region revenue-report
        RevenueReport report = await revenue.ReportAsync(
            new RevenueScope { From = new DateOnly(2026, 1, 1), Months = 12, ReportingCurrency = Currency.Parse("EUR") }, cancellationToken);
        foreach (RevenueFigure figure in report.Figures.Where(f => f.Measure == RevenueMeasure.MrrEnd))
        {
            Console.WriteLine($"{figure.Company} {figure.Month:yyyy-MM}: {figure.Amount}, {figure.Converted} at {figure.Rate} of {figure.RateOn}");
        }

        foreach (RevenueCheck wrong in report.Checks.Where(c => !c.IsRight))
        {
            Console.WriteLine(wrong);
        }

        await using StreamWriter page = File.CreateText("revenue.html");
        await report.WriteHtmlAsync(page, cancellationToken);
        #endregion
    }

    public static async Task DrillAsync(IRevenueReporting revenue, CancellationToken cancellationToken)
    {
        #region revenue-rows
        Dictionary<ExternalRef, decimal> lost = [];
        RevenueScope churn = new() { From = new DateOnly(2026, 3, 1), Measures = [RevenueMeasure.MrrChurn] };
        await foreach (RevenueRow row in revenue.RowsAsync(churn, cancellationToken))
        {
            lost[row.Customer!] = lost.GetValueOrDefault(row.Customer!) + row.Amount.Amount;
        }
        #endregion
        Console.WriteLine(lost.Count);
    }
}

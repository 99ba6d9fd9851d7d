using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Spectre.Console;

namespace Odoo.Connectors.Samples.MultiCompany;

/// <summary>What Stripe and each company hold, as reconciliation compares them.</summary>
internal static class Totals
{
    /// <summary>Prints the sums of each company, what differs, and the open cases.</summary>
    /// <returns>How much differs, open cases included.</returns>
    public static async Task<int> PrintAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        ReconciliationReport report = await services.GetRequiredService<IReconciliation>()
            .RunAsync(new ReconciliationScope { Source = "stripe", Kinds = [RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment, RecordKinds.Refund] }, "sample", cancellationToken);
        Table table = new() { Title = new TableTitle("What each company holds"), Border = TableBorder.Rounded };
        table.AddColumns("Company", "What", "Stripe", "Odoo", "");
        foreach (IGrouping<(string Ledger, string Kind, Currency Currency), PositionTotal> months in report.Totals.GroupBy(t => (t.Ledger, t.Kind, t.Currency)))
        {
            // By company and not by month: money of a closed month stands in the next one.
            (string stripe, string odoo) = (Sum(months.Sum(t => t.ExpectedCount), months.Sum(t => t.ExpectedGross)), Sum(months.Sum(t => t.BookedCount), months.Sum(t => t.BookedGross)));
            table.AddRow(months.Key.Ledger, months.Key.Kind, $"{stripe} {months.Key.Currency}", $"{odoo} {months.Key.Currency}", stripe == odoo ? "[green]equal[/]" : "[red]differs[/]");
        }

        AnsiConsole.Write(table);
        foreach (Discrepancy each in report.Discrepancies)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{each}[/]");
        }

        IReadOnlyList<CaseInfo> cases = await services.GetRequiredService<IConnectorOperations>().Cases.ListAsync(cancellationToken: cancellationToken);
        LeadToCash.Report.Cases(cases);
        return report.Discrepancies.Count + cases.Count;
    }

    private static string Sum(long count, decimal gross) => string.Create(CultureInfo.InvariantCulture, $"{count,3} {gross,12:0.00}");
}

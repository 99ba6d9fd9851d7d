using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Spectre.Console;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>What a source and each company hold, as reconciliation compares them.</summary>
internal static class Totals
{
    /// <summary>Prints the sums of each company, what differs, and the open cases.</summary>
    /// <returns>How much differs, open cases included.</returns>
    public static async Task<int> PrintAsync(IServiceProvider services, CancellationToken cancellationToken, params string[] sources)
    {
        int differs = 0;
        foreach (string source in sources)
        {
            differs += await CompareAsync(services.GetRequiredService<IReconciliation>(), source, cancellationToken);
        }

        IReadOnlyList<CaseInfo> cases = await services.GetRequiredService<IConnectorOperations>().Cases.ListAsync(cancellationToken: cancellationToken);
        Report.Cases(cases);
        return differs + cases.Count;
    }

    private static async Task<int> CompareAsync(IReconciliation reconciliation, string source, CancellationToken cancellationToken)
    {
        ReconciliationReport report = await reconciliation.RunAsync(
            new ReconciliationScope { Source = source, Kinds = [RecordKinds.Invoice, RecordKinds.CreditNote, RecordKinds.Payment, RecordKinds.Refund] }, "sample", cancellationToken);
        Table table = new() { Title = new TableTitle($"What {source} and each company hold"), Border = TableBorder.Rounded };
        table.AddColumns("Company", "What", source, "Odoo", "");
        foreach (IGrouping<(string Ledger, string Kind, Currency Currency), PositionTotal> months in report.Totals.GroupBy(t => (t.Ledger, t.Kind, t.Currency)))
        {
            // By company and not by month: money of a closed month stands in the next one.
            (string there, string odoo) = (Sum(months.Sum(t => t.ExpectedCount), months.Sum(t => t.ExpectedGross)), Sum(months.Sum(t => t.BookedCount), months.Sum(t => t.BookedGross)));
            table.AddRow(months.Key.Ledger, months.Key.Kind, $"{there} {months.Key.Currency}", $"{odoo} {months.Key.Currency}", there == odoo ? "[green]equal[/]" : "[red]differs[/]");
        }

        AnsiConsole.Write(table);
        foreach (Discrepancy each in report.Discrepancies)
        {
            AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]{each}[/]");
        }

        return report.Discrepancies.Count;
    }

    private static string Sum(long count, decimal gross) => string.Create(CultureInfo.InvariantCulture, $"{count,3} {gross,12:0.00}");
}

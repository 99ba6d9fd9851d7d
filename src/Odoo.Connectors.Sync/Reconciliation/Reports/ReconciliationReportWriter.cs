using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>Writes reports for people and programs. They name records by their ids only.</summary>
public static class ReconciliationReportWriter
{
    /// <summary>The whole report as JSON, UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteJsonAsync(this ReconciliationReport report, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.SerializeAsync(to, report, ReconciliationJson.Default.ReconciliationReport, cancellationToken);
    }

    /// <summary>
    /// One line for each discrepancy, and for each that is in flight, as CSV: comma separated, a header, dates as ISO 8601, decimals with a point. Cells
    /// that a spreadsheet would take for a formula begin with an apostrophe.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteCsvAsync(this ReconciliationReport report, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(to);
        return ReportCsv.WriteAsync(report, to, cancellationToken);
    }

    /// <summary>One page of HTML that needs nothing from outside: how much differs by kind, sums by month with bars, and every discrepancy.</summary>
    /// <param name="report">The report.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteHtmlAsync(this ReconciliationReport report, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(to);
        return to.WriteAsync(ReportHtml.Of(report).AsMemory(), cancellationToken);
    }
}

using System.Text.Json;

namespace Odoo.Connectors.Revenue;

/// <summary>Writes reports for people and programs. They name records by ids and numbers only.</summary>
public static class RevenueReportWriter
{
    /// <summary>The whole report as JSON, UTF-8.</summary>
    /// <param name="report">The report.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteJsonAsync(this RevenueReport report, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonSerializer.SerializeAsync(to, report, RevenueJson.Default.RevenueReport, cancellationToken);
    }

    /// <summary>
    /// One line for each number as CSV: comma separated, a header, dates as ISO 8601, decimals with a point. Cells that a spreadsheet would take for a
    /// formula begin with an apostrophe.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteCsvAsync(this RevenueReport report, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(to);
        return RevenueCsv.WriteAsync(report, to, cancellationToken);
    }

    /// <summary>One line for each document as CSV, as it comes: for drilling down without a limit.</summary>
    /// <param name="rows">The rows, of <see cref="IRevenueReporting.RowsAsync"/>.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteRowsCsvAsync(this IAsyncEnumerable<RevenueRow> rows, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(to);
        return RevenueCsv.WriteAsync(rows, to, cancellationToken);
    }

    /// <summary>
    /// One page of HTML that needs nothing from outside: the numbers by company and currency with a column for each month, bars of the last months, the
    /// checks, and the first documents of each number.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    /// <returns>When it is written.</returns>
    public static Task WriteHtmlAsync(this RevenueReport report, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(to);
        return to.WriteAsync(RevenueHtml.Of(report).AsMemory(), cancellationToken);
    }
}

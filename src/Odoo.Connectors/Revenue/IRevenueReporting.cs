namespace Odoo.Connectors.Revenue;

/// <summary>
/// Reports pipeline, bookings, recurring revenue, and what was invoiced, collected, earned and is owed, by month, company and currency. Only reads. Deals and
/// contracts are known from when revenue reporting was added on; documents and money are read from the books.
/// </summary>
public interface IRevenueReporting
{
    /// <summary>The numbers of a period, with checks, gaps and the first documents of each.</summary>
    /// <param name="scope">Which months, companies and measures.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ConnectorException">The scope names something that is not there, or the books could not be read.</exception>
    Task<RevenueReport> ReportAsync(RevenueScope scope, CancellationToken cancellationToken = default);

    /// <summary>
    /// All documents behind the numbers, as they are read: <see cref="RevenueScope.Measures"/> picks some. For drilling down, and for measures of one's
    /// own.
    /// </summary>
    /// <param name="scope">Which months, companies and measures.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The rows, in no order that counts.</returns>
    /// <exception cref="ConnectorException">The scope names something that is not there, or the books could not be read.</exception>
    IAsyncEnumerable<RevenueRow> RowsAsync(RevenueScope scope, CancellationToken cancellationToken = default);
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Reads the books of one company: what customers owe, account statements, where documents and payments stand. Nothing is written.
/// Resolve it by the system's name: <c>services.GetRequiredKeyedService&lt;IOdooBooks&gt;("odoo-eu")</c>.
/// </summary>
/// <remarks>
/// A reference is Odoo's own (its database id) or that of the source it was made of: <c>salesforce/customer/001…</c>,
/// <c>stripe/invoice/in_1…</c>; found by the identity map of the hub, else by the external id in Odoo, which takes a call each.
/// Each call reads what is there at its own moment; several calls may see bookings made in between.
/// </remarks>
public interface IOdooBooks
{
    /// <summary>What customers owe as of now, in the company's day: open, overdue and aged, for each currency.</summary>
    /// <param name="customers">The customers; contacts count as the company they belong to.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One for each customer that Odoo has; the others are missing.</returns>
    /// <exception cref="ConnectorException">Odoo could not be read.</exception>
    Task<IReadOnlyDictionary<ExternalRef, Receivables>> ReceivablesAsync(IReadOnlyCollection<ExternalRef> customers, CancellationToken cancellationToken = default);

    /// <summary>What those customers owe who owe something that was due before the company's today.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One for each such customer, in no order.</returns>
    /// <exception cref="ConnectorException">Odoo could not be read.</exception>
    Task<IReadOnlyList<Receivables>> OverdueAsync(CancellationToken cancellationToken = default);

    /// <summary>The customer's account: what was open before, each posted document and payment, and the balance after it.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="from">The first day, in the books.</param>
    /// <param name="to">The last day, in the books.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>The statement, or null when Odoo has no such customer.</returns>
    /// <exception cref="ArgumentException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    /// <exception cref="ConnectorException">Odoo could not be read.</exception>
    Task<AccountStatement?> StatementAsync(ExternalRef customer, DateOnly from, DateOnly to, CancellationToken cancellationToken = default);

    /// <summary>Where invoices and credit notes stand, and what settled them.</summary>
    /// <param name="documents">The documents, in Odoo or at their source.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One for each document that Odoo has; the others are missing.</returns>
    /// <exception cref="ConnectorException">Odoo could not be read.</exception>
    Task<IReadOnlyDictionary<ExternalRef, DocumentStatus>> DocumentsAsync(IReadOnlyCollection<ExternalRef> documents, CancellationToken cancellationToken = default);

    /// <summary>Where payments and refunds stand, and what they pay.</summary>
    /// <param name="payments">The payments, in Odoo or at their source.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>One for each payment that Odoo has; the others are missing.</returns>
    /// <exception cref="ConnectorException">Odoo could not be read.</exception>
    Task<IReadOnlyDictionary<ExternalRef, BookedPayment>> PaymentsAsync(IReadOnlyCollection<ExternalRef> payments, CancellationToken cancellationToken = default);

    /// <summary>
    /// Invoices and credit notes that were changed since a watermark: posted, paid, reversed or edited. What changed in a transaction that was
    /// under way during an earlier reading is not missed. Deleted drafts are not told.
    /// </summary>
    /// <param name="watermark">The watermark of the last page that was taken care of; null reads everything there is.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Pages, at least one. Keep each one's watermark in the commit of what was made of it.</returns>
    /// <exception cref="ConnectorException">Odoo could not be read, or the watermark is none.</exception>
    IAsyncEnumerable<ChangedDocuments> ChangedDocumentsAsync(string? watermark, CancellationToken cancellationToken = default);
}

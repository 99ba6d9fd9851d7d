using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Docs;

#region receivables
public sealed class AccountPage([FromKeyedServices("odoo")] IOdooBooks books)
{
    public async Task ShowAsync(ExternalRef customer, CancellationToken cancellationToken) // new("salesforce", RecordKinds.Customer, "001…")
    {
        IReadOnlyDictionary<ExternalRef, Receivables> owed = await books.ReceivablesAsync([customer], cancellationToken);
        foreach (CurrencyReceivables each in owed.TryGetValue(customer, out Receivables? found) ? found.Currencies : [])
        {
            Console.WriteLine($"open {each.Open}, overdue {each.Overdue}, of it {each.Aged[^1].Amount} for more than 90 days; {each.Credits} to the customer's credit");
        }

        AccountStatement? statement = await books.StatementAsync(customer, new DateOnly(2026, 1, 1), new DateOnly(2026, 3, 31), cancellationToken);
        foreach (CurrencyStatement each in statement?.Currencies ?? [])
        {
            Console.WriteLine($"{each.Opening}");
            foreach (StatementEntry entry in each.Entries)
            {
                Console.WriteLine($"{entry.On:yyyy-MM-dd} {entry.Number,-20} {entry.Amount,15} {entry.Balance,15}");
            }
        }
    }
}
#endregion

internal static class Reading
{
    public static async Task StatusAsync(IOdooBooks books, IReadOnlyCollection<ExternalRef> invoices, CancellationToken cancellationToken)
    {
        #region document-status
        foreach ((ExternalRef invoice, DocumentStatus status) in await books.DocumentsAsync(invoices, cancellationToken))
        {
            Console.WriteLine($"{invoice} is {status.State}: {status.Open} of {status.Gross} open, settled by {string.Join(", ", status.Settlements.Select(s => s.By))}");
        }
        #endregion
    }

    public static async Task<string?> ChangesAsync(IOdooBooks books, string? watermark, Func<IReadOnlyList<DocumentStatus>, string?, Task> keep, CancellationToken cancellationToken)
    {
        #region changed-documents
        await foreach (ChangedDocuments page in books.ChangedDocumentsAsync(watermark, cancellationToken))
        {
            await keep(page.Documents, page.Watermark); // in one commit
            watermark = page.Watermark;
        }
        #endregion

        return watermark;
    }
}

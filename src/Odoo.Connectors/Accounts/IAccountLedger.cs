using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Accounts;

/// <summary>What a ledger tells of one customer's account, by the customer's id there. Each answer has one record more than asked for where there are more.</summary>
internal interface IAccountLedger
{
    /// <summary>The account itself, whichever of its partners was named; null when there is none.</summary>
    Task<LedgerCustomer?> CustomerAsync(string id, CancellationToken cancellationToken);

    Task<IReadOnlyList<DocumentStatus>> DocumentsAsync(string id, int count, CancellationToken cancellationToken);

    Task<IReadOnlyList<BookedPayment>> MoneyAsync(string id, int count, CancellationToken cancellationToken);

    Task<IReadOnlyList<Contract>> ContractsAsync(string id, int count, CancellationToken cancellationToken);

    Task<Receivables> ReceivablesAsync(string id, CancellationToken cancellationToken);

    /// <summary>The customers of documents of this number.</summary>
    Task<IReadOnlyList<ExternalRef>> FindAsync(string number, CancellationToken cancellationToken);

    /// <summary>The customer of a document, by the document's id; null when it is not there.</summary>
    Task<ExternalRef?> CustomerOfAsync(ExternalRef document, CancellationToken cancellationToken);
}

/// <summary>A customer in a ledger with its people.</summary>
internal sealed record LedgerCustomer(Customer Customer, IReadOnlyList<Contact> Contacts);

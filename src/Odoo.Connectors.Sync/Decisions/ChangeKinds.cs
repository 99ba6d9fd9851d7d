namespace Odoo.Connectors.Sync;

/// <summary>The changes the shipped adapters speak of. Own adapters and flows may add theirs.</summary>
public static class ChangeKinds
{
    /// <summary>A customer was seen; the record is a customer.</summary>
    public const string CustomerSeen = "customer.seen";

    /// <summary>A person at a customer was seen; the record is a <see cref="Model.Contact"/> that names its customer.</summary>
    public const string ContactSeen = "contact.seen";

    /// <summary>A contract was seen in the ledger; the record is the <see cref="Model.Contract"/> as it stands there.</summary>
    public const string ContractSeen = "contract.seen";

    /// <summary>A deal was seen, won or not; the record is a deal.</summary>
    public const string DealSeen = "deal.seen";

    /// <summary>A contract began or changed; the record is the contract as of the event.</summary>
    public const string ContractChanged = "contract.changed";

    /// <summary>An invoice was issued.</summary>
    public const string InvoiceIssued = "invoice.issued";

    /// <summary>An invoice was paid.</summary>
    public const string InvoicePaid = "invoice.paid";

    /// <summary>Collecting an invoice failed.</summary>
    public const string CollectionFailed = "invoice.collection-failed";

    /// <summary>Money was given back.</summary>
    public const string RefundMade = "refund.made";

    /// <summary>An invoice or credit note was seen in the ledger; the record is a <see cref="Model.DocumentStatus"/>.</summary>
    public const string DocumentStatus = "document.status";

    /// <summary>Money was booked, allocated or taken back in the ledger; the record is a <see cref="Model.BookedPayment"/>.</summary>
    public const string PaymentBooked = "payment.booked";

    /// <summary>A complete pass did not find a record any more: deleted, or merged into another one. There is no record.</summary>
    public const string RecordGone = "record.gone";
}

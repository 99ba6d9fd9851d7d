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

    /// <summary>A product was seen; the record is a <see cref="Model.Product"/>.</summary>
    public const string ProductSeen = "product.seen";

    /// <summary>A contract began or changed; the record is the contract as of the event.</summary>
    public const string ContractChanged = "contract.changed";

    /// <summary>An invoice was issued.</summary>
    public const string InvoiceIssued = "invoice.issued";

    /// <summary>An invoice was paid.</summary>
    public const string InvoicePaid = "invoice.paid";

    /// <summary>Collecting an invoice failed.</summary>
    public const string CollectionFailed = "invoice.collection-failed";

    /// <summary>An issued invoice was declared void; the record is a <see cref="Model.VoidedInvoice"/>, its subject the invoice.</summary>
    public const string InvoiceVoided = "invoice.voided";

    /// <summary>An issued invoice was given up as uncollectible; the record is a <see cref="Model.UncollectibleInvoice"/>, its subject the invoice.</summary>
    public const string InvoiceUncollectible = "invoice.uncollectible";

    /// <summary>A credit note was issued, with a refund or without; the record is a <see cref="Model.CreditNote"/>.</summary>
    public const string CreditNoteIssued = "creditnote.issued";

    /// <summary>Money was received for an invoice, for several, or on account; the record is a <see cref="Model.Payment"/>.</summary>
    public const string PaymentReceived = "payment.received";

    /// <summary>An attempt to collect money failed; the record is a <see cref="Model.PaymentAttempt"/> with the reason.</summary>
    public const string PaymentFailed = "payment.failed";

    /// <summary>
    /// A payment failed after it was received, or a refund after it was made; the record is a <see cref="Model.PaymentReversal"/>.
    /// </summary>
    public const string PaymentReversed = "payment.reversed";

    /// <summary>Money was given back.</summary>
    public const string RefundMade = "refund.made";

    /// <summary>A dispute was opened, won or lost; the record is a <see cref="Model.Dispute"/> as it stands.</summary>
    public const string DisputeChanged = "dispute.changed";

    /// <summary>A payment gateway paid out what it held; the record is a <see cref="Model.Payout"/>.</summary>
    public const string PayoutPaid = "payout.paid";

    /// <summary>An invoice or credit note was seen in the ledger; the record is a <see cref="Model.DocumentStatus"/>.</summary>
    public const string DocumentStatus = "document.status";

    /// <summary>Money was booked, allocated or taken back in the ledger; the record is a <see cref="Model.BookedPayment"/>.</summary>
    public const string PaymentBooked = "payment.booked";

    /// <summary>
    /// Its system merged the subject into another record of the same kind; the record is the <see cref="Model.ExternalRef"/> of the one that
    /// stands for both.
    /// </summary>
    public const string RecordMerged = "record.merged";

    /// <summary>
    /// Its system erased the subject for good, since the person asked for it: what is kept of it here goes as well. There is no record.
    /// </summary>
    public const string RecordErased = "record.erased";

    /// <summary>
    /// A record is not there any more: its system says that it was deleted, or a complete pass did not find it (deleted, or merged into
    /// another one). There is no record.
    /// </summary>
    public const string RecordGone = "record.gone";

    /// <summary>A period of metered usage was closed; the record is the <see cref="Model.UsageTotal"/>.</summary>
    public const string UsageClosed = "usage.closed";
}

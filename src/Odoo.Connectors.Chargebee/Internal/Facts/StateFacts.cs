using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Facts;

/// <summary>What the state of a resource tells, whoever brings it: none for what is no fact yet, such as a pending invoice.</summary>
internal static class StateFacts
{
    public static Fact Customer(Head customer, bool isGone = false) =>
        Of(isGone || customer.IsDeleted ? ChangeKinds.RecordGone : ChangeKinds.CustomerSeen, RecordKinds.Customer, customer, customer.Id);

    public static Fact Subscription(Head subscription, bool isGone = false) =>
        Of(isGone || subscription.IsDeleted ? ChangeKinds.RecordGone : ChangeKinds.ContractChanged, RecordKinds.Contract, subscription, subscription.Customer);

    public static Fact Product(Head product, bool isItem, bool isGone = false)
    {
        Fact fact = Of(isGone || product.IsDeleted || product.Status == "deleted" ? ChangeKinds.RecordGone : ChangeKinds.ProductSeen, RecordKinds.Product, product, customer: null);
        return isItem ? fact with { Id = ProductBuilder.ItemPrefix + fact.Id } : fact;
    }

    /// <summary>What was written off is owed and given up, though Chargebee calls it paid.</summary>
    public static Fact? Invoice(Head invoice, bool isGone = false) => invoice.Status switch
    {
        _ when isGone || invoice.IsDeleted => Of(ChangeKinds.RecordGone, RecordKinds.Invoice, invoice, invoice.Customer),
        "pending" => null,
        "voided" => Of(ChangeKinds.InvoiceVoided, RecordKinds.Invoice, invoice, invoice.Customer),
        _ when invoice.WrittenOff > 0 => Of(ChangeKinds.InvoiceUncollectible, RecordKinds.Invoice, invoice, invoice.Customer),
        "paid" => Of(ChangeKinds.InvoicePaid, RecordKinds.Invoice, invoice, invoice.Customer),
        "not_paid" => Of(ChangeKinds.CollectionFailed, RecordKinds.Invoice, invoice, invoice.Customer),
        "payment_due" when invoice.Dunning is "in_progress" or "exhausted" or "stopped" => Of(ChangeKinds.CollectionFailed, RecordKinds.Invoice, invoice, invoice.Customer),
        _ => Of(ChangeKinds.InvoiceIssued, RecordKinds.Invoice, invoice, invoice.Customer),
    };

    /// <summary>A write-off is told of its invoice: the credit note that Chargebee makes for it takes back no revenue.</summary>
    public static Fact? CreditNote(Head note, bool isGone = false) =>
        isGone || note.IsDeleted ? Of(ChangeKinds.RecordGone, RecordKinds.CreditNote, note, note.Customer)
        : note.IsWriteOff ? null
        : Of(ChangeKinds.CreditNoteIssued, RecordKinds.CreditNote, note, note.Customer);

    public static Fact? Transaction(Head transaction, bool isGone = false) => (transaction.Type, transaction.Status) switch
    {
        ("payment", _) when isGone || transaction.IsDeleted => Of(ChangeKinds.RecordGone, RecordKinds.Payment, transaction, transaction.Customer),
        ("refund", _) when isGone || transaction.IsDeleted => Of(ChangeKinds.RecordGone, RecordKinds.Refund, transaction, transaction.Customer),
        ("payment", "success") => Of(ChangeKinds.PaymentReceived, RecordKinds.Payment, transaction, transaction.Customer),
        ("payment", "failure") => Of(ChangeKinds.PaymentFailed, RecordKinds.PaymentAttempt, transaction, transaction.Customer),
        ("refund", "success") => Of(ChangeKinds.RefundMade, RecordKinds.Refund, transaction, transaction.Customer),
        ("payment" or "refund", "late_failure") => Of(ChangeKinds.PaymentReversed, RecordKinds.PaymentReversal, transaction, transaction.Customer),
        ("payment_reversal", "success") => Of(ChangeKinds.PaymentReversed, RecordKinds.PaymentReversal, transaction, transaction.Customer) with
        {
            Id = transaction.Reversed ?? throw FieldErrors.Missing("transaction.reference_transaction_id"), Version = null,
        },
        _ => null,
    };

    private static Fact Of(string change, string record, Head head, string? customer) =>
        new(change, record, head.Id ?? throw FieldErrors.Missing("id"), customer) { Version = head.Version };
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>The events that are stored; others are accepted and forgotten.</summary>
internal static class EventTypes
{
    /// <summary>The kind of a delivery that is genuine and cannot be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The stream of what is agreed and billed.</summary>
    public const string Billing = "events";

    /// <summary>The stream of what is paid.</summary>
    public const string Payments = "payments";

    /// <summary>Stripe lists events of twenty types at once.</summary>
    private static readonly Dictionary<string, Dictionary<string, EventType>> Groups = new(StringComparer.Ordinal)
    {
        [Billing] = new(StringComparer.Ordinal)
        {
            ["customer.created"] = new(RecordKinds.Customer, ChangeKinds.CustomerSeen),
            ["customer.updated"] = new(RecordKinds.Customer, ChangeKinds.CustomerSeen),
            ["customer.deleted"] = new(RecordKinds.Customer, ChangeKinds.RecordGone),
            ["customer.subscription.created"] = new(RecordKinds.Contract, ChangeKinds.ContractChanged),
            ["customer.subscription.updated"] = new(RecordKinds.Contract, ChangeKinds.ContractChanged),
            ["customer.subscription.paused"] = new(RecordKinds.Contract, ChangeKinds.ContractChanged),
            ["customer.subscription.resumed"] = new(RecordKinds.Contract, ChangeKinds.ContractChanged),
            ["customer.subscription.deleted"] = new(RecordKinds.Contract, ChangeKinds.ContractChanged),
            ["product.created"] = new(RecordKinds.Product, ChangeKinds.ProductSeen),
            ["product.updated"] = new(RecordKinds.Product, ChangeKinds.ProductSeen),
            ["product.deleted"] = new(RecordKinds.Product, ChangeKinds.RecordGone),
            ["invoice.finalized"] = new(RecordKinds.Invoice, ChangeKinds.InvoiceIssued),
            ["invoice.paid"] = new(RecordKinds.Invoice, ChangeKinds.InvoicePaid),
            ["invoice.payment_failed"] = new(RecordKinds.Invoice, ChangeKinds.CollectionFailed),
            ["invoice.voided"] = new(RecordKinds.Invoice, ChangeKinds.InvoiceVoided),
            ["invoice.marked_uncollectible"] = new(RecordKinds.Invoice, ChangeKinds.InvoiceUncollectible),
            ["credit_note.created"] = new(RecordKinds.CreditNote, ChangeKinds.CreditNoteIssued),
            ["credit_note.voided"] = new(RecordKinds.CreditNote, ChangeKinds.CreditNoteIssued),
        },
        [Payments] = new(StringComparer.Ordinal)
        {
            // A part of an invoice may be paid: the invoice tells what was.
            ["invoice_payment.paid"] = new(RecordKinds.Invoice, ChangeKinds.InvoicePaid) { Subject = "invoice" },
            ["payment_intent.succeeded"] = new(RecordKinds.Payment, ChangeKinds.PaymentReceived) { IsOnAccount = true },
            ["payment_intent.payment_failed"] = new(RecordKinds.PaymentAttempt, ChangeKinds.PaymentFailed),
            ["refund.created"] = new(RecordKinds.Refund, ChangeKinds.RefundMade),
            ["refund.updated"] = new(RecordKinds.Refund, ChangeKinds.RefundMade),
            ["refund.failed"] = new(RecordKinds.PaymentReversal, ChangeKinds.PaymentReversed),
            ["charge.dispute.created"] = new(RecordKinds.Dispute, ChangeKinds.DisputeChanged),
            ["charge.dispute.updated"] = new(RecordKinds.Dispute, ChangeKinds.DisputeChanged),
            ["charge.dispute.closed"] = new(RecordKinds.Dispute, ChangeKinds.DisputeChanged),
            ["charge.dispute.funds_withdrawn"] = new(RecordKinds.Dispute, ChangeKinds.DisputeChanged),
            ["charge.dispute.funds_reinstated"] = new(RecordKinds.Dispute, ChangeKinds.DisputeChanged),
            ["payout.paid"] = new(RecordKinds.Payout, ChangeKinds.PayoutPaid),
            ["payout.failed"] = new(RecordKinds.Payout, ChangeKinds.PayoutPaid),
            ["payout.reconciliation_completed"] = new(RecordKinds.Payout, ChangeKinds.PayoutPaid),
        },
    };

    private static readonly string[] s_schedule = ["created", "updated", "released", "completed", "canceled", "aborted", "expiring"];

    private static readonly Dictionary<string, EventType> Known = Groups.Values.SelectMany(g => g).ToDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<string> Streams { get; } = [.. Groups.Keys];

    public static IEnumerable<string> Of(string stream, StripeOptions options) => Groups[stream].Where(t => t.Value.IsWanted(options)).Select(t => t.Key);

    /// <summary>Why an event is forgotten.</summary>
    public static string WhyNot(string type) => type switch
    {
        "payment_intent.succeeded" => "a payment of an invoice is told by the invoice, and one of none only where PaymentsOnAccount is set",
        "price.created" or "price.updated" or "price.deleted" => "the amount of a price never changes: it is read with the subscription or line that has it, which tells when it takes another one",
        "v1.billing.meter.error_report_triggered" or "v1.billing.meter.no_meter_found" =>
            "usage that Stripe refused: its meter's error report says why, and a total that was sent from here is settled by its own outcome",
        _ when type.StartsWith("subscription_schedule.", StringComparison.Ordinal) && s_schedule.Contains(type["subscription_schedule.".Length..]) =>
            "a schedule is told by its subscription, once its first phase has begun and whenever another one does",
        _ => "it is none of the events that are read",
    };

    public static EventType? Find(string type) => Known.GetValueOrDefault(type);
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Webhooks;

/// <summary>The events that are stored; others are accepted and forgotten.</summary>
internal static class EventTypes
{
    /// <summary>The kind of a delivery that is genuine and cannot be read.</summary>
    public const string Unreadable = "unreadable";

    private static readonly Dictionary<string, EventType> Known = new(StringComparer.Ordinal)
    {
        ["customer.subscription.created"] = new(RecordKinds.Contract, ChangeKinds.ContractChanged),
        ["customer.subscription.updated"] = new(RecordKinds.Contract, ChangeKinds.ContractChanged),
        ["customer.subscription.deleted"] = new(RecordKinds.Contract, ChangeKinds.ContractChanged),
        ["invoice.finalized"] = new(RecordKinds.Invoice, ChangeKinds.InvoiceIssued),
        ["invoice.paid"] = new(RecordKinds.Invoice, ChangeKinds.InvoicePaid),
        ["invoice.payment_failed"] = new(RecordKinds.Invoice, ChangeKinds.CollectionFailed),
        ["refund.created"] = new(RecordKinds.Refund, ChangeKinds.RefundMade),
    };

    public static IEnumerable<string> All => Known.Keys;

    public static EventType? Find(string type) => Known.GetValueOrDefault(type);
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>An object of a list in the words of the model: what happened to it last is seen from where it stands.</summary>
internal static class ListedMapping
{
    /// <summary>Whether there is anything to tell of it: a draft is no document, and a payout on its way settles nothing yet.</summary>
    public static bool IsTold(Json listed) => listed["object"].TextOrNull() switch
    {
        "invoice" => listed["status"].TextOrNull() is not (null or "draft"),
        "payout" => listed["status"].TextOrNull() is "paid" or "failed",
        "customer" => !listed["deleted"].BooleanOrFalse(),
        "charge" => listed["paid"].BooleanOrFalse() && listed["captured"].BooleanOrFalse(),
        "product" or "subscription" or "credit_note" or "refund" or "dispute" => true,
        _ => false,
    };

    public static bool IsListed(string kind) => kind is "customer" or "product" or "subscription" or "invoice" or "credit_note" or "charge" or "refund" or "dispute" or "payout";

    /// <summary>What it is about; a charge is the payment of its intent.</summary>
    public static ExternalRef SubjectOf(string system, Json listed) =>
        new(system, Told(listed).Record, (listed["object"].Text() == "charge" ? listed["payment_intent"].IdOrNull() : null) ?? listed["id"].Text());

    public static Change Map(References references, Delivery delivery)
    {
        Json listed = Json.Parse(delivery.Payload).Object();
        (string record, string change) = Told(listed);
        return new Change
        {
            System = delivery.System,
            Kind = change,
            Subject = SubjectOf(delivery.System, listed),
            OccurredAt = delivery.OccurredAt,
            Record = record == RecordKinds.Contract ? ContractMapping.Map(references, listed) : references.PaymentsOnly ? NamesMapping.Map(references, listed) : null,
        };
    }

    private static (string Record, string Change) Told(Json listed) => listed["object"].Text() switch
    {
        "customer" => (RecordKinds.Customer, ChangeKinds.CustomerSeen),
        "product" => (RecordKinds.Product, ChangeKinds.ProductSeen),
        "subscription" => (RecordKinds.Contract, ChangeKinds.ContractChanged),
        "invoice" => (RecordKinds.Invoice, listed["status"].TextOrNull() switch
        {
            "paid" => ChangeKinds.InvoicePaid,
            "void" => ChangeKinds.InvoiceVoided,
            "uncollectible" => ChangeKinds.InvoiceUncollectible,
            _ => ChangeKinds.InvoiceIssued,
        }),
        "credit_note" => (RecordKinds.CreditNote, ChangeKinds.CreditNoteIssued),
        "charge" => (RecordKinds.Payment, ChangeKinds.PaymentReceived),
        "refund" => listed["failure_balance_transaction"].IsNull ? (RecordKinds.Refund, ChangeKinds.RefundMade) : (RecordKinds.PaymentReversal, ChangeKinds.PaymentReversed),
        "dispute" => (RecordKinds.Dispute, ChangeKinds.DisputeChanged),
        "payout" => (RecordKinds.Payout, ChangeKinds.PayoutPaid),
        _ => throw listed["object"].Wrong("an object that this version lists"),
    };
}

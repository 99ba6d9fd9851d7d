using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class ReversalMapping
{
    /// <summary>Maps an answer that holds a <c>refund</c> that failed after its money had moved, and the <c>invoice_payments</c> of its payment.</summary>
    public static PaymentReversal Map(References references, Json answer)
    {
        Json refund = answer["refund"].Object();
        string id = refund["id"].Text();
        return new PaymentReversal
        {
            Ref = references.Own(RecordKinds.PaymentReversal, id),
            Customer = PaymentMapping.CustomerOf(references, refund["customer"].IsNull ? refund["charge"].Object() : refund),
            Of = references.Own(RecordKinds.Refund, id),
            Amount = WireCurrency.Read(refund["currency"]).Amount(refund["amount"]),
            ReversedAt = refund["failure_balance_transaction"].Object()["created"].Instant(),
            Invoice = PaymentMapping.OnlyInvoice(references, answer["invoice_payments"]),
        };
    }
}

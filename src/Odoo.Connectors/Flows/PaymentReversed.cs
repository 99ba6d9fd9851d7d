using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A payment failed after it was received, or a refund after it was made: the money went back to where it came from.</summary>
internal static class PaymentReversed
{
    public static Decision Decide(Change change, Chain chain, Known known)
    {
        PaymentReversal? reversal = change.Record as PaymentReversal;
        if (reversal is null && !known.TryRead(change.Subject, out reversal))
        {
            return Decision.Needs;
        }

        if (reversal is null)
        {
            return new Decision.Absorb("its source shows no money that went back");
        }

        chain.Ask(reversal.Of, reversal.Invoice, reversal.Invoice is null ? null : reversal.Invoice with { Kind = RecordKinds.InvoicePayments });
        if (!(reversal.Of.Kind == RecordKinds.Refund ? TryRefund(reversal, chain, out Invoice? invoice) : TryPayment(reversal, chain, out invoice)))
        {
            return chain.Stop(known);
        }

        chain.AddDocument(EffectKinds.PaymentReversal, reversal.Ref, reversal);
        return invoice is null || chain.TryStatus(invoice) ? chain.Decide() : chain.Stop(known);
    }

    /// <summary>The refund is booked whether it has a credit note or not: with what takes it back it comes to nothing.</summary>
    private static bool TryRefund(PaymentReversal reversal, Chain chain, out Invoice? invoice)
    {
        invoice = null;
        if (!chain.TryRecord(reversal.Of, "missing-refund", out Refund? refund))
        {
            return false;
        }

        if (reversal.Invoice is null && chain.TryBooked(EffectKinds.Refund, reversal.Of, out string? system) && system is not null)
        {
            chain.StandOn(EffectKinds.Refund, reversal.Of, refund, system);
            return true;
        }

        return chain.TryRefund(refund, open: refund.CreditNote is null, out invoice);
    }

    private static bool TryPayment(PaymentReversal reversal, Chain chain, out Invoice? invoice)
    {
        invoice = null;
        return chain.TryPaid(reversal.Of, reversal.Invoice, out _) && (reversal.Invoice is null || chain.TryInvoice(reversal.Invoice, out invoice));
    }
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>Money was given back. One that is on its way, or failed, is told of again by what becomes of it.</summary>
internal static class RefundMade
{
    public static Decision Decide(Change change, Chain chain, Known known, bool open) =>
        chain.TryRecord(change.Subject, "missing-refund", out Refund? refund) ? Decide(refund, chain, known, open) : chain.Stop(known);

    public static Decision Decide(Refund refund, Chain chain, Known known, bool open)
    {
        if (refund.Status != RefundStatus.Made)
        {
            return new Decision.Absorb(refund.Status == RefundStatus.Pending ? "the refund is on its way: no money moved yet" : "the refund failed; what came back is told by itself");
        }

        if (!chain.TryDisputedThere(refund, out bool isDisputed))
        {
            return Decision.Needs;
        }

        if (isDisputed)
        {
            return new Decision.Review(new CaseReason(
                ErrorKind.Conflict, "chargeback-told-twice",
                $"{refund.Ref} records that {refund.Amount} were charged back, and {chain.Gateway} tells of the same money as its dispute, which is what is booked. Nothing was written for this refund: match its credit note with the invoice that the dispute left open in Odoo, or reverse it if the dispute is won; then close this case.",
                "payment_method"));
        }

        return chain.TryRefund(refund, open, out Invoice? invoice) && (invoice is null || chain.TryStatus(invoice)) ? chain.Decide() : chain.Stop(known);
    }
}

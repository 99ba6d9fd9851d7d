using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>Money was given back. One that is on its way, or failed, is told of again by what becomes of it.</summary>
internal static class RefundMade
{
    public static Decision Decide(Change change, Chain chain, Known known, bool open)
    {
        if (!chain.TryRecord(change.Subject, "missing-refund", out Refund? refund))
        {
            return chain.Stop(known);
        }

        if (refund.Status != RefundStatus.Made)
        {
            return new Decision.Absorb(refund.Status == RefundStatus.Pending ? "the refund is on its way: no money moved yet" : "the refund failed; what came back is told by itself");
        }

        return chain.TryRefund(refund, open, out Invoice? invoice) && (invoice is null || chain.TryStatus(invoice)) ? chain.Decide() : chain.Stop(known);
    }
}

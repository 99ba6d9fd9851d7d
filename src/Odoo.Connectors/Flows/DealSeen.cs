using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A deal of the CRM was seen.</summary>
internal static class DealSeen
{
    public static Decision Decide(Deal told, Chain chain, Known known)
    {
        if (!told.IsWon)
        {
            return new Decision.Absorb("the deal is not won");
        }

        // The delivery may be old: a case that is retried must see what was corrected meanwhile.
        if (!known.TryShadow(told.Ref, out Shadow shadow))
        {
            return Decision.Needs;
        }

        if (shadow.Holds(Snapshots.Of(told).Fields))
        {
            return new Decision.Absorb("the deal is as it was");
        }

        if (!known.TryRead(told.Ref, out Deal? deal))
        {
            return Decision.Needs;
        }

        if (deal is not { IsWon: true })
        {
            return new Decision.Absorb("the deal is no longer won");
        }

        Snapshot seen = Snapshots.Of(deal);
        if (shadow.Holds(seen.Fields))
        {
            return new Decision.Absorb("the deal is as it was");
        }

        if (!shadow.IsEmpty)
        {
            return new Decision.Review(new CaseReason(
                ErrorKind.Conflict, "deal-changed",
                $"{deal.Ref} changed after it was won: its contract stands as signed. Change the subscription where it is billed, or put the deal back and retry."));
        }

        if (!chain.TryCustomer(deal.Customer) || !chain.TryCustomerFields(deal.Customer) || !chain.TryContract(deal))
        {
            return chain.Stop(known);
        }

        chain.Remember(seen);
        return chain.Decide();
    }
}

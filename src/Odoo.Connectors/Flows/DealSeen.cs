using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A deal of the CRM was seen.</summary>
internal static class DealSeen
{
    public static Decision Decide(Deal deal, Chain chain, Known known)
    {
        if (!deal.IsWon)
        {
            return new Decision.Absorb("the deal is not won");
        }

        Snapshot seen = Snapshots.Of(deal);
        if (!known.TryShadow(deal.Ref, out Shadow shadow))
        {
            return Decision.Needs;
        }

        if (shadow.Holds(seen.Fields))
        {
            return new Decision.Absorb("the deal is as it was");
        }

        if (!shadow.IsEmpty)
        {
            return new Decision.Review(new CaseReason(
                ErrorKind.Conflict, "deal-changed",
                $"{deal.Ref} changed after it was won: its contract stands as signed. Change the subscription where it is billed, or put the deal back."));
        }

        if (!chain.TryCustomer(deal.Customer) || !chain.TryContract(deal))
        {
            return chain.Stop(known);
        }

        chain.Remember(seen);
        chain.Remember(Snapshots.Of(deal.Customer));
        return chain.Decide();
    }
}

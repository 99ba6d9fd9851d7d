using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A customer of the CRM was seen: changes of those that are customers already reach the ERP; our own writes come back unchanged.</summary>
internal static class CustomerSeen
{
    public static Decision Decide(Customer told, Chain chain, Known known)
    {
        bool answered = known.TryLink(told.Ref, out RecordLink? link);
        answered &= known.TryShadow(told.Ref, out Shadow shadow);
        if (!answered)
        {
            return Decision.Needs;
        }

        if (link is null)
        {
            return new Decision.Absorb("not a customer yet: nothing was won");
        }

        if (link.StateOf(told.Ref) == LinkState.Superseded)
        {
            return new Decision.Absorb("it was merged into another customer");
        }

        if (shadow.Holds(chain.SnapshotOf(told).Fields))
        {
            return new Decision.Absorb("the customer is as it was");
        }

        if (!known.TryRead(told.Ref, out Customer? now))
        {
            return Decision.Needs;
        }

        return now is null
            ? new Decision.Do([]) { Facts = [new IdentityFact.Deleted(told.Ref, known.Now.ToUnixTimeMilliseconds())] }
            : chain.TryCustomerFields(now) ? chain.Decide() : chain.Stop(known);
    }
}

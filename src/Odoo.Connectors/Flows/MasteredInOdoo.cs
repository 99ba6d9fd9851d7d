using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A customer that Odoo masters was seen: what it is there reaches the CRM, where it is found or made, and the billing platform where it is
/// known there.
/// </summary>
internal static class MasteredInOdoo
{
    public static Decision Decide(Customer told, string? crm, Chain chain, Known known)
    {
        bool answered = known.TryLink(told.Ref, out RecordLink? link);
        answered &= known.TryShadow(told.Ref, out Shadow shadow);
        if (!answered)
        {
            return Decision.Needs;
        }

        if (link?.StateOf(told.Ref) == LinkState.Superseded)
        {
            return new Decision.Absorb("it was merged into another customer");
        }

        if (shadow.Holds(Snapshots.Of(told, []).Fields))
        {
            return new Decision.Absorb("the customer is as it was");
        }

        if (!known.TryRead(told.Ref, out Customer? now))
        {
            return Decision.Needs;
        }

        if (now is null)
        {
            // What is missing in Odoo is looked for by the flow that is there for it: it may be another company's by now.
            return new Decision.Absorb("it is not to be read any more");
        }

        bool isIn = crm is not null && link?.IdIn(crm, RecordKinds.Customer) is not null;
        if (now.IsArchived || (!isIn && (!now.IsCompany || now.IsSupplierOnly)))
        {
            return new Decision.Absorb(now.IsArchived ? "it is archived" : "it is no customer's company");
        }

        return chain.TryTellMastered(now, crm, isIn) ? chain.Decide() : chain.Stop(known);
    }
}

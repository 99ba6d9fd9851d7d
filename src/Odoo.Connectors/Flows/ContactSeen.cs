using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A person at a customer was seen: those of customers reach the ERP. One that is put away stays there as it is.</summary>
internal static class ContactSeen
{
    public static Decision Decide(Contact told, Chain chain, Known known)
    {
        if (told.Customer is null)
        {
            return new Decision.Absorb("the contact belongs to no customer");
        }

        bool answered = known.TryLink(told.Customer, out RecordLink? link);
        answered &= known.TryShadow(told.Ref, out Shadow shadow);
        if (!answered)
        {
            return Decision.Needs;
        }

        if (link is null || shadow.Holds(Snapshots.Of(told).Fields))
        {
            return new Decision.Absorb(link is null ? "not a customer's yet: nothing was won" : "the contact is as it was");
        }

        if (!known.TryRead(told.Ref, out Contact? now))
        {
            return Decision.Needs;
        }

        if (now is not { IsArchived: false, Customer: not null })
        {
            return new Decision.Absorb("the contact was put away");
        }

        if (!known.TryRead(now.Customer, out Customer? customer))
        {
            return Decision.Needs;
        }

        if (customer is null)
        {
            return new Decision.Absorb("its customer is not there any more");
        }

        chain.AddContact(customer, now);
        chain.Remember(Snapshots.Of(now));
        // Its address may be the one that stands for the customer's.
        return chain.TryCustomerFields(customer) ? chain.Decide() : chain.Stop(known);
    }
}

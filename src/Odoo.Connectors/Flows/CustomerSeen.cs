using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A customer of the CRM was seen: changes of those that are customers already reach the ERP; our own writes come back unchanged.</summary>
internal static class CustomerSeen
{
    public static Decision Decide(Customer customer, Chain chain, Known known, LeadToCashOptions options)
    {
        Snapshot seen = Snapshots.Of(customer);
        bool answered = known.TryLink(customer.Ref, out RecordLink? link);
        answered &= known.TryShadow(customer.Ref, out Shadow shadow);
        if (!answered)
        {
            return Decision.Needs;
        }

        if (link is null)
        {
            return new Decision.Absorb("not a customer yet: nothing was won");
        }

        if (shadow.Holds(seen.Fields))
        {
            return new Decision.Absorb("the customer is as it was");
        }

        chain.Remember(seen);
        chain.Add(new Intent
        {
            Target = options.Erp, Kind = EffectKinds.CustomerFields, Class = EffectClass.State, Source = customer.Ref, Record = customer, Customer = customer,
        });
        return chain.Decide();
    }
}

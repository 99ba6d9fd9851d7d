using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A document or money was seen in the ledger, entered there or by us: what the customer owes may be another, and the CRM's account is told.</summary>
internal static class LedgerSeen
{
    public static Decision Decide(Change change, string crm, Chain chain, Known known)
    {
        ExternalRef? customer = change.Record switch
        {
            DocumentStatus document => document.Customer,
            BookedPayment payment => payment.Customer,
            _ => null,
        };
        if (customer is null)
        {
            return new Decision.Absorb("nobody is named for it");
        }

        if (!known.TryLink(customer, out RecordLink? link))
        {
            return Decision.Needs;
        }

        if (link?.IdIn(crm, RecordKinds.Customer) is not string account)
        {
            return new Decision.Absorb($"its customer is no account of {crm}");
        }

        chain.TellAccount(new ExternalRef(crm, RecordKinds.Customer, account));
        return chain.Decide();
    }
}

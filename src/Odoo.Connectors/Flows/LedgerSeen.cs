using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A document or money was seen in the ledger, entered there or by us. What the customer owes may be another, and the CRM's account is told;
/// what people booked is told to the system that issued the invoice. Each where the host has it so.
/// </summary>
internal static class LedgerSeen
{
    /// <param name="change">The change.</param>
    /// <param name="crm">The CRM whose accounts are told; null tells none.</param>
    /// <param name="platform">The system that issues invoices, where it is told of money; null tells it nothing.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="known">What is known.</param>
    public static Decision Decide(Change change, string? crm, string? platform, Chain chain, Known known)
    {
        bool answered = platform is null || change.Record switch
        {
            DocumentStatus document => BankMoneyCheck.TryCollect(document, platform, chain, known),
            BookedPayment payment => BankMoney.TryCollect(payment, platform, chain, known),
            _ => true,
        };
        string? reason = "nothing of it is news to anybody";
        answered &= crm is null || TryTell(change.Record, crm, chain, known, out reason);
        return !answered || known.HasNeeds ? Decision.Needs : chain.IsEmpty ? new Decision.Absorb(reason!) : chain.Decide();
    }

    private static bool TryTell(object? record, string crm, Chain chain, Known known, out string? reason)
    {
        ExternalRef? customer = record switch
        {
            DocumentStatus document => document.Customer,
            BookedPayment payment => payment.Customer,
            _ => null,
        };
        reason = customer is null ? "nobody is named for it" : $"its customer is no account of {crm}";
        if (customer is null)
        {
            return true;
        }

        if (!known.TryLink(customer, out RecordLink? link))
        {
            return false;
        }

        if (link?.IdIn(crm, RecordKinds.Customer) is string account)
        {
            chain.TellAccount(new ExternalRef(crm, RecordKinds.Customer, account));
        }

        return true;
    }
}

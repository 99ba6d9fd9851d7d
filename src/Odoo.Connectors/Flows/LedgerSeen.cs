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
    /// <param name="crm">The CRM whose accounts are told, or are known by to billing; null tells none.</param>
    /// <param name="tells">Whether accounts of the CRM are told, and whether their customers at billing are.</param>
    /// <param name="platform">The system that issues invoices, where it is told of money; null tells it nothing.</param>
    /// <param name="told">The platform that is told of what the ledger issues, and the CRM by whose ids it knows customers; null tells none.</param>
    /// <param name="tellsInvoices">Whether the deals are told of invoices that people made in the ledger.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="known">What is known.</param>
    public static Decision Decide(Change change, string? crm, (bool Accounts, bool Debts) tells, string? platform, (string Billing, string Crm)? told, bool tellsInvoices, Chain chain, Known known)
    {
        bool answered = platform is null || change.Record switch
        {
            DocumentStatus document => BankMoneyCheck.TryCollect(document, platform, chain, known),
            BookedPayment payment => BankMoney.TryCollect(payment, platform, chain, known),
            _ => true,
        };
        answered &= !tellsInvoices || change.Record is not DocumentStatus issued || TryTellDeals(issued, chain, known);
        answered &= told is not var (billing, names) || BillingTold.TryCollect(change.Record, billing, names, chain, known);
        string? reason = "nothing of it is news to anybody";
        answered &= crm is null || TryTell(change.Record, crm, tells, chain, known, out reason);
        return !answered || known.HasNeeds ? Decision.Needs : chain.IsEmpty ? new Decision.Absorb(reason!) : chain.Decide();
    }

    /// <summary>The delivery may be old: where the invoice stands now counts.</summary>
    private static bool TryTellDeals(DocumentStatus told, Chain chain, Known known) =>
        told is not { Ref.Kind: RecordKinds.Invoice, Source: null, State: not DocumentState.Draft, Orders.Count: > 0 }
        || (known.TryRead(told.Ref, out DocumentStatus? now) && (now is null or { State: DocumentState.Draft } || chain.TryTellInvoice(now)));

    private static bool TryTell(object? record, string crm, (bool Accounts, bool Debts) tells, Chain chain, Known known, out string? reason)
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
            ExternalRef named = new(crm, RecordKinds.Customer, account);
            if (tells.Accounts)
            {
                chain.TellAccount(named);
            }

            if (tells.Debts)
            {
                chain.TellDebt(named);
            }
        }

        return true;
    }
}

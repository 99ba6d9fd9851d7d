using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// A deal of the CRM was seen. What counts is its commercial content: won with the same content it is the same deal, however often it is
/// saved, closed and opened; won with another one it is a case or an amendment, as the host has it; no longer won, it is a case.
/// </summary>
internal static class DealSeen
{
    public static Decision Decide(Deal told, DealAmending? amending, Chain chain, Known known)
    {
        bool answered = known.TryShadow(told.Ref, out Shadow shadow);
        answered &= known.TryLink(told.Customer.Ref, out RecordLink? customer);
        bool amended = false;
        answered &= amending is null || amending.TryWasAmended(told.Ref, out amended);
        if (!answered)
        {
            return Decision.Needs;
        }

        bool agreed = DealTerms.WasAgreed(shadow) || amended;
        if (told.IsWon ? agreed && !DealTerms.IsOpen(shadow) && DealTerms.Holds(shadow, told, customer) : !agreed || DealTerms.IsOpen(shadow))
        {
            return new Decision.Absorb(told.IsWon ? "the deal is as it was" : agreed ? "that the deal was opened again is known" : "the deal is not won");
        }

        // The delivery may be old: a case that is retried must see what was corrected meanwhile.
        if (!known.TryRead(told.Ref, out Deal? deal))
        {
            return Decision.Needs;
        }

        if (deal is not { IsWon: true })
        {
            return agreed && deal is not null ? Reopened(deal) : new Decision.Absorb("the deal is no longer won");
        }

        if (!known.TryLink(deal.Customer.Ref, out customer))
        {
            return Decision.Needs;
        }

        return agreed ? WonAgain(deal, shadow, customer, amending) : Won(deal, customer, chain, known);
    }

    private static Decision Won(Deal deal, RecordLink? customer, Chain chain, Known known)
    {
        if (!chain.TryCustomer(deal.Customer) || !chain.TryCustomerFields(deal.Customer) || !chain.TryInvoiced(deal.Customer) || !chain.TryContract(deal) || !chain.TrySubscription(deal, customer, out bool differs))
        {
            return chain.Stop(known);
        }

        if (differs)
        {
            return Changed(deal);
        }

        chain.Remember(DealTerms.Agreed(deal));
        return chain.Decide();
    }

    private static Decision WonAgain(Deal deal, Shadow shadow, RecordLink? customer, DealAmending? amending) =>
        !DealTerms.Holds(shadow, deal, customer) ? amending?.Decide(deal, shadow, customer) ?? Changed(deal)
            : DealTerms.IsOpen(shadow) ? new Decision.Do([]) { Seen = [DealTerms.Agreed(deal)] }
            : new Decision.Absorb("the deal is as it was");

    private static Decision.Review Changed(Deal deal) => new(new CaseReason(
        ErrorKind.Conflict, "deal-changed",
        $"{deal.Ref} changed after it was won (its content is now {DealTerms.VersionOf(deal)}): its contract stands as signed. Change the subscription where it is billed, or put the deal back and retry."));

    private static Decision Reopened(Deal deal) => new Decision.Do([])
    {
        Seen = [DealTerms.Reopened(deal.Ref)],
        ForReview = new CaseReason(
            ErrorKind.Conflict, "deal-reopened",
            $"{deal.Ref} was won and is not won any more: its contract stands as signed. End the subscription where it is billed, or win the deal again; then retry."),
    };
}

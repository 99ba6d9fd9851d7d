using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Makes an amendment of a deal that was won again with other content, where no subscription names it: its order is changed to the new
/// lines, against what the order holds.
/// </summary>
internal sealed class DealAmending(DateTimeOffset at, Chain chain, Known known)
{
    public bool TryWasAmended(ExternalRef deal, out bool amended)
    {
        bool answered = known.TryShadow(DealTerms.AmendmentOf(deal), out Shadow amendment);
        amended = answered && DealTerms.WasAmended(amendment);
        return answered;
    }

    /// <returns>Null where it is none: another customer or currency, or a subscription's to change.</returns>
    public Decision? Decide(Deal deal, Shadow agreed, RecordLink? customer)
    {
        if (!known.TryShadow(DealTerms.AmendmentOf(deal.Ref), out Shadow amendment) | !known.TryLink(deal.Ref, out RecordLink? record))
        {
            return Decision.Needs;
        }

        bool framed = DealTerms.HoldsFrame(agreed, deal, customer) || DealTerms.HoldsFrame(amendment, deal, customer);
        bool billed = chain.Subscribes(deal.Ref) || record?.References.Any(r => r.Kind == RecordKinds.Contract && !chain.Ledgers.Contains(r.System)) == true;
        return framed && !billed ? Amend(deal, record) : null;
    }

    private Decision Amend(Deal deal, RecordLink? record)
    {
        ExternalRef? order = chain.Ledgers.Select(l => record?.IdIn(l, RecordKinds.Contract) is string id ? new ExternalRef(l, RecordKinds.Contract, id) : null).FirstOrDefault(o => o is not null);
        if (order is null)
        {
            return new Decision.Wait(new CaseReason(ErrorKind.Dependency, "contract-not-made", $"The contract of {deal.Ref}, which changed since it was won, is not made yet. Settle what holds it up, then retry."));
        }

        if (!known.TryBusy(order.System, $"contract/{record!.Origin}", out bool busy) | !known.TryRead(order, out Contract? now))
        {
            return Decision.Needs;
        }

        if (busy)
        {
            return Decision.Wait.Patiently(new CaseReason(ErrorKind.Transient, "record-busy", $"Another write to the order of {deal.Ref} is under way."));
        }

        if (now is null)
        {
            return new Decision.Review(new CaseReason(ErrorKind.NotFound, "missing-contract", $"{deal.Ref} was amended, and its order {order} is not to be found. Correct the link, or enter the change by hand; then retry."));
        }

        if (!chain.TryCustomer(deal.Customer) || !chain.TryContract(deal))
        {
            return chain.Stop(known);
        }

        Amendment amendment = new() { EffectiveOn = DateOnly.FromDateTime(at.UtcDateTime), EffectiveAt = at, Before = now.Terms, Terms = deal.Lines };
        chain.AddAmendment(now with { Ref = deal.Ref with { Kind = RecordKinds.Contract }, Deal = deal.Ref, Version = null, Terms = deal.Lines }, amendment, at);
        chain.Remember(DealTerms.Agreed(deal));
        chain.Remember(DealTerms.Amended(deal));
        return chain.Decide();
    }
}

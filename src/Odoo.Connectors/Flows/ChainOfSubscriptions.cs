using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>What is made where contracts are owned.</summary>
internal sealed partial class Chain
{
    /// <summary>Whether a deal makes a subscription where contracts are owned.</summary>
    public bool Subscribes(ExternalRef deal) => _subscribing.Makes(deal);

    /// <summary>The subscription of a won deal, where one is to be made of it.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="customer">Its customer's record.</param>
    /// <param name="differs">Whether a contract stands already, of other content.</param>
    public bool TrySubscription(Deal deal, RecordLink? customer, out bool differs)
    {
        differs = false;
        if (!Subscribes(deal.Ref))
        {
            return true;
        }

        if (!_subscribing.TryDiffers(deal, customer, Ledgers, out differs) || (!differs && !_subscribing.TryMake(deal, _invoiced)))
        {
            return false;
        }

        if (!differs)
        {
            Remember(DealTerms.Signed(deal));
        }

        return true;
    }
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>An order of Odoo's was seen, where contracts are Odoo's: the deal that it was made of shows what it holds.</summary>
internal static class OrderSeen
{
    public static Decision Decide(Contract told, DateTimeOffset at, Chain chain, Known known)
    {
        if (!known.TryRead(told.Ref, out Contract? now))
        {
            return Decision.Needs;
        }

        if (!chain.TryTellOrder(now ?? told, at) || known.HasNeeds)
        {
            return Decision.Needs;
        }

        return chain.IsEmpty ? new Decision.Absorb("no deal was made of it") : chain.Decide();
    }
}

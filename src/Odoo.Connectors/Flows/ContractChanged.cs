using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A subscription began or changed. What it is now comes from a fresh reading, how it changed from the event.</summary>
internal static class ContractChanged
{
    public static Decision Decide(Contract told, DateTimeOffset at, Chain chain, Known known)
    {
        if (!known.TryRead(told.Ref, out Contract? read))
        {
            return Decision.Needs;
        }

        Contract now = (read ?? told) with { Amendments = told.Amendments };
        if (!chain.TryContract(now))
        {
            return chain.Stop(known);
        }

        if (!chain.TryTroubles(t => t.Stand(now.Ref, now.Status)))
        {
            return chain.Stop(known);
        }

        chain.AddAmendments(told, now, at);
        chain.AddStatus(now.Status);
        return chain.Decide();
    }
}

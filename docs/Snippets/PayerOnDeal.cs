using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

#region payer-on-deal
/// <summary>Shows on the CRM's deal who pays for what came of it.</summary>
public sealed class PayerOnDeal : IFlow
{
    public bool Handles(string changeKind) => changeKind == ChangeKinds.ContractChanged;

    public Decision Decide(Change change, Known known)
    {
        if (!known.TryRead(change.Subject, out Contract? contract))
        {
            return Decision.Needs;
        }

        if (contract?.Deal is not ExternalRef sold)
        {
            return new Decision.Absorb("no deal led to the subscription");
        }

        if (!(known.TryRead(sold, out Deal? deal) & known.TryRead(contract.Customer, out Customer? customer)))
        {
            return Decision.Needs;
        }

        return deal is null || customer?.Contact is not Contact payer
            ? new Decision.Absorb("there is no deal any more, or nobody who pays is named")
            : new Decision.Do(
            [
                new Intent
                {
                    Target = sold.System, Kind = EffectKinds.Contacts, Class = EffectClass.State, Source = sold,
                    Record = deal with { Contacts = [], ContactRoles = [new ContactRole { Contact = payer.Ref, Role = "Economic Buyer" }] },
                },
            ]);
    }
}
#endregion

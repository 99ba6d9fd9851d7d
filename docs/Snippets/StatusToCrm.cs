using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

#region flow
/// <summary>Shows on the CRM's account how its subscription stands.</summary>
public sealed class StatusToCrm : IFlow
{
    public bool Handles(string changeKind) => changeKind == ChangeKinds.ContractChanged;

    public Decision Decide(Change change, Known known)
    {
        // Not known yet: the engine reads it, commits the answer and asks again.
        if (!known.TryRead(change.Subject, out Contract? contract))
        {
            return Decision.Needs;
        }

        if (contract is null)
        {
            return new Decision.Absorb("the subscription is gone");
        }

        if (!known.TryRead(contract.Customer, out Customer? customer))
        {
            return Decision.Needs;
        }

        if (customer?.SameAs is not ExternalRef account)
        {
            return new Decision.Review(new CaseReason(
                ErrorKind.Dependency, "unknown-customer", $"{contract.Customer} names no account of the CRM. Enter its id, then retry.", "customer"));
        }

        return new Decision.Do(
        [
            new Intent
            {
                Target = account.System, Kind = EffectKinds.AccountStatus, Class = EffectClass.State, Source = account, Record = contract.Status,
            },
        ]);
    }
}
#endregion

using Odoo.Connectors.Erp;
using Odoo.Connectors.Flows;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

#region ends-to-billing
/// <summary>Ends the subscription of an order that was cancelled in Odoo, after somebody approved it.</summary>
public sealed class EndsToBilling : IFlow
{
    private readonly ContractEdits _edits = new(new CompanyCalendar("Europe/Brussels"));

    public IReadOnlyList<string> Targets => ["billing"];

    public bool Handles(string changeKind) => changeKind == ChangeKinds.ContractSeen;

    public Decision Decide(Change change, Known known)
    {
        // Our own writes, such as the end of a subscription that billing told of, are settled here.
        if (_edits.Settle(change, known, out Contract edited) is Decision settled)
        {
            return settled;
        }

        if (!known.TryLink(change.Subject, out RecordLink? link))
        {
            return Decision.Needs;
        }

        if (edited.Status != ContractStatus.Ended || link?.IdIn("billing", RecordKinds.Contract) is not string id)
        {
            return new Decision.Absorb("no subscription to end");
        }

        ExternalRef subscription = new("billing", RecordKinds.Contract, id);
        return new Decision.Do([new Intent
        {
            Target = "billing",
            Kind = EffectKinds.ContractCancellation,
            Class = EffectClass.Document,
            Source = change.Subject, // once for each order, however often it is told
            Record = new ContractCancellation { Ref = change.Subject, Contract = subscription },
            Hold = $"The order of {subscription} was cancelled in Odoo. Approve to end it at the end of the paid period.",
        }]);
    }
}
#endregion

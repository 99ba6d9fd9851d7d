using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

#region disputes
/// <summary>Books a dispute in Odoo: the chargeback, and what a dispute that was won gives back.</summary>
public sealed class Disputes : IFlow
{
    public bool Handles(string changeKind) => changeKind == "dispute.changed";

    public Decision Decide(Change change, Known known)
    {
        if (!known.TryRead(change.Subject, out Dispute? dispute))
        {
            return Decision.Needs;
        }

        if (dispute is null)
        {
            return new Decision.Absorb("the dispute is gone");
        }

        Intent chargeback = new()
        {
            Target = "odoo", Kind = EffectKinds.Chargeback, Class = EffectClass.Document, Source = dispute.Ref, Record = dispute,
        };
        return new Decision.Do(dispute.Status == DisputeStatus.Won
            ? [chargeback, chargeback with { Kind = EffectKinds.ChargebackReversal }]
            : [chargeback]);
    }
}
#endregion

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Docs;

#region taken-back
/// <summary>Takes voided invoices back in the ERP, as a source of your own tells of them.</summary>
public sealed class TakenBack : IFlow
{
    public bool Handles(string changeKind) => changeKind == "invoice.voided";

    public Decision Decide(Change change, Known known)
    {
        VoidedInvoice voided = (VoidedInvoice)change.Record!;
        if (!known.TryRead(voided.Invoice.Customer, out Customer? customer))
        {
            return Decision.Needs;
        }

        return new Decision.Do(
        [
            new Intent
            {
                Target = "odoo-eu", Kind = EffectKinds.Void, Class = EffectClass.Document, Source = voided.Invoice.Ref, Record = voided, Customer = customer,
            },
        ]);
    }
}
#endregion

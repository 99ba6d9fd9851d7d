using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The invoice that a credit note takes back, as a plan names it: by external id, or by id where a person entered it. The credit note goes
/// to whoever has the invoice now; without that the two are not reconciled.
/// </summary>
internal sealed record CreditedInvoice(JsonNode Reference, JsonNode Partner, ErpDocument? Found)
{
    public static bool TryFind(PlanContext context, Intent intent, ExternalRef invoice, string? number, [NotNullWhen(true)] out CreditedInvoice? credited, ref CaseReason? problem)
    {
        string key = ErpKeys.ExternalId(EffectKinds.Invoice, invoice);
        credited = null;
        bool answered = context.Known.TryLink(invoice, out RecordLink? record);
        answered &= context.Known.TryEffect(context.Known.DocumentKey(context.System, EffectKinds.Invoice, invoice), out EffectSummary? effect);
        answered &= context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Document, DocumentReader.Key(key, null, number)), out ErpDocument? found);
        answered &= context.TryPartner(intent.Customer!, out JsonNode partner);

        // What the identity map says goes before a number: a person linked the two. One of Odoo's own is named by its id.
        if (answered && found is null or { IsOurs: false } && (invoice.System == context.System ? invoice.Id : record?.IdIn(context.System, RecordKinds.Invoice)) is string linked)
        {
            answered &= context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Document, DocumentReader.Key(key, linked, null)), out ErpDocument? named);
            found = named ?? found;
        }

        if (!answered)
        {
            return false;
        }

        if (found is null)
        {
            // It may be on its way: then it is there when this is sent, or this is refused.
            credited = new CreditedInvoice(DocumentPlan.Ref(key), partner, null);
            return true;
        }

        if (found.Matches > 1)
        {
            problem ??= new CaseReason(
                ErrorKind.Conflict, "ambiguous-invoice", $"Odoo has several posted invoices with the number of {invoice}; give all but one another reference there, then retry.", "invoice");
        }
        else if (found.State == "cancel" && intent.Kind != EffectKinds.Void)
        {
            problem ??= new CaseReason(ErrorKind.Conflict, "invoice-not-posted", $"The invoice {invoice} is cancelled in Odoo; post it again there, or give this up.", "invoice");
        }

        // What is on its way is a draft for a moment; what was done is one because a person put it back.
        bool putBack = found.State == "draft" && (!found.IsOurs || effect is { State: EffectState.Applied });
        if (putBack && intent.Kind != EffectKinds.Void)
        {
            problem ??= new CaseReason(
                ErrorKind.Conflict, "invoice-not-posted", $"The invoice {invoice} is a draft again in Odoo, and nothing is reconciled with a draft; post it there, then retry.", "invoice");
        }

        credited = new CreditedInvoice(found.IsOurs ? DocumentPlan.Ref(key) : found.Id, found.PartnerId, found with { State = found.State == "draft" && !putBack ? "posted" : found.State });
        return true;
    }
}

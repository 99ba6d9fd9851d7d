using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Plans what becomes of an invoice that its source took back or gave up. What is posted is corrected by a document; only a draft is
/// cancelled.
/// </summary>
internal static class CorrectionPlanner
{
    public static PlanResult PlanVoid(PlanContext context, Intent intent)
    {
        VoidedInvoice voided = (VoidedInvoice)intent.Record;
        CaseReason? problem = null;
        CreditedInvoice.TryFind(context, intent, voided.Invoice.Ref, voided.Invoice.Number, out CreditedInvoice? credited, ref problem);
        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        switch (credited?.Found)
        {
            case { State: "cancel" }:
                return new PlanResult.Nothing("the invoice is cancelled in Odoo already");
            case { PaymentState: "reversed" }:
                return new PlanResult.Nothing("the invoice is credited in full in Odoo already");
            case { State: "draft", IsOurs: true, PaymentState: "not_paid" }:
                return CancelDraft(context, intent, voided.Invoice.Ref);
            case { State: "draft" }:
                return new PlanResult.Review(new CaseReason(
                    ErrorKind.Conflict, "draft-in-use",
                    $"{voided.Invoice.Ref} is void and a draft in Odoo that a person made, or that is still reconciled with a payment. Undo the payment and cancel the draft there.", "invoice"));
        }

        DateTimeOffset day = context.Options.VoidDate == VoidDating.DayOfInvoice ? voided.Invoice.IssuedAt : voided.VoidedAt;
        return InvoicePlanner.PlanCorrection(context, intent, DocumentContent.Of(voided.Invoice) with { IssuedAt = day }, NumberPlanner.Derived(context, voided.Invoice.Ref, voided.Invoice.Number, "void"), credited);
    }

    public static PlanResult PlanWriteOff(PlanContext context, Intent intent)
    {
        UncollectibleInvoice lost = (UncollectibleInvoice)intent.Record;
        OdooErpOptions options = context.Options;
        if (options.BadDebtProduct is null && options.UncollectibleField is null)
        {
            return new PlanResult.Review(new CaseReason(
                ErrorKind.Configuration, "uncollectible-policy",
                $"{lost.Invoice} is uncollectible, and it is not set what becomes of it: set Systems:{context.System}:BadDebtProduct to write it off, or UncollectibleField to leave it open and marked, then retry.",
                $"Systems:{context.System}:BadDebtProduct"));
        }

        CaseReason? problem = null;
        bool known = CreditedInvoice.TryFind(context, intent, lost.Invoice, lost.Number, out CreditedInvoice? credited, ref problem);
        known &= context.TrySetup(out ErpSetup setup);
        known &= context.TryCurrency(lost.Open.Currency, out long currency, ref problem);
        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        if (options.BadDebtProduct is not string product)
        {
            return !known || credited is null ? PlanResult.Needs : Mark(context, intent, setup, credited, options.UncollectibleField!);
        }

        if (known && credited?.Found is ErpDocument found && (found.CurrencyId != currency || found.Residual != lost.Open.Amount))
        {
            return new PlanResult.Review(new CaseReason(
                ErrorKind.Conflict, "open-differs",
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{lost.Invoice} is uncollectible with {lost.Open} open at its source, and Odoo shows {found.Residual} open. Settle what differs, then retry."),
                "open"));
        }

        InvoiceLine line = new()
        {
            Id = "loss", ProductCode = product, Description = $"Uncollectible: {lost.Number}", Quantity = 1m, UnitPrice = lost.Open.Amount, Net = lost.Open,
        };
        return InvoicePlanner.PlanCorrection(
            context, intent, new DocumentContent(lost.Invoice, lost.Open.Currency, [line], lost.Open, [], lost.Open, lost.MarkedAt), NumberPlanner.Derived(context, lost.Invoice, lost.Number, "writeoff"), credited, isUsedUp: true);
    }

    /// <summary>Cancels it while it is the draft that was seen; a draft that kept a payment would let go of it.</summary>
    private static PlanResult CancelDraft(PlanContext context, Intent intent, ExternalRef invoice)
    {
        if (!context.TrySetup(out ErpSetup setup))
        {
            return PlanResult.Needs;
        }

        DocumentPlan plan = DocumentPlan.Call(ErpKeys.ExternalId(EffectKinds.Invoice, invoice), "account.move", setup.CompanyId, "button_cancel", ["name", "state", "payment_state"]);
        plan.Expect["state"] = "draft";
        plan.Expect["payment_state"] = "not_paid";
        plan.ExpectAfter["state"] = "cancel";
        return new PlanResult.Send(new EffectPlan { Subject = $"{intent.Kind}/{intent.Source}", Payload = plan.ToString(), Way = context.Way });
    }

    private static PlanResult.Send Mark(PlanContext context, Intent intent, ErpSetup setup, CreditedInvoice credited, string field)
    {
        WritePlan plan = new()
        {
            Company = setup.CompanyId, Model = "account.move", Record = credited.Reference, Values = new JsonObject { [field] = "uncollectible" },
        };
        return new PlanResult.Send(new EffectPlan { Subject = $"{intent.Kind}/{intent.Source}", Payload = plan.ToString(), Way = ErpWays.Write });
    }
}

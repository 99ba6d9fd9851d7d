using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Plans invoices and credit notes: posted with the source's totals, or not at all.</summary>
internal static class InvoicePlanner
{
    private static readonly string[] Fields =
        ["name", "state", "date", "amount_untaxed", "amount_tax", "amount_total", "amount_residual", "payment_state"];

    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        Invoice invoice = (Invoice)intent.Record;
        CaseReason? problem = null;
        bool known = context.TryPartner(intent.Customer!, out JsonNode partner);
        known &= TryDraft(context, intent, DocumentContent.Of(invoice), invoice.Number, partner, out DocumentPlan plan, out List<string> remarks, ref problem);
        if (!known || problem is not null)
        {
            return problem is null ? PlanResult.Needs : new PlanResult.Review(problem);
        }

        plan.Values["move_type"] = "out_invoice";
        plan.Values["invoice_date_due"] = PlanContext.Text(context.Day(invoice.DueAt ?? invoice.IssuedAt));
        plan.Values["payment_reference"] = invoice.Number;
        plan.Values["invoice_origin"] = invoice.Contract?.Id ?? "";
        return Finish(context, intent, plan, remarks);
    }

    public static PlanResult PlanCreditNote(PlanContext context, Intent intent)
    {
        CreditNote note = (CreditNote)intent.Record;
        CaseReason? problem = null;
        CreditedInvoice.TryFind(context, intent, note.Invoice, note.InvoiceNumber, out CreditedInvoice? credited, ref problem);
        return problem is null ? PlanCorrection(context, intent, DocumentContent.Of(note), note.Number, credited) : new PlanResult.Review(problem);
    }

    /// <summary>A credit note of an invoice, null while that is not known: Odoo reconciles the two when it posts. One that must be used up by that leaves no credit.</summary>
    public static PlanResult PlanCorrection(PlanContext context, Intent intent, DocumentContent document, string number, CreditedInvoice? credited, bool isUsedUp = false)
    {
        CaseReason? problem = null;
        bool known = TryDraft(context, intent, document, number, credited?.Partner, out DocumentPlan plan, out List<string> remarks, ref problem);
        if (!known || credited is null || problem is not null)
        {
            return problem is null ? PlanResult.Needs : new PlanResult.Review(problem);
        }

        plan.Values["move_type"] = "out_refund";
        plan.Values["invoice_date_due"] = PlanContext.Text(context.Day(document.IssuedAt));
        plan.Values["reversed_entry_id"] = credited.Reference;
        if (isUsedUp)
        {
            plan.ExpectAfter["amount_residual"] = 0m;
        }

        return Finish(context, intent, plan, remarks);
    }

    private static bool TryDraft(
        PlanContext context, Intent intent, DocumentContent document, string number, JsonNode? partner,
        out DocumentPlan plan, out List<string> remarks, ref CaseReason? problem)
    {
        remarks = [];
        plan = null!;
        IReadOnlyList<InvoiceLine> lines = NetPlanner.Lines(context, document, remarks, ref problem);
        bool known = context.TrySetup(out ErpSetup setup);
        known &= context.TryCurrency(document.Currency, out long currencyId, ref problem);
        known &= LinePlanner.TryLines(context, lines, out JsonArray commands, ref problem);
        known &= NumberPlanner.TryNumber(context, document.Source, number, out string? name, ref problem);
        known &= AccountingDate.TryFind(context, context.Day(document.IssuedAt), sales: true, document.Taxes.Count > 0, remarks, out DateOnly booked, ref problem);
        known &= context.TryJournal(intent.Source, isPayment: false, setup?.SalesJournalId ?? 0, out long journal, ref problem);
        if (!known || problem is not null)
        {
            return known;
        }

        string date = PlanContext.Text(context.Day(document.IssuedAt));
        plan = new(ErpKeys.ExternalId(intent.Kind, intent.Source), "account.move")
        {
            Company = setup!.CompanyId, Calls = ["action_post"], Read = Fields,
        };
        plan.Values["partner_id"] = partner;
        plan.Values["journal_id"] = journal;
        plan.Values["currency_id"] = currencyId;
        plan.Values["invoice_date"] = date;
        plan.Values["ref"] = number;
        if (PlanContext.Text(booked) != date)
        {
            plan.Values["date"] = PlanContext.Text(booked);
        }

        plan.Values["invoice_line_ids"] = commands;
        plan.Expect["currency_id"] = currencyId;
        plan.Expect["amount_untaxed"] = document.Net.Amount;
        plan.Expect["amount_tax"] = document.Gross.Amount - document.Net.Amount;
        plan.Expect["amount_total"] = document.Gross.Amount;
        // A lock date makes Odoo post with another date and no error: then nothing is left of it.
        plan.ExpectAfter["state"] = "posted";
        plan.ExpectAfter["date"] = PlanContext.Text(booked);
        if (name is not null)
        {
            plan.Values["name"] = name;
            plan.Expect["name"] = name;
            plan.ExpectAfter["name"] = name;
        }

        return TaxPlanner.TryForce(context, plan, setup, currencyId, document, lines, remarks, ref problem);
    }

    private static PlanResult Finish(PlanContext context, Intent intent, DocumentPlan plan, List<string> remarks)
    {
        PlannedFields fields = new(plan.Values, context.Rule<Invoice>());
        return context.Map(intent, fields) is CaseReason unmapped ? new PlanResult.Review(unmapped) : new PlanResult.Send(new EffectPlan
        {
            Subject = $"{intent.Kind}/{intent.Source}",
            Payload = plan.ToString(),
            Way = context.Way,
            Weight = Math.Max(1, plan.Values["invoice_line_ids"] is JsonArray lines ? lines.Count : 1),
            Remarks = remarks,
            Provenance = fields.Provenance,
        });
    }
}

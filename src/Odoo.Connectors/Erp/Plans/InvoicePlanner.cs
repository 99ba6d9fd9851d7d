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
        DocumentPlan? plan = Start(context, intent, DocumentContent.Of(invoice), out List<string> remarks, out CaseReason? problem);
        if (plan is null || problem is not null)
        {
            return problem is null ? PlanResult.Needs : new PlanResult.Review(problem);
        }

        plan.Values["move_type"] = "out_invoice";
        plan.Values["invoice_date_due"] = PlanContext.Text(context.Day(invoice.DueAt ?? invoice.IssuedAt));
        plan.Values["ref"] = invoice.Number;
        plan.Values["payment_reference"] = invoice.Number;
        plan.Values["invoice_origin"] = invoice.Contract?.Id ?? "";
        return Finish(context, intent, plan, remarks);
    }

    public static PlanResult PlanCreditNote(PlanContext context, Intent intent)
    {
        CreditNote note = (CreditNote)intent.Record;
        DocumentPlan? plan = Start(context, intent, DocumentContent.Of(note), out List<string> remarks, out CaseReason? problem);
        if (plan is null || problem is not null)
        {
            return problem is null ? PlanResult.Needs : new PlanResult.Review(problem);
        }

        plan.Values["move_type"] = "out_refund";
        plan.Values["invoice_date_due"] = PlanContext.Text(context.Day(note.IssuedAt));
        plan.Values["ref"] = note.Number;
        plan.Values["reversed_entry_id"] = DocumentPlan.Ref(ErpKeys.ExternalId(EffectKinds.Invoice, note.Invoice));
        return Finish(context, intent, plan, remarks);
    }

    private static DocumentPlan? Start(PlanContext context, Intent intent, DocumentContent document, out List<string> remarks, out CaseReason? problem)
    {
        remarks = [];
        problem = null;
        IReadOnlyList<InvoiceLine> lines = NetPlanner.Lines(context, document, remarks, ref problem);
        bool known = context.TrySetup(out ErpSetup setup);
        known &= context.TryPartner(intent.Customer!, out JsonNode partner);
        known &= context.TryCurrency(document.Currency, out long currencyId, ref problem);
        known &= LinePlanner.TryLines(context, lines, out JsonArray commands, ref problem);
        known &= AccountingDate.TryFind(context, context.Day(document.IssuedAt), sales: true, document.Taxes.Count > 0, remarks, out DateOnly booked, ref problem);
        known &= context.TryJournal(intent.Source, isPayment: false, setup?.SalesJournalId ?? 0, out long journal, ref problem);
        if (!known || problem is not null)
        {
            return null;
        }

        string date = PlanContext.Text(context.Day(document.IssuedAt));
        DocumentPlan plan = new(ErpKeys.ExternalId(intent.Kind, intent.Source), "account.move")
        {
            Company = setup!.CompanyId, Calls = ["action_post"], Read = Fields,
        };
        plan.Values["partner_id"] = partner;
        plan.Values["journal_id"] = journal;
        plan.Values["currency_id"] = currencyId;
        plan.Values["invoice_date"] = date;
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
        return TaxPlanner.TryForce(context, plan, setup, currencyId, document, lines, remarks, ref problem) ? plan : null;
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

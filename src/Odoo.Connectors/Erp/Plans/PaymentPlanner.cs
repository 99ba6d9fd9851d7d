using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Plans money that came in or went out: posted and reconciled with its document, or not at all.</summary>
internal static class PaymentPlanner
{
    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        Payment payment = (Payment)intent.Record;
        return Plan(
            context, intent, payment.Amount, payment.PaidAt, "inbound", payment.Ref,
            ErpKeys.ExternalId(EffectKinds.Invoice, payment.Invoice));
    }

    public static PlanResult PlanRefund(PlanContext context, Intent intent)
    {
        Refund refund = (Refund)intent.Record;
        return Plan(
            context, intent, refund.Amount, refund.RefundedAt, "outbound", refund.Ref,
            ErpKeys.ExternalId(EffectKinds.CreditNote, refund.CreditNote!.Ref));
    }

    private static PlanResult Plan(
        PlanContext context, Intent intent, Money amount, DateTimeOffset at, string direction, ExternalRef reference, string document)
    {
        CaseReason? problem = null;
        bool known = context.TrySetup(out ErpSetup setup);
        known &= context.TryPartner(intent.Customer!, out JsonNode partner);
        known &= context.TryCurrency(amount.Currency, out long currencyId, ref problem);
        List<string> remarks = [];
        known &= AccountingDate.TryFind(context, context.Day(at), sales: false, taxed: false, remarks, out DateOnly booked, ref problem);
        known &= context.TryJournal(intent.Source, isPayment: true, setup?.BankJournalId ?? 0, out long journal, ref problem);
        if (!known || problem is not null)
        {
            return problem is null ? PlanResult.Needs : new PlanResult.Review(problem);
        }

        DocumentPlan plan = new(ErpKeys.ExternalId(intent.Kind, intent.Source), "account.payment")
        {
            Company = setup!.CompanyId,
            Calls = ["action_post"],
            Reconcile = [document],
            Read = ["name", "state", "amount", "is_reconciled"],
        };
        plan.Values["payment_type"] = direction;
        plan.Values["partner_type"] = "customer";
        plan.Values["partner_id"] = partner;
        plan.Values["amount"] = amount.Amount;
        plan.Values["currency_id"] = currencyId;
        plan.Values["date"] = PlanContext.Text(booked);
        plan.Values["journal_id"] = journal;
        plan.Values["memo"] = reference.Id;
        plan.Expect["amount"] = amount.Amount;
        plan.ExpectAfter["is_reconciled"] = true;
        PlannedFields fields = new(plan.Values, context.Rule<Payment>());
        return context.Map(intent, fields) is CaseReason unmapped ? new PlanResult.Review(unmapped) : new PlanResult.Send(new EffectPlan
        {
            // Money of one document is booked one after the other.
            Subject = $"money/{document}",
            Payload = plan.ToString(),
            Way = context.Way,
            Remarks = remarks,
            Provenance = fields.Provenance,
        });
    }
}

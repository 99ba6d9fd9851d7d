using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// Plans entries that take a payment back: it bounced, its refund failed, it was disputed, or the dispute was won. The entry mirrors
/// the one it takes back, whose accounts and amounts are read when it is written; history stays.
/// </summary>
internal static class ReversalPlanner
{
    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        PaymentReversal reversal = (PaymentReversal)intent.Record;
        string of = ErpKeys.ExternalId(reversal.Of.Kind, reversal.Of);
        return reversal.Of.Kind is RecordKinds.Payment or RecordKinds.Refund
            ? Plan(context, intent, reversal.Amount, reversal.ReversedAt, new JsonObject { ["kind"] = MoneyPlan.Reversal, ["of"] = of, ["original"] = of }, reversal.Invoice, null)
            : new PlanResult.Review(new CaseReason(ErrorKind.Validation, "reversal", $"{reversal.Ref} must take back a payment or a refund, not {reversal.Of}; correct it at its source, then retry.", "of"));
    }

    public static PlanResult PlanChargeback(PlanContext context, Intent intent)
    {
        Dispute dispute = (Dispute)intent.Record;
        string of = ErpKeys.ExternalId(EffectKinds.Payment, dispute.Payment);
        return dispute.Fee is Money fee && fee.Currency != dispute.Amount.Currency
            ? new PlanResult.Review(new CaseReason(
                ErrorKind.Validation, "dispute-fee", $"{dispute.Ref} is about {dispute.Amount} and charges {fee}: a fee in another currency is booked by hand; leave it out at its source, then retry.", "fee"))
            : Plan(context, intent, dispute.Amount, dispute.OpenedAt, new JsonObject { ["kind"] = MoneyPlan.Reversal, ["of"] = of, ["original"] = of }, dispute.Invoice, dispute.Fee);
    }

    public static PlanResult PlanChargebackReversal(PlanContext context, Intent intent)
    {
        Dispute dispute = (Dispute)intent.Record;
        if (dispute is not { Status: DisputeStatus.Won, ClosedAt: DateTimeOffset closed })
        {
            return new PlanResult.Review(new CaseReason(
                ErrorKind.Validation, "dispute-not-won", $"{dispute.Ref} is not won, or does not tell when: its chargeback stays. Send this once it is won.", "status"));
        }

        JsonObject money = new()
        {
            ["kind"] = MoneyPlan.Restoration,
            ["of"] = ErpKeys.ExternalId(EffectKinds.Chargeback, dispute.Ref),
            ["original"] = ErpKeys.ExternalId(EffectKinds.Payment, dispute.Payment),
        };
        return Plan(context, intent, dispute.Amount, closed, money, dispute.Invoice, null);
    }

    private static PlanResult Plan(PlanContext context, Intent intent, Money amount, DateTimeOffset at, JsonObject money, ExternalRef? invoice, Money? fee)
    {
        CaseReason? problem = null;
        long feeAccount = 0;
        bool known = context.TrySetup(out ErpSetup? setup);
        known &= context.TryCurrency(amount.Currency, out long currencyId, ref problem);
        if (fee is { Amount: not 0m })
        {
            known &= context.TryAccount("FeeAccount", context.Options.FeeAccount, "The gateway charges a fee", out feeAccount, ref problem);
        }

        List<string> remarks = [];
        known &= AccountingDate.TryFind(context, context.Day(at), sales: false, taxed: false, remarks, out DateOnly booked, ref problem);
        if (!known || problem is not null)
        {
            return problem is null ? PlanResult.Needs : new PlanResult.Review(problem);
        }

        string date = PlanContext.Text(booked);
        MoneyPlan around = new(money)
        {
            Amount = amount.Amount,
            Currency = currencyId,
            Fee = fee?.Amount ?? 0m,
            Account = feeAccount,
            Parts = invoice is null ? [] : [new MoneyPart(ErpKeys.ExternalId(EffectKinds.Invoice, invoice), amount.Amount)],
        };
        DocumentPlan plan = new(ErpKeys.ExternalId(intent.Kind, intent.Source), "account.move")
        {
            Company = setup!.CompanyId, Calls = ["action_post"], Read = ["name", "state", "date"], Money = around,
        };
        plan.Values["move_type"] = "entry";
        plan.Values["date"] = date;
        plan.Values["ref"] = intent.Source.Id;
        plan.ExpectAfter["state"] = "posted";
        plan.ExpectAfter["date"] = date;
        PlannedFields fields = new(plan.Values, context.Rule<Payment>());
        return context.Map(intent, fields) is CaseReason unmapped ? new PlanResult.Review(unmapped) : new PlanResult.Send(new EffectPlan
        {
            Subject = $"money/{(invoice is null ? around.Original : around.Parts[0].Key)}",
            Payload = plan.ToString(),
            Way = context.WayOf(plan),
            Remarks = remarks,
            Provenance = fields.Provenance,
        });
    }
}

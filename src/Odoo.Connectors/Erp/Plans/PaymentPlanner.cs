using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Plans money that came in or went out: posted and matched with exactly what it pays, or not at all.</summary>
internal static class PaymentPlanner
{
    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        Payment payment = (Payment)intent.Record;
        return Check(payment) is CaseReason wrong
            ? new PlanResult.Review(wrong)
            : Plan(context, intent, payment.Amount, payment.PaidAt, payment.Method, payment.Ref, "inbound", Parts(payment));
    }

    public static PlanResult PlanRefund(PlanContext context, Intent intent)
    {
        Refund refund = (Refund)intent.Record;
        return Plan(context, intent, refund.Amount, refund.RefundedAt, refund.Method, refund.Ref, "outbound", Parts(refund));
    }

    /// <summary>A payment, refund or credit note that is in Odoo already, and what it pays now.</summary>
    public static PlanResult PlanAllocation(PlanContext context, Intent intent)
    {
        (string kind, Money amount, IReadOnlyList<MoneyPart> parts) = intent.Record switch
        {
            Refund refund => (EffectKinds.Refund, refund.Amount, Parts(refund)),
            CreditAllocation credit => (EffectKinds.CreditNote, credit.Amount, [new MoneyPart(ErpKeys.ExternalId(EffectKinds.Invoice, credit.Invoice), credit.Amount.Amount)]),
            _ => (EffectKinds.Payment, ((Payment)intent.Record).Amount, Parts((Payment)intent.Record)),
        };
        if ((intent.Record is Payment payment ? Check(payment) : null) is CaseReason wrong)
        {
            return new PlanResult.Review(wrong);
        }

        if (!context.TrySetup(out ErpSetup setup))
        {
            return PlanResult.Needs;
        }

        // Money that paid nothing is matched with the payment itself.
        string? of = intent.Record is Refund { Invoice: null } back ? ErpKeys.ExternalId(EffectKinds.Payment, back.Payment) : null;
        DocumentPlan plan = new(ErpKeys.ExternalId(kind, intent.Source), kind == EffectKinds.CreditNote ? "account.move" : "account.payment")
        {
            Company = setup.CompanyId,
            Read = kind == EffectKinds.CreditNote ? ["name", "state"] : Fields,
            Money = new MoneyPlan(of is null ? new JsonObject { ["kind"] = MoneyPlan.Allocation } : new JsonObject { ["kind"] = MoneyPlan.OnAccount, ["of"] = of })
            {
                Parts = parts, Amount = amount.Amount,
            },
        };
        return of is not null ? Send(context, plan, [new MoneyPart(of, amount.Amount)], [], new Dictionary<string, string>())
            : parts.Count == 0
            ? new PlanResult.Review(new CaseReason(ErrorKind.Validation, "allocations", $"{intent.Source} is to pay a document that came later, and names none; name it in its allocations.", "allocations"))
            : Send(context, plan, parts, [], new Dictionary<string, string>());
    }

    private static string[] Fields => ["name", "state", "amount", "is_reconciled"];

    private static PlanResult Plan(
        PlanContext context, Intent intent, Money amount, DateTimeOffset at, string? method, ExternalRef reference, string direction, IReadOnlyList<MoneyPart> parts)
    {
        CaseReason? problem = null;
        long writeOff = 0;
        bool known = context.TrySetup(out ErpSetup setup);
        known &= context.TryPartner(intent.Customer!, out JsonNode partner);
        known &= context.TryCurrency(amount.Currency, out long currencyId, ref problem);
        List<string> remarks = [];
        known &= AccountingDate.TryFind(context, context.Day(at), sales: false, taxed: false, remarks, out DateOnly booked, ref problem);
        known &= context.TryPaymentJournal(intent.Source, method, setup?.BankJournalId ?? 0, out long journal, ref problem);
        bool writesOff = context.Options.WriteOffLimit > 0m && direction == "inbound" && parts.Count > 0;
        if (writesOff)
        {
            known &= context.TryAccount("WriteOffAccount", context.Options.WriteOffAccount, "Small rests are written off", out writeOff, ref problem);
        }

        if (!known || problem is not null)
        {
            return problem is null ? PlanResult.Needs : new PlanResult.Review(problem);
        }

        // What goes to one document whole needs nothing around it, and shares calls with others.
        bool exact = context.Options.Overpayments == OverpaymentPolicy.Case;
        bool simple = parts.Count == 0 || (parts.Count == 1 && parts[0].Amount == amount.Amount && !writesOff && !(exact && direction == "inbound"));
        DocumentPlan plan = new(ErpKeys.ExternalId(intent.Kind, intent.Source), "account.payment")
        {
            Company = setup!.CompanyId,
            Calls = ["action_post"],
            Reconcile = [.. parts.Select(p => p.Key)],
            Read = Fields,
            Money = simple ? null : new MoneyPlan(new JsonObject { ["kind"] = MoneyPlan.Payment })
            {
                Parts = parts, Amount = amount.Amount, RefusesOverpayment = exact, WriteOffLimit = writesOff ? context.Options.WriteOffLimit : 0m, Account = writeOff,
            },
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
        if (parts.Count == 1 && direction == "inbound")
        {
            // Some of it pays the invoice; money beyond stays the customer's.
            plan.ExpectAfter["reconciled_invoice_ids"] = new JsonArray(DocumentPlan.Ref(parts[0].Key));
        }
        else if (parts.Count == 1)
        {
            plan.ExpectAfter["is_reconciled"] = true;
        }

        PlannedFields fields = new(plan.Values, context.Rule<Payment>());
        return context.Map(intent, fields) is CaseReason unmapped ? new PlanResult.Review(unmapped) : Send(context, plan, parts, remarks, fields.Provenance);
    }

    private static PlanResult.Send Send(PlanContext context, DocumentPlan plan, IReadOnlyList<MoneyPart> parts, IReadOnlyList<string> remarks, IReadOnlyDictionary<string, string> provenance) => new(new EffectPlan
    {
        // Money of one document is booked one after the other.
        Subject = $"money/{(parts.Count > 0 ? parts[0].Key : plan.Key)}",
        Payload = plan.ToString(),
        Way = context.WayOf(plan),
        Remarks = remarks,
        Provenance = provenance,
    });

    private static IReadOnlyList<MoneyPart> Parts(Payment payment) => payment.Allocations.Count > 0
        ? [.. payment.Allocations.Select(a => new MoneyPart(ErpKeys.ExternalId(a.Document.Kind, a.Document), a.Amount.Amount))]
        : payment.Invoice is ExternalRef invoice ? [new MoneyPart(ErpKeys.ExternalId(EffectKinds.Invoice, invoice), payment.Amount.Amount)] : [];

    private static IReadOnlyList<MoneyPart> Parts(Refund refund) => refund.Parts.Count > 0
        ? [.. refund.Parts.Select(p => new MoneyPart(ErpKeys.ExternalId(EffectKinds.CreditNote, p.CreditNote.Ref), p.Amount.Amount))]
        : refund.CreditNote is CreditNote note ? [new MoneyPart(ErpKeys.ExternalId(EffectKinds.CreditNote, note.Ref), refund.Amount.Amount)] : [];

    private static CaseReason? Check(Payment payment)
    {
        IReadOnlyList<PaymentAllocation> allocations = payment.Allocations;
        if (allocations.Any(a => a.Amount.Currency != payment.Amount.Currency || a.Amount.Amount <= 0m || a.Document.Kind is not (RecordKinds.Invoice or RecordKinds.CreditNote)))
        {
            return new CaseReason(ErrorKind.Validation, "allocations", $"{payment.Ref} must be allocated to invoices, in positive amounts of {payment.Amount.Currency}; correct it at its source, then retry.", "allocations");
        }

        decimal sum = allocations.Sum(a => a.Amount.Amount);
        return sum > payment.Amount.Amount || allocations.DistinctBy(a => a.Document).Count() != allocations.Count
            ? new CaseReason(
                ErrorKind.Validation, "allocations",
                $"{payment.Ref} of {payment.Amount} is allocated to {allocations.Count} documents with {new Money(sum, payment.Amount.Currency)} in all; each document may be named once, and all of them not exceed the payment. Correct it at its source, then retry.",
                "allocations")
            : null;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Plans a gateway's payout: the bank and the fees against the clearing account, which then holds nothing of what it settles.</summary>
internal static class PayoutPlanner
{
    /// <summary>What the line is called by which it arrives at the bank.</summary>
    public const string ArrivesAs = "Payout";

    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        Payout payout = (Payout)intent.Record;
        if (Check(payout) is CaseReason wrong)
        {
            return new PlanResult.Review(wrong);
        }

        OdooErpOptions options = context.Options;
        CaseReason? problem = null;
        decimal fees = Fees(payout);
        long feeAccount = 0, payoutAccount = 0;
        List<string> remarks = [];
        string clearing = options.GatewayJournal ?? options.BankJournal;
        bool known = context.TrySetup(out ErpSetup setup);
        known &= context.TryCurrency(payout.Amount.Currency, out long currencyId, ref problem);
        known &= context.TryJournal(options.GatewayJournal is null ? "BankJournal" : "GatewayJournal", clearing, out ErpJournal gateway, ref problem);
        known &= context.TryJournal("BankJournal", options.BankJournal, out ErpJournal bank, ref problem);
        known &= fees == 0m || context.TryAccount("FeeAccount", options.FeeAccount, $"{payout.Ref} keeps fees", out feeAccount, ref problem);
        known &= options.PayoutAccount is null || context.TryAccount("PayoutAccount", options.PayoutAccount, "", out payoutAccount, ref problem);
        known &= AccountingDate.TryFind(context, context.Day(payout.ArrivesAt), sales: false, taxed: false, remarks, out DateOnly booked, ref problem);
        if (!known || problem is not null)
        {
            return problem is null ? PlanResult.Needs : new PlanResult.Review(problem);
        }

        string date = PlanContext.Text(booked);
        if (gateway.ClearingId == 0)
        {
            return new PlanResult.Review(context.NoClearing(clearing));
        }

        if (payout.Amount.Amount == 0m && fees == 0m)
        {
            return new PlanResult.Nothing("nothing arrives and nothing is kept: what it settles balances by itself");
        }

        ErpExchange? rate = null;
        if (currencyId != setup.CurrencyId && !context.TryRate(payout.Amount.Currency, date, out rate, ref problem))
        {
            return PlanResult.Needs;
        }

        if (problem is not null)
        {
            return new PlanResult.Review(problem);
        }

        DocumentPlan plan = new(ErpKeys.ExternalId(intent.Kind, intent.Source), "account.move")
        {
            Company = setup.CompanyId,
            Calls = ["action_post"],
            Read = ["name", "state", "date"],
            Money = new MoneyPlan(new JsonObject { ["kind"] = MoneyPlan.Payout })
            {
                Account = gateway.ClearingId, Currency = currencyId, Parts = Parts(payout),
            },
        };
        plan.Values["move_type"] = "entry";
        plan.Values["journal_id"] = bank.Id;
        plan.Values["date"] = date;
        plan.Values["ref"] = payout.Ref.Id;
        JsonArray lines = Lines(
            rate, currencyId,
            [(payoutAccount == 0 ? bank.AccountId : payoutAccount, ArrivesAs, payout.Amount.Amount), (feeAccount, "Fees", fees), (gateway.ClearingId, "Clearing", -payout.Amount.Amount - fees)]);
        plan.Values["line_ids"] = lines;
        plan.Expect["amount_total"] = EntryLines.Total(lines);
        plan.ExpectAfter["state"] = "posted";
        plan.ExpectAfter["date"] = date;
        PlannedFields fields = new(plan.Values, context.Rule<Payment>());
        return context.Map(intent, fields) is CaseReason unmapped ? new PlanResult.Review(unmapped) : new PlanResult.Send(new EffectPlan
        {
            Subject = $"payout/{intent.Source}",
            Payload = plan.ToString(),
            Way = context.WayOf(plan),
            Remarks = remarks,
            Provenance = fields.Provenance,
        });
    }

    /// <summary>The amounts in the company's currency are rounded each; the clearing line takes what is left, so that the entry balances.</summary>
    private static JsonArray Lines(ErpExchange? rate, long currency, IReadOnlyList<(long Account, string Label, decimal Amount)> lines)
    {
        JsonArray entry = [];
        decimal rest = 0m;
        for (int i = 0; i < lines.Count; i++)
        {
            (long account, string label, decimal amount) = lines[i];
            decimal balance = i == lines.Count - 1 ? -rest
                : rate is null ? amount : Math.Round(amount / rate.Rate, rate.Decimals, MidpointRounding.AwayFromZero);
            rest += balance;
            if (amount != 0m)
            {
                entry.Add(EntryLines.Line(account, label, balance, rate is null ? null : (currency, amount)));
            }
        }

        return entry;
    }

    /// <summary>What the payout itself keeps. A dispute's fee is booked with its chargeback.</summary>
    private static decimal Fees(Payout payout) => payout.Lines.Sum(l =>
        (l.Kind == PayoutLineKind.Dispute ? 0m : l.Fee.Amount) - (l.Kind == PayoutLineKind.Fee ? l.Amount.Amount : 0m));

    /// <summary>What each document left on the clearing account.</summary>
    private static IReadOnlyList<MoneyPart> Parts(Payout payout) =>
    [
        .. payout.Lines.Where(l => l.Kind != PayoutLineKind.Fee)
            .GroupBy(l => ErpKeys.ExternalId(EffectKind(l.Kind), l.Source!), StringComparer.Ordinal)
            .Select(g => new MoneyPart(g.Key, g.Sum(l => l.Amount.Amount - (l.Kind == PayoutLineKind.Dispute ? l.Fee.Amount : 0m)))),
    ];

    /// <summary>The effect that books what a line settles.</summary>
    public static string EffectKind(PayoutLineKind kind) => kind switch
    {
        PayoutLineKind.Payment => EffectKinds.Payment,
        PayoutLineKind.Refund => EffectKinds.Refund,
        PayoutLineKind.Reversal => EffectKinds.PaymentReversal,
        PayoutLineKind.Dispute => EffectKinds.Chargeback,
        _ => EffectKinds.ChargebackReversal,
    };

    private static CaseReason? Check(Payout payout)
    {
        Currency currency = payout.Amount.Currency;
        if (payout.Lines.FirstOrDefault(l => l.Amount.Currency != currency || l.Fee.Currency != currency) is PayoutLine foreign)
        {
            return Wrong(payout, "payout-currencies", $"pays {currency} and settles {foreign.Amount.Currency} with a fee in {foreign.Fee.Currency}: the gateway converted money. Book it by hand");
        }

        if (payout.Lines.FirstOrDefault(l => l.Kind == PayoutLineKind.Other || (l.Kind != PayoutLineKind.Fee && l.Source is null)) is PayoutLine odd)
        {
            return Wrong(payout, "payout-line", $"settles {odd.Amount} that is no payment, refund, reversal, dispute or fee, or names no document. Book the payout by hand");
        }

        decimal net = payout.Lines.Sum(l => l.Amount.Amount - l.Fee.Amount);
        return net != payout.Amount.Amount
            ? Wrong(payout, "payout-differs", string.Create(CultureInfo.InvariantCulture, $"pays {payout.Amount}, its lines less their fees are {net}. Correct it at its source, then retry"))
            : null;
    }

    private static CaseReason Wrong(Payout payout, string cause, string what) => new(ErrorKind.Validation, cause, $"{payout.Ref} {what}. Nothing was written.", "lines");
}

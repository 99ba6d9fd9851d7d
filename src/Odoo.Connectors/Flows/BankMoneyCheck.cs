using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Settlement = Odoo.Connectors.Model.Settlement;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Compares an invoice that money was recorded for with the ledger: what was matched there may be undone, or matched again. What is recorded
/// stands, and a person is told of the difference, once.
/// </summary>
internal static class BankMoneyCheck
{
    /// <summary>That something was recorded for an invoice.</summary>
    public const string Recorded = "recorded";

    private const string Differs = "differs";

    /// <summary>Collects what a person must see.</summary>
    /// <returns>False when something must be read first.</returns>
    public static bool TryCollect(DocumentStatus told, string platform, Chain chain, Known known)
    {
        if (told is not { Ref.Kind: RecordKinds.Invoice, Source: ExternalRef invoice } || invoice.System != platform)
        {
            return true;
        }

        if (!known.TryShadow(BankMoney.MarkOf(invoice), out Shadow mark))
        {
            return false;
        }

        if (!mark.Knows(Recorded))
        {
            return true;
        }

        bool answered = known.TryRead(told.Ref, out DocumentStatus? now);
        answered &= known.TryRead(invoice with { Kind = RecordKinds.InvoicePayments }, out InvoicePayments? payments);
        if (!answered || !TryCompare(now ?? told with { Settlements = [] }, invoice, payments?.Payments ?? [], chain, known, out string difference))
        {
            return false;
        }

        if (difference.Length > 0 ? !mark.Holds(Differs, difference) : mark.Knows(Differs) && !mark.Holds(Differs, ""))
        {
            chain.Remember(new Snapshot(BankMoney.MarkOf(invoice), new Dictionary<string, string?>(StringComparer.Ordinal) { [Differs] = difference }));
        }

        if (difference.Length > 0 && !mark.Holds(Differs, difference))
        {
            chain.Review(new CaseReason(
                ErrorKind.Conflict, "recorded-payment-differs",
                $"{invoice} is paid by other money in {told.Ref.System} than was recorded in {platform}: {difference}. What is recorded stands. Correct it in one of the two, then close this case.",
                "payments"));
        }

        return true;
    }

    private static bool TryCompare(DocumentStatus document, ExternalRef invoice, IReadOnlyList<Payment> payments, Chain chain, Known known, out string difference)
    {
        Dictionary<ExternalRef, Money> there = [];
        bool answered = true;
        foreach (Payment payment in payments)
        {
            answered &= chain.TryRecorded(payment.Ref, out ExternalRef? booked);
            if (booked is not null)
            {
                Money part = payment.Allocations.FirstOrDefault(a => a.Document == invoice)?.Amount ?? payment.Amount;
                there[booked] = there.TryGetValue(booked, out Money before) ? before + part : part;
            }
        }

        List<string> words = [];
        foreach (IGrouping<ExternalRef, Settlement> settled in document.Settlements.Where(s => s.Source is null && s.By.Kind == RecordKinds.Payment).GroupBy(s => s.By))
        {
            answered &= BankMoney.TryEffect(settled.Key, invoice, known, out EffectSummary? effect);
            Money here = settled.Skip(1).Aggregate(settled.First().Amount, (sum, s) => sum + s.Amount);
            if (there.Remove(settled.Key, out Money recorded) ? recorded != here : effect?.State == EffectState.Applied)
            {
                words.Add($"{settled.Key} pays {here}, and {(recorded == default ? "nothing" : recorded)} is recorded");
            }
        }

        words.AddRange(there.Select(t => $"{t.Key} pays nothing, and {t.Value} is recorded"));
        difference = string.Join("; ", words.Order(StringComparer.Ordinal));
        return answered;
    }
}

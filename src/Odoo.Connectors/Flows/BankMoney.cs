using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Money that people booked in the ledger, such as a bank transfer: what it pays of invoices that were issued elsewhere is recorded there, once for
/// each invoice, so that nobody goes on collecting it.
/// </summary>
internal static class BankMoney
{
    private const string Odd = "odd";

    /// <summary>Where it stands that something was recorded for an invoice, or asked about a payment.</summary>
    public static ExternalRef MarkOf(ExternalRef record) => record with { Kind = $"recorded-{record.Kind}" };

    /// <summary>The key of the payment that is recorded for an invoice.</summary>
    /// <returns>False when something must be read first.</returns>
    public static bool TryEffect(ExternalRef payment, ExternalRef invoice, Known known, out EffectSummary? effect)
    {
        effect = null;
        return known.TryLink(payment, out RecordLink? link)
            && known.TryEffect(known.DocumentKey(invoice.System, EffectKinds.OfflinePayment, link?.Origin ?? payment, invoice.Id), out effect);
    }

    /// <summary>Collects what is to be recorded.</summary>
    /// <returns>False when something must be read first.</returns>
    public static bool TryCollect(BookedPayment told, string platform, Chain chain, Known known)
    {
        if (told is not { Source: null, Ref.Kind: RecordKinds.Payment })
        {
            return true;
        }

        if (!TryNews(told, platform, known, out List<(ExternalRef Invoice, Money Amount)> news))
        {
            return false;
        }

        if (news.Count == 0)
        {
            return true;
        }

        // The delivery may be old: what the money pays now counts.
        if (!known.TryRead(told.Ref, out BookedPayment? now) || (now is not null && !TryNews(now, platform, known, out news)))
        {
            return false;
        }

        foreach ((ExternalRef invoice, Money amount) in now is null ? [] : news)
        {
            if (amount.Currency == now!.Amount.Currency)
            {
                chain.Add(ToRecord(now, invoice, amount));
                chain.Remember(new Snapshot(MarkOf(invoice), new Dictionary<string, string?>(StringComparer.Ordinal) { [BankMoneyCheck.Recorded] = "" }));
            }
            else if (!TryAsk(now, invoice, amount, chain, known))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What it pays of the platform's invoices and nobody was told of yet; where the ledger has not divided it, it tells again.</summary>
    private static bool TryNews(BookedPayment payment, string platform, Known known, out List<(ExternalRef Invoice, Money Amount)> news)
    {
        news = [];
        bool answered = true;
        foreach (Allocation part in payment.State is MoneyState.InProcess or MoneyState.Paid ? payment.Allocations : [])
        {
            if (part is not { Document.Kind: RecordKinds.Invoice, Amount: Money amount })
            {
                continue;
            }

            answered &= TryIssued(part, platform, known, out ExternalRef? invoice);
            if (invoice is not null)
            {
                answered &= TryEffect(payment.Ref, invoice, known, out EffectSummary? recorded);
                if (recorded is not { State: not (EffectState.Refused or EffectState.Rejected) })
                {
                    news.Add((invoice, amount));
                }
            }
        }

        return answered;
    }

    /// <summary>The invoice as the platform issued it; null for any other one.</summary>
    private static bool TryIssued(Allocation part, string platform, Known known, out ExternalRef? invoice)
    {
        invoice = part.Source?.System == platform ? part.Source : null;
        if (part.Source is not null)
        {
            return true;
        }

        bool answered = known.TryLink(part.Document, out RecordLink? link);
        invoice = link?.IdIn(platform, RecordKinds.Invoice) is string id ? new ExternalRef(platform, RecordKinds.Invoice, id) : null;
        return answered;
    }

    private static Intent ToRecord(BookedPayment payment, ExternalRef invoice, Money amount) => new()
    {
        Target = invoice.System, Kind = EffectKinds.OfflinePayment, Class = EffectClass.Document, Source = payment.Ref, Discriminator = invoice.Id, Independent = true,
        Record = new OfflinePayment { Ref = payment.Ref, Invoice = invoice, Amount = amount, On = payment.On },
    };

    /// <summary>Which amount counts is not ours to say. It is asked once.</summary>
    private static bool TryAsk(BookedPayment payment, ExternalRef invoice, Money amount, Chain chain, Known known)
    {
        string words = $"{invoice.Id} {amount} of {payment.Amount}";
        if (known.TryShadow(MarkOf(payment.Ref), out Shadow asked) && !asked.Holds(Odd, words))
        {
            chain.Remember(new Snapshot(MarkOf(payment.Ref), new Dictionary<string, string?>(StringComparer.Ordinal) { [Odd] = words }));
            chain.Review(new CaseReason(
                ErrorKind.Validation, "payment-other-currency",
                $"{payment.Ref} is {payment.Amount} and pays {amount} of {invoice}: which of the two was received is not clear, and nothing was recorded there. Record the payment in {invoice.System} by hand, then close this case.",
                "amount"));
        }

        return !known.HasNeeds;
    }
}

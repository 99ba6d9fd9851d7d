using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Settlement = Odoo.Connectors.Model.Settlement;

namespace Odoo.Connectors.Flows;

/// <summary>
/// What Odoo issued at the billing platform: the invoice, the payments and credit notes that it has, that it was cancelled. Whatever was told, the
/// invoice is read afresh and everything of it that the platform does not have yet is told; each once.
/// </summary>
internal static class BillingTold
{
    private const string Gross = "gross", Paid = "paid", Differs = "differs";

    /// <summary>Collects what is to be told.</summary>
    /// <param name="record">What was seen in the ledger.</param>
    /// <param name="billing">The platform.</param>
    /// <param name="crm">The CRM, by whose id the platform knows customers.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="known">What is known.</param>
    /// <returns>False when something must be read first.</returns>
    public static bool TryCollect(object? record, string billing, string crm, Chain chain, Known known)
    {
        bool answered = true;
        foreach (ExternalRef invoice in Concerned(record))
        {
            answered &= TryInvoice(invoice, billing, crm, (record as DocumentStatus)?.Ref, chain, known);
        }

        return answered;
    }

    private static IEnumerable<ExternalRef> Concerned(object? record) => record switch
    {
        DocumentStatus { Source: null, Ref.Kind: RecordKinds.Invoice } document => [document.Ref],
        DocumentStatus { Source: null, Ref.Kind: RecordKinds.CreditNote, Reverses: ExternalRef invoice } => [invoice],
        BookedPayment payment => payment.Allocations.Where(a => a is { Source: null, Document.Kind: RecordKinds.Invoice }).Select(a => a.Document).Distinct(),
        _ => [],
    };

    private static bool TryInvoice(ExternalRef invoice, string billing, string crm, ExternalRef? told, Chain chain, Known known)
    {
        if (!known.TryRead(invoice, out DocumentStatus? now))
        {
            return false;
        }

        // A draft is nobody's yet, or again: what it comes to is told when it is posted.
        if (now is null or { Source: not null } or { State: DocumentState.Draft })
        {
            return true;
        }

        bool answered = known.TryShadow(MarkOf(invoice), out Shadow mark);
        answered &= TryEffect(billing, EffectKinds.Invoice, invoice, null, known, out EffectSummary? imported);
        answered &= TryEffect(billing, EffectKinds.Void, invoice, null, known, out EffectSummary? voided);
        answered &= TryCustomer(now.Customer, crm, known, out Customer? customer);
        if (!answered || customer is null)
        {
            return answered;
        }

        if (now.State == DocumentState.Cancelled)
        {
            return !Stands(imported) || TryVoid(invoice, billing, customer, chain, known);
        }

        string? change = Stands(voided) ? "was cancelled and is posted again" : Stands(imported) && mark.Kept(Gross) is string gross && gross != $"{now.Gross}" ? $"was {gross} and is {now.Gross} now" : null;
        if (change is not null)
        {
            Ask(invoice, mark, change, new CaseReason(
                ErrorKind.Conflict, "imported-invoice-differs", $"{invoice} {change}, and '{billing}' was told of it as it was. Nothing more of it is told there: correct it there by hand, then close this case.", "total"), chain);
            return true;
        }

        return TryTell(now, imported, mark, billing, customer, told, chain, known);
    }

    /// <summary>The invoice where it is not there yet, then what settled it, in the order of its days.</summary>
    private static bool TryTell(DocumentStatus now, EffectSummary? imported, Shadow mark, string billing, Customer customer, ExternalRef? told, Chain chain, Known known)
    {
        if (now.Gross.Amount <= 0m)
        {
            return true;
        }

        if (imported?.State != EffectState.Applied)
        {
            if (!known.TryRead(now.Ref with { Kind = RecordKinds.IssuedDocument }, out Invoice? issued))
            {
                return false;
            }

            CaseReason? problem = issued is null ? new CaseReason(ErrorKind.NotFound, "missing-invoice", $"{now.Ref} is not to be found at its source.") : DocumentChecks.Check(issued);
            if (problem is not null)
            {
                chain.Review(problem);
                return true;
            }

            chain.Add(Of(billing, EffectKinds.Customer, customer.Ref, customer, customer) with { Independent = true });
            chain.Add(Of(billing, EffectKinds.Invoice, now.Ref, issued!, customer));
        }

        bool answered = TryMoney(now, mark, billing, customer, chain, known);
        foreach (ExternalRef note in now.Settlements.Select(s => s.By).Append(told).OfType<ExternalRef>().Where(r => r.Kind == RecordKinds.CreditNote).Distinct())
        {
            answered &= TryNote(note, now.Ref, billing, customer, chain, known);
        }

        return answered;
    }

    private static bool TryMoney(DocumentStatus now, Shadow mark, string billing, Customer customer, Chain chain, Known known)
    {
        bool answered = true;
        SortedDictionary<string, string> before = Parse(mark.Kept(Paid)), after = new(before, StringComparer.Ordinal);
        List<string> differences = [];

        // What the platform itself collected is there already.
        foreach (IGrouping<ExternalRef, Settlement> part in now.Settlements.Where(s => s.By.Kind == RecordKinds.Payment && s.Source?.System != billing).GroupBy(s => s.By))
        {
            Money amount = part.Skip(1).Aggregate(part.First().Amount, (sum, s) => sum + s.Amount);
            answered &= TryEffect(billing, EffectKinds.OfflinePayment, part.Key, now.Ref.Id, known, out EffectSummary? recorded);
            if (Stands(recorded) && before.TryGetValue(part.Key.Id, out string? was))
            {
                differences.AddRange(was == $"{amount}" ? [] : [$"{part.Key} pays {amount}, and {was} is recorded"]);
            }
            else
            {
                after[part.Key.Id] = $"{amount}";
                chain.Add(Of(billing, EffectKinds.OfflinePayment, part.Key, new OfflinePayment { Ref = part.Key, Invoice = now.Ref, Amount = amount, On = part.Max(s => s.On) }, customer) with { Discriminator = now.Ref.Id });
            }

            before.Remove(part.Key.Id);
        }

        differences.AddRange(before.Select(b => $"payment {b.Key} pays nothing, and {b.Value} is recorded"));
        chain.Remember(new Snapshot(MarkOf(now.Ref), new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            Kept = new Dictionary<string, string>(StringComparer.Ordinal) { [Gross] = $"{now.Gross}", [Paid] = string.Join(';', after.Select(a => $"{a.Key}={a.Value}")) },
        });
        string difference = string.Join("; ", differences);
        if (difference.Length == 0 && mark.Knows(Differs) && !mark.Holds(Differs, ""))
        {
            chain.Remember(new Snapshot(MarkOf(now.Ref), new Dictionary<string, string?>(StringComparer.Ordinal) { [Differs] = "" }));
        }
        else if (difference.Length > 0)
        {
            Ask(now.Ref, mark, difference, new CaseReason(
                ErrorKind.Conflict, "recorded-payment-differs",
                $"{now.Ref} is paid by other money than was recorded in {billing}: {difference}. What is recorded stands. Correct it in one of the two, then close this case.", "payments"), chain);
        }

        return answered;
    }

    private static bool TryNote(ExternalRef note, ExternalRef invoice, string billing, Customer customer, Chain chain, Known known)
    {
        bool answered = known.TryRead(note, out DocumentStatus? now);
        answered &= TryEffect(billing, EffectKinds.CreditNote, note, null, known, out EffectSummary? imported);
        if (!answered || now is not { Source: null, State: not (DocumentState.Draft or DocumentState.Cancelled) } || now.Reverses != invoice || imported?.State == EffectState.Applied)
        {
            return answered;
        }

        if (!known.TryRead(note with { Kind = RecordKinds.IssuedDocument }, out CreditNote? issued))
        {
            return false;
        }

        if (issued is not null && DocumentChecks.Check(issued) is CaseReason problem)
        {
            chain.Review(problem);
        }
        else if (issued is not null)
        {
            chain.Add(Of(billing, EffectKinds.CreditNote, note, issued, customer));
        }

        return true;
    }

    private static bool TryVoid(ExternalRef invoice, string billing, Customer customer, Chain chain, Known known)
    {
        if (!known.TryRead(invoice with { Kind = RecordKinds.IssuedDocument }, out Invoice? issued))
        {
            return false;
        }

        if (issued is not null)
        {
            chain.Add(Of(billing, EffectKinds.Void, invoice, new VoidedInvoice { Invoice = issued, VoidedAt = known.Now }, customer));
        }

        return true;
    }

    /// <summary>The customer as the CRM names it; null where the CRM has none.</summary>
    private static bool TryCustomer(ExternalRef partner, string crm, Known known, out Customer? customer)
    {
        customer = null;
        return known.TryLink(partner, out RecordLink? link)
            && (link?.IdIn(crm, RecordKinds.Customer) is not string account || known.TryRead(new ExternalRef(crm, RecordKinds.Customer, account), out customer));
    }

    private static bool TryEffect(string billing, string kind, ExternalRef source, string? discriminator, Known known, out EffectSummary? effect)
    {
        effect = null;
        return known.TryLink(source, out RecordLink? link) && known.TryEffect(known.DocumentKey(billing, kind, link?.Origin ?? source, discriminator), out effect);
    }

    private static bool Stands(EffectSummary? effect) => effect is { State: not (EffectState.Refused or EffectState.Rejected) };

    /// <summary>A person is asked once about the same.</summary>
    private static void Ask(ExternalRef invoice, Shadow mark, string difference, CaseReason reason, Chain chain)
    {
        if (!mark.Holds(Differs, difference))
        {
            chain.Remember(new Snapshot(MarkOf(invoice), new Dictionary<string, string?>(StringComparer.Ordinal) { [Differs] = difference }));
            chain.Review(reason);
        }
    }

    private static Intent Of(string billing, string kind, ExternalRef source, object record, Customer customer) =>
        new() { Target = billing, Kind = kind, Class = EffectClass.Document, Source = source, Record = record, Customer = customer };

    private static SortedDictionary<string, string> Parse(string? kept) => new(
        (kept ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).ToDictionary(p => p[..p.IndexOf('=', StringComparison.Ordinal)], p => p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..]), StringComparer.Ordinal);

    private static ExternalRef MarkOf(ExternalRef invoice) => invoice with { Kind = $"told-{RecordKinds.Invoice}" };
}

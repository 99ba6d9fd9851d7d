using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>An attempt to collect money failed. Nothing is booked: the CRM is told where the account stands and why, and the invoice in Odoo where that is wanted.</summary>
internal static class PaymentFailed
{
    public static Decision Decide(Change change, bool notes, Chain chain, Known known)
    {
        PaymentAttempt? attempt = change.Record as PaymentAttempt;
        if (attempt is null && !known.TryRead(change.Subject, out attempt))
        {
            return Decision.Needs;
        }

        if (attempt?.Invoice is null)
        {
            return new Decision.Absorb(attempt is null ? "its source shows no failed attempt any more" : $"{FailureWords.Of(attempt)}; it was to pay no invoice");
        }

        if (!chain.TryInvoice(attempt.Invoice, out Invoice? invoice))
        {
            return chain.Stop(known);
        }

        string words = FailureWords.Of(attempt);
        chain.Note(words);
        if (notes)
        {
            chain.AddDocument(EffectKinds.Note, attempt.Ref, new LedgerNote { On = invoice.Ref, Head = words });
        }

        bool owed = !invoice.IsPaid && invoice.VoidedAt is null;
        return chain.TryStatus(invoice with { CollectionFailed = owed }, attempt) ? chain.Decide() : chain.Stop(known);
    }
}

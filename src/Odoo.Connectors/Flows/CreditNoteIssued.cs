using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>A credit note was issued, for a refund or as an adjustment: it takes back its invoice, which Odoo matches with it.</summary>
internal static class CreditNoteIssued
{
    public static Decision Decide(Change change, Chain chain, Known known)
    {
        if (!chain.TryRecord(change.Subject, "missing-creditnote", out CreditNote? note))
        {
            return chain.Stop(known);
        }

        if (note.VoidedAt is not null)
        {
            return Voided(note, chain);
        }

        if (DocumentChecks.Check(note) is CaseReason problem)
        {
            return new Decision.Review(problem);
        }

        chain.Ask(note.Invoice, note.Invoice with { Kind = RecordKinds.InvoicePayments });
        // What was paid is matched first: Odoo matches a credit note with whatever it finds open of its invoice. Paid by what, not every source tells.
        if (!chain.TryInvoice(note.Invoice, out Invoice? invoice) || !chain.TryPayments(invoice, isPaid: invoice is { IsPaid: true, Paid: not null }))
        {
            return chain.Stop(known);
        }

        chain.AddDocument(EffectKinds.CreditNote, note.Ref, note);
        return chain.TryStatus(invoice) ? chain.Decide() : chain.Stop(known);
    }

    private static Decision Voided(CreditNote note, Chain chain) => !chain.TryBooked(EffectKinds.CreditNote, note.Ref, out string? system) ? Decision.Needs
        : system is null ? new Decision.Absorb("the credit note was void before it was booked")
        : new Decision.Review(new CaseReason(
            ErrorKind.Conflict, "creditnote-voided",
            $"{note.Ref} is booked in {system} and was declared void at its source: the invoice {note.Invoice} is owed again. Reverse the credit note there, then close this case.", "status"));
}

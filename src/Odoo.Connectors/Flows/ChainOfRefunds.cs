using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>Refunds of another kind than the usual one credit note of one invoice.</summary>
internal sealed partial class Chain
{
    private const string OnAccount = "onAccount";

    /// <summary>Money that paid no invoice goes back: no credit note accounts for it, and it is matched with what is left of its payment.</summary>
    private bool TryGivenBack(Refund refund)
    {
        if (!TryCustomer(refund.Customer) | !TryPaid(refund.Payment, null, out _))
        {
            return false;
        }

        AddDocument(EffectKinds.Refund, refund.Ref, refund);
        AddDocument(EffectKinds.PaymentAllocation, refund.Ref, refund, OnAccount);
        return true;
    }

    /// <summary>Several credit notes, each after its invoice and what paid it.</summary>
    private bool TryParts(Refund refund, out Invoice? invoice)
    {
        invoice = null;
        bool stands = true;
        foreach (CreditNote note in refund.Parts.Select(p => p.CreditNote))
        {
            if (DocumentChecks.Check(note) is CaseReason problem)
            {
                _stop = new Decision.Review(problem);
                return false;
            }

            Ask(note.Invoice, note.Invoice with { Kind = RecordKinds.InvoicePayments });
        }

        foreach (CreditNote note in refund.Parts.Select(p => p.CreditNote).DistinctBy(n => n.Invoice))
        {
            stands &= TryInvoice(note.Invoice, out Invoice? credited) && TryPayments(credited);
            invoice = credited;
        }

        foreach (CreditNote note in refund.Parts.Select(p => p.CreditNote))
        {
            AddDocument(EffectKinds.CreditNote, note.Ref, note);
        }

        AddDocument(EffectKinds.Refund, refund.Ref, refund);
        return stands;
    }
}

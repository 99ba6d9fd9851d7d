using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>Credit notes that pay other invoices than those that they take back.</summary>
internal sealed partial class Chain
{
    /// <summary>What the customer's credit notes pay of an invoice, matched with it once they are booked.</summary>
    /// <param name="invoice">The invoice, which is paid.</param>
    /// <param name="credited">How much they pay of it.</param>
    /// <returns>False when something must be read first, or with a reason to stop.</returns>
    public bool TryCredits(Invoice invoice, out Money credited)
    {
        credited = Money.Zero(invoice.Currency);
        bool answered = true;
        foreach (PaymentAllocation part in invoice.AppliedCredits)
        {
            credited += part.Amount;
            if (!TryRecord(part.Document, "missing-creditnote", out CreditNote? note) | !TryBooked(EffectKinds.CreditNote, part.Document, out string? system) || note is null)
            {
                answered = false;
                continue;
            }

            if (system is null)
            {
                _stop = new Decision.Wait(new CaseReason(
                    ErrorKind.Dependency, "creditnote-not-booked", $"{part.Document} pays {part.Amount} of {invoice.Ref} and is not booked yet: it is told by itself. Retry once it is.", "applied_credits"));
                answered = false;
                continue;
            }

            StandOn(EffectKinds.CreditNote, part.Document, note, system);
            AddDocument(EffectKinds.PaymentAllocation, part.Document, new CreditAllocation(part.Document, invoice.Ref, part.Amount), invoice.Ref.Id);
        }

        return answered;
    }
}

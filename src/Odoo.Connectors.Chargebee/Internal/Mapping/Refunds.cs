using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>Refunds, each with the credit notes that account for it; one that gives back what paid no invoice has none.</summary>
internal static class Refunds
{
    public static Refund Of(TransactionBuilder transaction, IReadOnlyList<CreditNoteBuilder> notes, References references)
    {
        Transactions.MustBe(transaction, "refund");
        LinkedBuilder[] linked = [.. transaction.CreditNotes.DistinctBy(n => n.Id)];
        Money amount = transaction.Amount(references);
        CreditNote? credit = linked.Length == 1 && notes.Count > 0 ? notes[0].Build(references) : null;
        RefundPart[] parts = linked.Length > 1 ? [.. linked.Select(l => Part(l, notes, transaction, references))] : [];
        if (parts.Length > 0 && parts.Aggregate(Money.Zero(amount.Currency), (s, p) => s + p.Amount) != amount)
        {
            throw FieldErrors.Refused("linked_credit_notes", "What the refund gives back of its credit notes does not come to its amount; book it in Odoo by hand.");
        }

        return new Refund
        {
            Ref = references.Own(RecordKinds.Refund, transaction.RequiredId),
            Customer = transaction.Customer(references),
            Payment = references.Own(RecordKinds.Payment, transaction.Refunded),
            Invoice = linked.Length == 0 ? null : credit?.Invoice ?? (parts.Length > 0 ? parts[0].CreditNote.Invoice : references.Own(RecordKinds.Invoice, linked[0].Reference ?? throw FieldErrors.Refused(
                "linked_credit_notes.cn_reference_invoice_id", "The refund gives back a credit note of no invoice; book it in Odoo by hand."))),
            CreditNote = credit,
            Parts = parts,
            Amount = amount,
            Method = transaction.Method,
            RefundedAt = transaction.Date,
            Status = transaction.Status switch
            {
                "success" => RefundStatus.Made,
                "in_progress" or "needs_attention" or "timeout" => RefundStatus.Pending,
                "failure" or "late_failure" or "voided" => RefundStatus.Failed,
                _ => throw FieldErrors.Unknown("status", transaction.Status),
            },
        };
    }

    private static RefundPart Part(LinkedBuilder linked, IReadOnlyList<CreditNoteBuilder> notes, TransactionBuilder transaction, References references)
    {
        CreditNoteBuilder note = notes.FirstOrDefault(n => n.Id == linked.Id) ?? throw FieldErrors.Refused(
            "linked_credit_notes", "Not all credit notes of the refund are to be found; it is booked once they are.", ErrorKind.Dependency);
        return new RefundPart(note.Build(references), transaction.Currency(references).Amount(linked.Amount));
    }
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A credit note as it is read, whether it lowers an invoice (adjustment), can be refunded, or is the customer's credit (store).</summary>
internal sealed class CreditNoteBuilder : DocumentBuilder
{
    private readonly List<LinkedBuilder> _allocations = [];
    private string? _reference, _reason, _ownReason;
    private DateTimeOffset? _voidedAt, _updatedAt;

    public static FieldTable<CreditNoteBuilder> Of(ChargebeeOptions options) => Table<CreditNoteBuilder>(
        static table => Document(table)
            .Field("reference_invoice_id", static (ref reader, n) => n._reference = JsonField.Text(ref reader))
            .Field("reason_code", static (ref reader, n) => n._reason = JsonField.Text(ref reader))
            .Field("create_reason_code", static (ref reader, n) => n._ownReason = JsonField.Text(ref reader))
            .Field("updated_at", static (ref reader, n) => n._updatedAt = Wire.Instant(ref reader))
            .Field("voided_at", static (ref reader, n) => n._voidedAt = Wire.Instant(ref reader))
            .Objects("allocations", LinkedBuilder.Allocation, static n => Wire.Next(n._allocations)),
        [],
        crmField: null);

    public CreditNote Build(References references)
    {
        if (Status is not ("adjusted" or "refunded" or "refund_due" or "voided"))
        {
            throw FieldErrors.Unknown("status", Status);
        }

        if (WriteOffs.Is(_reason, _ownReason))
        {
            throw FieldErrors.Refused("reason_code", "The credit note writes an invoice off: that is told of the invoice, and this document is not booked beside it.");
        }

        string invoice = Invoice();
        DocumentContent content = Content(references, tax: null);
        return new CreditNote
        {
            Ref = references.Own(RecordKinds.CreditNote, RequiredId),
            Number = RequiredId,
            Invoice = references.Own(RecordKinds.Invoice, invoice),
            InvoiceNumber = invoice,
            IssuedAt = IssuedAt,
            VoidedAt = Status == "voided" ? _voidedAt ?? _updatedAt ?? throw FieldErrors.Missing("voided_at") : null,
            Currency = content.Currency,
            Lines = content.Lines,
            Discounts = content.Discounts,
            Net = content.Net,
            Taxes = content.Taxes,
            Gross = content.Gross,
        };
    }

    /// <summary>The invoice that it takes back; of one without, the only one that it pays.</summary>
    private string Invoice()
    {
        if (_reference is not null)
        {
            return _reference;
        }

        string[] paid = [.. _allocations.Select(a => a.Id).OfType<string>().Distinct(StringComparer.Ordinal)];
        return paid switch
        {
            [string only] => only,
            [] => throw FieldErrors.Refused(
                "reference_invoice_id", "The credit note is of no invoice and pays none yet. It is booked once it is applied to an invoice in Chargebee.", ErrorKind.Dependency),
            _ => throw FieldErrors.Refused("allocations", "The credit note is of no invoice and pays several; book it in Odoo by hand."),
        };
    }
}

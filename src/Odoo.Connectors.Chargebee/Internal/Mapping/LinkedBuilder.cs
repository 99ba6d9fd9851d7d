using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>What a document or transaction is linked with, and by how much, as it is read.</summary>
internal sealed class LinkedBuilder
{
    /// <summary>A payment or refund of a document.</summary>
    public static readonly FieldTable<LinkedBuilder> Payment = Of("txn_id").Field("txn_status", static (ref reader, l) => l.Status = JsonField.Text(ref reader));

    /// <summary>An invoice that a payment pays.</summary>
    public static readonly FieldTable<LinkedBuilder> Invoice = Of("invoice_id").Field("applied_amount", static (ref reader, l) => l.Amount = Wire.Whole(ref reader) ?? 0);

    /// <summary>A credit note that a refund gives back.</summary>
    public static readonly FieldTable<LinkedBuilder> CreditNote = Of("cn_id")
        .Field("applied_amount", static (ref reader, l) => l.Amount = Wire.Whole(ref reader) ?? 0)
        .Field("cn_reference_invoice_id", static (ref reader, l) => l.Reference = JsonField.Text(ref reader));

    /// <summary>An invoice that a credit note pays.</summary>
    public static readonly FieldTable<LinkedBuilder> Allocation = Of("invoice_id");

    /// <summary>A payment that a reversal takes back.</summary>
    public static readonly FieldTable<LinkedBuilder> Reversed = Of("id");

    public string? Id { get; private set; }

    public string? Status { get; private set; }

    public string? Reference { get; private set; }

    public long Amount { get; private set; }

    private static FieldTable<LinkedBuilder> Of(string id) => new FieldTable<LinkedBuilder>("Chargebee").Field(id, static (ref reader, l) => l.Id = JsonField.Text(ref reader));
}

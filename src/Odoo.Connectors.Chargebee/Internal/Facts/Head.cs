using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Facts;

/// <summary>What must be known of a resource before it is mapped: what it is, whose it is, and where it stands.</summary>
internal sealed class Head
{
    public static readonly FieldTable<Head> Table = new FieldTable<Head>("Chargebee")
        .Field("id", static (ref reader, h) => h.Id = JsonField.Text(ref reader))
        .Field("customer_id", static (ref reader, h) => h.Customer = JsonField.Text(ref reader))
        .Field("type", static (ref reader, h) => h.Type = JsonField.Text(ref reader))
        .Field("status", static (ref reader, h) => h.Status = JsonField.Text(ref reader))
        .Field("deleted", static (ref reader, h) => h.IsDeleted = JsonField.Flag(ref reader) ?? false)
        .Field("updated_at", static (ref reader, h) => h.UpdatedAt = Wire.Instant(ref reader))
        .Field("resource_version", static (ref reader, h) => h.Version = Wire.Whole(ref reader))
        .Field("write_off_amount", static (ref reader, h) => h.WrittenOff = Wire.Whole(ref reader) ?? 0)
        .Field("dunning_status", static (ref reader, h) => h.Dunning = JsonField.Text(ref reader))
        .Field("reason_code", static (ref reader, h) => h._reason = JsonField.Text(ref reader))
        .Field("create_reason_code", static (ref reader, h) => h._ownReason = JsonField.Text(ref reader))
        .Field("reference_transaction_id", static (ref reader, h) => h.Reversed = JsonField.Text(ref reader) ?? h.Reversed)
        .Objects("linked_payments", new FieldTable<Head>("Chargebee").Field("id", static (ref reader, h) => h.Reversed ??= JsonField.Text(ref reader)), static h => h);

    private string? _reason, _ownReason;

    public string? Id { get; private set; }

    public string? Customer { get; private set; }

    public string? Type { get; private set; }

    public string? Status { get; private set; }

    public bool IsDeleted { get; private set; }

    public DateTimeOffset? UpdatedAt { get; private set; }

    public long? Version { get; private set; }

    public long WrittenOff { get; private set; }

    public string? Dunning { get; private set; }

    /// <summary>Whether a credit note gives its invoice up.</summary>
    public bool IsWriteOff => WriteOffs.Is(_reason, _ownReason);

    /// <summary>The payment that a reversal takes back.</summary>
    public string? Reversed { get; private set; }
}

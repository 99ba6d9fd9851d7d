using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A credit note that lowers what is due of an invoice, as the invoice names it.</summary>
internal sealed class AdjustmentBuilder
{
    public static readonly FieldTable<AdjustmentBuilder> Table = new FieldTable<AdjustmentBuilder>("Chargebee")
        .Field("cn_reason_code", static (ref reader, a) => a._reason = JsonField.Text(ref reader))
        .Field("cn_create_reason_code", static (ref reader, a) => a._ownReason = JsonField.Text(ref reader))
        .Field("cn_date", static (ref reader, a) => a.Date = Wire.Instant(ref reader));

    private string? _reason, _ownReason;

    public DateTimeOffset? Date { get; private set; }

    public bool IsWriteOff => WriteOffs.Is(_reason, _ownReason);
}

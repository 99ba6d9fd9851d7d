using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A discount on a line as it is read.</summary>
internal sealed class LineDiscountBuilder
{
    public static readonly FieldTable<LineDiscountBuilder> Table = new FieldTable<LineDiscountBuilder>("Chargebee")
        .Field("line_item_id", static (ref reader, d) => d.Line = JsonField.Text(ref reader))
        .Field("discount_type", static (ref reader, d) => d._type = JsonField.Text(ref reader))
        .Field("discount_amount", static (ref reader, d) => d.Amount = Wire.Whole(ref reader) ?? 0)
        .Field("entity_id", static (ref reader, d) => d._entity = JsonField.Text(ref reader));

    private string? _type, _entity;

    public string? Line { get; private set; }

    public long Amount { get; private set; }

    /// <summary>The coupon, or what kind of discount it is.</summary>
    public string Name => _entity ?? _type ?? "discount";
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A discount of a document as it is read.</summary>
internal sealed class DiscountBuilder
{
    public static readonly FieldTable<DiscountBuilder> Table = new FieldTable<DiscountBuilder>("Chargebee")
        .Field("entity_type", static (ref reader, d) => d._type = JsonField.Text(ref reader))
        .Field("description", static (ref reader, d) => d._description = JsonField.Text(ref reader))
        .Field("amount", static (ref reader, d) => d.Amount = Wire.Whole(ref reader) ?? 0)
        .Field("entity_id", static (ref reader, d) => d._entity = JsonField.Text(ref reader));

    private string? _type, _description, _entity;

    public long Amount { get; private set; }

    /// <summary>Whether it is credit of the customer's that is used up: it takes off no line and no tax.</summary>
    public bool IsCredit => _type is "promotional_credits" or "prorated_credits";

    public DocumentDiscount Build(WireCurrency currency) => new()
    {
        Id = _entity ?? _type ?? "discount", Description = _description ?? _type ?? "Discount", ProductCode = _type, Net = currency.Amount(Amount),
    };
}

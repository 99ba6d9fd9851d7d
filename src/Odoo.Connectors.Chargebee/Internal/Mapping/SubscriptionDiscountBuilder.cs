using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A discount that a subscription has of its own, without a coupon.</summary>
internal sealed class SubscriptionDiscountBuilder
{
    public static readonly FieldTable<SubscriptionDiscountBuilder> Table = new FieldTable<SubscriptionDiscountBuilder>("Chargebee")
        .Field("type", static (ref reader, d) => d._type = JsonField.Text(ref reader))
        .Field("percentage", static (ref reader, d) => d._percentage = JsonField.Decimal(ref reader))
        .Field("duration_type", static (ref reader, d) => d._duration = JsonField.Text(ref reader))
        .Field("apply_on", static (ref reader, d) => d._applyOn = JsonField.Text(ref reader))
        .Field("item_price_id", static (ref reader, d) => d._itemPrice = JsonField.Text(ref reader));

    private string? _type, _duration, _applyOn, _itemPrice;
    private decimal? _percentage;

    /// <summary>What it takes off the price of an item for as long as the subscription runs, in percent; null for anything else.</summary>
    public decimal? PercentOf(string itemPrice) =>
        _type == "percentage" && _duration == "forever" && _applyOn == "specific_item_price" && _itemPrice == itemPrice ? _percentage : null;
}

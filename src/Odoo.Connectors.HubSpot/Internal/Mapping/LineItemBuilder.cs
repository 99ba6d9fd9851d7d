using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>A line item as it is read. Its amount, which HubSpot reckons net of discounts, is what was agreed: the unit price follows it.</summary>
internal sealed class LineItemBuilder : RecordBuilder
{
    private const int MostDecimals = 6;
    private string? _name, _sku, _product, _frequency, _period, _currency, _pricing;
    private decimal? _quantity, _price, _amount, _discount, _percent;
    private DateOnly? _start;

    public static FieldTable<LineItemBuilder> Properties { get; } = new FieldTable<LineItemBuilder>("HubSpot")
        .Field("name", static (ref reader, l) => l._name = Trimmed(ref reader))
        .Field("hs_sku", static (ref reader, l) => l._sku = Trimmed(ref reader))
        .Field("hs_product_id", static (ref reader, l) => l._product = Trimmed(ref reader))
        .Field("quantity", static (ref reader, l) => l._quantity = JsonField.Decimal(ref reader))
        .Field("price", static (ref reader, l) => l._price = JsonField.Decimal(ref reader))
        .Field("amount", static (ref reader, l) => l._amount = JsonField.Decimal(ref reader))
        .Field("discount", static (ref reader, l) => l._discount = JsonField.Decimal(ref reader))
        .Field("hs_discount_percentage", static (ref reader, l) => l._percent = JsonField.Decimal(ref reader))
        .Field("recurringbillingfrequency", static (ref reader, l) => l._frequency = Trimmed(ref reader))
        .Field("hs_recurring_billing_period", static (ref reader, l) => l._period = Trimmed(ref reader))
        .Field("hs_recurring_billing_start_date", static (ref reader, l) => l._start = Days.Of(ref reader))
        .Field("hs_line_item_currency_code", static (ref reader, l) => l._currency = Trimmed(ref reader))
        .Field("hs_pricing_model", static (ref reader, l) => l._pricing = Trimmed(ref reader));

    /// <summary>The line in its deal's currency, which is null where it is not known.</summary>
    public ProductLine Build(string system, Currency? currency)
    {
        if (_pricing is not (null or "flat"))
        {
            throw Invalid("hs_pricing_model", "is priced by tiers, which no single price stands for; give it a flat price, or bill it where tiers are known");
        }

        if (_currency is not null && currency is { } known && !string.Equals(_currency, known.Code, StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid("hs_line_item_currency_code", "has another currency than its deal; correct one of the two");
        }

        string code = _sku ?? throw Invalid("hs_sku", "has no SKU; enter it at the product");
        decimal quantity = _quantity ?? throw Invalid("quantity", "has no quantity; enter it");
        (decimal units, decimal price, string description) = Price(quantity, _name ?? code);
        return new ProductLine
        {
            Id = RequiredId,
            ProductCode = code,
            Description = description,
            Quantity = units,
            UnitPrice = price,
            Discount = _price is { } listed && units == quantity && listed > price ? listed - price : null,
            DiscountPercent = _percent is 0 ? null : _percent,
            Recurrence = _frequency is null ? null : Periods.OfFrequency(_frequency)
                ?? throw Invalid("recurringbillingfrequency", "is billed at an interval that is not known here; choose another one"),
            Term = _period is null ? null : Periods.OfIso(_period) ?? throw Invalid("hs_recurring_billing_period", "has a term that is no period such as P12M; correct it"),
            StartsOn = _start,
            Product = _product is null ? null : new ExternalRef(system, RecordKinds.Product, _product),
        };
    }

    private (decimal Quantity, decimal UnitPrice, string Description) Price(decimal quantity, string description)
    {
        if (_amount is not { } total)
        {
            return _discount is null or 0 && _percent is null or 0
                ? (quantity, _price ?? throw Invalid("price", "has neither price nor amount; enter the price"), description)
                : throw Invalid("amount", "has a discount and no amount, which HubSpot reckons; save the line item again");
        }

        if (_price is { } listed && quantity * listed == total)
        {
            return (quantity, listed, description);
        }

        decimal unitPrice = quantity == 0 ? 0 : Math.Round(total / quantity, MostDecimals);
        return quantity != 0 && unitPrice * quantity == total
            ? (quantity, unitPrice, description)
            : (1m, total, string.Create(CultureInfo.InvariantCulture, $"{description} ({quantity:0.######} units at the agreed total)"));
    }

    private ConnectorException Invalid(string field, string what) => FieldErrors.Invalid($"line_item.{field}", $"The line item {RequiredId} {what} in HubSpot.");
}

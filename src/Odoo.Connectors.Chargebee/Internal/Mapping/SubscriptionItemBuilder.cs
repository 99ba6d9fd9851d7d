using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>An item of a subscription as it is read; of Product Catalog 1.0 its plan or one of its addons.</summary>
internal sealed class SubscriptionItemBuilder
{
    private const int MostDecimals = 6;

    public static readonly FieldTable<SubscriptionItemBuilder> Table = new FieldTable<SubscriptionItemBuilder>("Chargebee")
        .Field("item_price_id", static (ref reader, i) => i.Id = JsonField.Text(ref reader))
        .Field("item_type", static (ref reader, i) => i._type = JsonField.Text(ref reader))
        .Field("quantity", static (ref reader, i) => i.Quantity = JsonField.Decimal(ref reader))
        .Field("quantity_in_decimal", static (ref reader, i) => i._exactQuantity = JsonField.Decimal(ref reader))
        .Field("metered_quantity", static (ref reader, i) => i._isMetered = JsonField.Text(ref reader) is not null)
        .Field("unit_price", static (ref reader, i) => i.UnitPrice = Wire.Whole(ref reader))
        .Field("unit_price_in_decimal", static (ref reader, i) => i._exactPrice = JsonField.Decimal(ref reader))
        .Field("amount", static (ref reader, i) => i.Amount = Wire.Whole(ref reader))
        .Field("amount_in_decimal", static (ref reader, i) => i._exactAmount = JsonField.Decimal(ref reader))
        .Field("billing_period", static (ref reader, i) => i._period = Wire.Whole(ref reader))
        .Field("billing_period_unit", static (ref reader, i) => i._periodUnit = JsonField.Text(ref reader));

    /// <summary>An addon of Product Catalog 1.0.</summary>
    public static readonly FieldTable<SubscriptionItemBuilder> Addon = new FieldTable<SubscriptionItemBuilder>("Chargebee")
        .Field("id", static (ref reader, i) => i.Id = JsonField.Text(ref reader))
        .Field("quantity", static (ref reader, i) => i.Quantity = JsonField.Decimal(ref reader))
        .Field("quantity_in_decimal", static (ref reader, i) => i._exactQuantity = JsonField.Decimal(ref reader))
        .Field("unit_price", static (ref reader, i) => i.UnitPrice = Wire.Whole(ref reader))
        .Field("unit_price_in_decimal", static (ref reader, i) => i._exactPrice = JsonField.Decimal(ref reader))
        .Field("amount", static (ref reader, i) => i.Amount = Wire.Whole(ref reader));

    private string? _type, _periodUnit;
    private decimal? _exactQuantity, _exactPrice, _exactAmount;
    private long? _period;
    private bool _isMetered;

    public string? Id { get; set; }

    public decimal? Quantity { get; set; }

    public long? UnitPrice { get; set; }

    public long? Amount { get; set; }

    /// <summary>Whether it is charged once, not again and again.</summary>
    public bool IsCharge => _type == "charge";

    /// <summary>The item as a line; what is metered has no agreed quantity.</summary>
    public ProductLine Build(References references, WireCurrency currency, Recurrence? billed, Recurrence? term)
    {
        string id = Id ?? throw FieldErrors.Missing("subscription_items.item_price_id");
        (decimal quantity, decimal price, string description) = Price(id, _isMetered ? 0m : _exactQuantity ?? Quantity ?? 1m, currency);
        return new ProductLine
        {
            Id = id,
            ProductCode = id,
            Description = description,
            Quantity = quantity,
            UnitPrice = price,
            Recurrence = IsCharge ? null : Periods.Of(_period, _periodUnit, "subscription_items.billing_period_unit") ?? billed,
            Term = IsCharge ? null : term,
            Product = references.Own(RecordKinds.Product, id),
        };
    }

    /// <summary>Tiers have no price of one: what the whole costs is divided where that is exact, and stands as one unit where it is not.</summary>
    private (decimal Quantity, decimal Price, string Description) Price(string id, decimal quantity, WireCurrency currency)
    {
        if (currency.Price(_exactPrice, UnitPrice) is { } price)
        {
            return (quantity, price, id);
        }

        if (currency.Price(_exactAmount, Amount) is not { } amount)
        {
            return quantity == 0m ? (0m, 0m, id) : throw FieldErrors.Refused(
                "subscription_items.unit_price", $"The item {id} has neither a price of one nor an amount; it cannot be stated as terms.");
        }

        decimal each = quantity == 0m ? 0m : Math.Round(amount / quantity, MostDecimals);
        return each * quantity == amount
            ? (quantity, each, id)
            : (1m, amount, string.Create(CultureInfo.InvariantCulture, $"{id} ({quantity:0.######} units by tiers)"));
    }
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A line of an invoice or credit note as it is read.</summary>
internal sealed class LineBuilder
{
    public static readonly FieldTable<LineBuilder> Table = new FieldTable<LineBuilder>("Chargebee")
        .Field("id", static (ref reader, l) => l._id = JsonField.Text(ref reader))
        .Field("date_from", static (ref reader, l) => l._from = Wire.Instant(ref reader))
        .Field("date_to", static (ref reader, l) => l._to = Wire.Instant(ref reader))
        .Field("unit_amount", static (ref reader, l) => l._unitAmount = Wire.Whole(ref reader))
        .Field("quantity", static (ref reader, l) => l._quantity = JsonField.Decimal(ref reader))
        .Field("amount", static (ref reader, l) => l.Amount = Wire.Whole(ref reader))
        .Field("tax_amount", static (ref reader, l) => l._taxAmount = Wire.Whole(ref reader))
        .Field("subscription_id", static (ref reader, l) => l.Subscription = JsonField.Text(ref reader))
        .Field("description", static (ref reader, l) => l._description = JsonField.Text(ref reader))
        .Field("entity_id", static (ref reader, l) => l._entity = JsonField.Text(ref reader))
        .Field("discount_amount", static (ref reader, l) => l._discountAmount = Wire.Whole(ref reader))
        // Only sites with more decimals have these.
        .Field("unit_amount_in_decimal", static (ref reader, l) => l._exactUnitAmount = JsonField.Decimal(ref reader))
        .Field("quantity_in_decimal", static (ref reader, l) => l._exactQuantity = JsonField.Decimal(ref reader));

    private string? _id, _description, _entity;
    private DateTimeOffset? _from, _to;
    private long? _unitAmount, _discountAmount, _taxAmount;
    private decimal? _exactUnitAmount, _quantity, _exactQuantity;
    private List<LineDiscountBuilder>? _discounts;
    private List<LineTaxBuilder>? _taxes;

    public string Id => _id ?? throw FieldErrors.Missing("line_items.id");

    public string? Subscription { get; private set; }

    /// <summary>Before discounts, in whole numbers; with tax where prices include it.</summary>
    public long? Amount { get; private set; }

    public long RequiredAmount => Amount ?? throw FieldErrors.Missing("line_items.amount");

    /// <summary>All discounts of the line, those of the document that fall on it too.</summary>
    public long Discount => _discountAmount ?? _discounts?.Sum(static d => d.Amount) ?? 0;

    public void Add(LineDiscountBuilder discount) => (_discounts ??= []).Add(discount);

    public void Add(LineTaxBuilder tax) => (_taxes ??= []).Add(tax);

    public InvoiceLine Build(WireCurrency currency, bool isInclusive)
    {
        TaxLine[] taxes = Taxes(currency, isInclusive, out long taxed);
        long net = RequiredAmount - Discount - (isInclusive ? taxed : 0);
        bool isPeriod = _from < _to;
        return new InvoiceLine
        {
            Id = Id,
            ProductCode = _entity,
            Description = _description ?? _entity ?? Id,
            Quantity = _exactQuantity ?? _quantity ?? 1m,
            UnitPrice = currency.Price(_exactUnitAmount, _unitAmount) ?? currency.Amount(RequiredAmount).Amount,
            Discounts = Discounts(currency),
            Net = currency.Amount(net),
            Taxes = taxes,
            ServiceFrom = isPeriod ? Wire.Day(_from!.Value) : null,
            ServiceTo = isPeriod ? Wire.Day(_to!.Value) : null,
        };
    }

    private Discount[] Discounts(WireCurrency currency)
    {
        if (_discounts is null)
        {
            return Discount == 0 ? [] : [new Discount("discount", currency.Amount(Discount))];
        }

        return Discount == _discounts.Sum(static d => d.Amount)
            ? [.. _discounts.Select(d => new Discount(d.Name, currency.Amount(d.Amount)))]
            : throw FieldErrors.Refused("line_item_discounts", $"The discounts of the line {Id} do not sum to its discount_amount; nothing was booked.");
    }

    private TaxLine[] Taxes(WireCurrency currency, bool isInclusive, out long taxed)
    {
        taxed = 0;
        TaxLine[] taxes = _taxes is null ? [] : new TaxLine[_taxes.Count];
        for (int i = 0; i < taxes.Length; i++)
        {
            taxes[i] = _taxes![i].Build(currency, isInclusive);
            taxed += _taxes[i].Amount;
        }

        return _taxAmount is null || _taxAmount == taxed
            ? taxes
            : throw FieldErrors.Refused("line_item_taxes", $"The taxes of the line {Id} do not sum to its tax_amount; nothing was booked.");
    }
}

using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>A line of an invoice or credit note as it is read.</summary>
internal sealed class LineParts
{
    private readonly List<DiscountParts> _discounts = [];
    private List<TaxParts>? _taxes;
    private string? _id, _description, _product, _invoiceLine;
    private long? _amount, _quantity, _unitAmount;
    private decimal? _quantityDecimal, _unitDecimal;
    private DateTimeOffset? _from, _to;

    public static FieldTable<LineParts> Table { get; } = new FieldTable<LineParts>("Stripe")
        .Field("id", static (ref r, l) => l._id = Wire.Text(ref r))
        .Field("amount", static (ref r, l) => l._amount = Wire.Integer(ref r))
        .Field("description", static (ref r, l) => l._description = Wire.Text(ref r))
        .Objects("discount_amounts", DiscountParts.Table, static l => l.NextDiscount())
        .Field("invoice_line_item", static (ref r, l) => l._invoiceLine = Wire.Id(ref r))
        .Object("period", new FieldTable<LineParts>("Stripe")
            .Field("end", static (ref r, l) => l._to = Wire.Instant(ref r))
            .Field("start", static (ref r, l) => l._from = Wire.Instant(ref r)), static l => l)
        .Object("pricing", new FieldTable<LineParts>("Stripe")
            .Object("price_details", new FieldTable<LineParts>("Stripe").Field("product", static (ref r, l) => l._product = Wire.Id(ref r)), static l => l)
            .Field("unit_amount_decimal", static (ref r, l) => l._unitDecimal = Wire.Decimal(ref r)), static l => l)
        .Field("quantity", static (ref r, l) => l._quantity = Wire.Integer(ref r))
        .Field("quantity_decimal", static (ref r, l) => l._quantityDecimal = Wire.Decimal(ref r))
        .Objects("taxes", TaxParts.Table, static l => l.NextTax())
        .Field("unit_amount", static (ref r, l) => l._unitAmount = Wire.Integer(ref r))
        .Field("unit_amount_decimal", static (ref r, l) => l._unitDecimal = Wire.Decimal(ref r));

    public string? Id => _id;

    public string? Product => _product;

    /// <param name="currency">The document's.</param>
    /// <param name="index">Which line of the document it is.</param>
    /// <param name="products">The products of the lines that a credit note takes back; null of an invoice.</param>
    public InvoiceLine Build(WireCurrency currency, int index, IReadOnlyDictionary<string, string?>? products)
    {
        string id = _id ?? throw Missing(index, "id", "a text");
        string? product = products is null ? _product : _invoiceLine is null ? null : products.GetValueOrDefault(_invoiceLine);
        Money amount = currency.Amount(_amount ?? throw Missing(index, "amount", "an integer"));
        decimal quantity = _quantityDecimal ?? _quantity ?? 1m;
        TaxLine[] taxes = TaxParts.Build(_taxes, currency, "lines.data.taxes");
        Discount[] discounts = _discounts.Count == 0 ? [] : [.. _discounts.Select(d => d.Build(currency))];
        Money net = amount;
        foreach (Discount discount in discounts)
        {
            net -= discount.Amount;
        }

        foreach (TaxLine tax in taxes)
        {
            net = tax.Included ? net - tax.Amount : net;
        }

        // A one-off item has a period that ends when it starts.
        bool isService = _from is { } start && _to is { } end && start < end;
        return new InvoiceLine
        {
            Id = id,
            ProductCode = product,
            Description = _description is { Length: > 0 } text ? text : product ?? id,
            Quantity = quantity,
            UnitPrice = (_unitDecimal ?? _unitAmount) is decimal minor ? currency.Price(minor) : quantity == 0 ? 0 : amount.Amount / quantity,
            Discounts = discounts,
            Net = net,
            Taxes = taxes,
            ServiceFrom = isService ? ContractMapping.Day(_from!.Value) : null,
            ServiceTo = isService ? ContractMapping.Day(_to!.Value) : null,
        };
    }

    private DiscountParts NextDiscount()
    {
        DiscountParts next = new();
        _discounts.Add(next);
        return next;
    }

    private TaxParts NextTax()
    {
        TaxParts next = new();
        (_taxes ??= []).Add(next);
        return next;
    }

    private static ConnectorException Missing(int index, string field, string expected) =>
        Wire.Missing(string.Create(CultureInfo.InvariantCulture, $"lines.data[{index}].{field}"), expected);
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>What invoices and credit notes have alike, as it is read.</summary>
internal abstract class DocumentParts
{
    private readonly List<LineParts> _lines = [];
    private readonly List<TaxParts> _taxes = [];
    private long? _total, _net, _shipping, _shippingTotal, _shippingNet;
    private string? _currency;
    private bool _hasLines, _hasMore;

    /// <summary>The lines.</summary>
    public IReadOnlyList<LineParts> Lines => _lines;

    protected string? Id { get; set; }

    protected string? Number { get; set; }

    protected string? Status { get; set; }

    protected DateTimeOffset? EffectiveAt { get; set; }

    protected string RequiredId => Id is { Length: > 0 } id ? id : throw Wire.Missing("id", "a text");

    protected string RequiredNumber => Number is { Length: > 0 } number ? number : throw Wire.Missing("number", "a text");

    protected static FieldTable<T> Common<T>()
        where T : DocumentParts => new FieldTable<T>("Stripe")
        .Field("id", static (ref r, d) => d.Id = Wire.Text(ref r))
        .Field("amount_shipping", static (ref r, d) => d._shipping = Wire.Integer(ref r))
        .Field("currency", static (ref r, d) => d._currency = Wire.Text(ref r))
        .Field("effective_at", static (ref r, d) => d.EffectiveAt = Wire.Instant(ref r))
        .Object("lines", new FieldTable<T>("Stripe")
            .Objects("data", LineParts.Table, static d => d.NextLine())
            .Field("has_more", static (ref r, d) => d._hasMore = Wire.Flag(ref r)), static d => d.WithLines<T>())
        .Field("number", static (ref r, d) => d.Number = Wire.Text(ref r))
        .Object("shipping_cost", new FieldTable<T>("Stripe")
            .Field("amount_subtotal", static (ref r, d) => d._shippingNet = Wire.Integer(ref r))
            .Field("amount_total", static (ref r, d) => d._shippingTotal = Wire.Integer(ref r)), static d => d)
        .Field("status", static (ref r, d) => d.Status = Wire.Text(ref r))
        .Field("total", static (ref r, d) => d._total = Wire.Integer(ref r))
        .Field("total_excluding_tax", static (ref r, d) => d._net = Wire.Integer(ref r))
        .Objects("total_taxes", TaxParts.Table, static d => d.NextTax());

    protected WireCurrency Currency() => WireCurrency.Of(_currency);

    /// <summary>The totals, as Stripe states them.</summary>
    protected Totals Totals(WireCurrency currency)
    {
        if ((_shippingTotal ?? 0) != 0 || (_shippingNet ?? 0) != 0 || (_shipping ?? 0) != 0)
        {
            throw new ConnectorException(ErrorKind.Validation, "The document charges for shipping, which stands outside its lines and is not mapped.") { Field = "shipping_cost" };
        }

        Money gross = currency.Amount(_total ?? throw Wire.Missing("total", "an integer"));
        TaxLine[] taxes = TaxParts.Build(_taxes, currency, "total_taxes");
        return new Totals(_net is long stated ? currency.Amount(stated) : taxes.Aggregate(gross, (rest, tax) => rest - tax.Amount), taxes, gross);
    }

    protected InvoiceLine[] BuildLines(WireCurrency currency, IReadOnlyDictionary<string, string?>? products)
    {
        if (!_hasLines)
        {
            throw Wire.Missing("lines", "an object");
        }

        if (_hasMore)
        {
            throw new ConnectorException(ErrorKind.Protocol, "The document's lines are not complete.") { Field = "lines.has_more" };
        }

        InvoiceLine[] lines = new InvoiceLine[_lines.Count];
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = _lines[i].Build(currency, i, products);
        }

        return lines;
    }

    private LineParts NextLine()
    {
        LineParts next = new();
        _lines.Add(next);
        return next;
    }

    private TaxParts NextTax()
    {
        TaxParts next = new();
        _taxes.Add(next);
        return next;
    }

    private T WithLines<T>()
        where T : DocumentParts
    {
        _hasLines = true;
        return (T)this;
    }
}

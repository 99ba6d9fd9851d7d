using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>What invoices and credit notes have in common, as it is read.</summary>
internal abstract class DocumentBuilder : RecordBuilder
{
    private string? _customer, _currency;

    public string? Status { get; private set; }

    public DateTimeOffset? Date { get; private set; }

    public string? PriceType { get; private set; }

    public long? SubTotal { get; private set; }

    public long? Total { get; private set; }

    public long RoundOff { get; private set; }

    public long FractionalCorrection { get; private set; }

    /// <summary>Where the rest of the lines begins, of a document with more than one answer holds.</summary>
    public string? NextLines { get; private set; }

    public List<LineBuilder> Lines { get; } = [];

    public List<DiscountBuilder> Discounts { get; } = [];

    public List<LineDiscountBuilder> LineDiscounts { get; } = [];

    public List<NamedTaxBuilder> Taxes { get; } = [];

    public List<LineTaxBuilder> LineTaxes { get; } = [];

    protected string Customer => _customer ?? throw FieldErrors.Missing("customer_id");

    protected DateTimeOffset IssuedAt => Date ?? throw FieldErrors.Missing("date");

    /// <summary>The fields of documents, in the order in which Chargebee writes them.</summary>
    protected static FieldTable<T> Document<T>(FieldTable<T> own)
        where T : DocumentBuilder => own
            .Field("customer_id", static (ref reader, d) => d._customer = JsonField.Text(ref reader))
            .Field("status", static (ref reader, d) => d.Status = JsonField.Text(ref reader))
            .Field("price_type", static (ref reader, d) => d.PriceType = JsonField.Text(ref reader))
            .Field("date", static (ref reader, d) => d.Date = Wire.Instant(ref reader))
            .Field("total", static (ref reader, d) => d.Total = Wire.Whole(ref reader))
            .Field("round_off_amount", static (ref reader, d) => d.RoundOff = Wire.Whole(ref reader) ?? 0)
            .Field("fractional_correction", static (ref reader, d) => d.FractionalCorrection = Wire.Whole(ref reader) ?? 0)
            .Field("currency_code", static (ref reader, d) => d._currency = JsonField.Text(ref reader))
            .Objects("line_items", LineBuilder.Table, static d => Wire.Next(d.Lines))
            .Field("line_items_next_offset", static (ref reader, d) => d.NextLines = JsonField.Text(ref reader))
            .Field("sub_total", static (ref reader, d) => d.SubTotal = Wire.Whole(ref reader))
            .Objects("discounts", DiscountBuilder.Table, static d => Wire.Next(d.Discounts))
            .Objects("line_item_discounts", LineDiscountBuilder.Table, static d => Wire.Next(d.LineDiscounts))
            .Objects("taxes", NamedTaxBuilder.Table, static d => Wire.Next(d.Taxes))
            .Objects("line_item_taxes", LineTaxBuilder.Table, static d => Wire.Next(d.LineTaxes));

    protected WireCurrency Currency(References references) => references.Currency(_currency, "currency_code");

    protected DocumentContent Content(References references, long? tax) => DocumentContent.Of(this, Currency(references), tax, references.Options.RoundOffProduct);
}

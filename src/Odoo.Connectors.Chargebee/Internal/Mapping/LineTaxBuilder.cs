using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A tax on a line as it is read. Chargebee gives rates no id: name, rate and jurisdiction are one.</summary>
internal sealed class LineTaxBuilder
{
    public static readonly FieldTable<LineTaxBuilder> Table = new FieldTable<LineTaxBuilder>("Chargebee")
        .Field("tax_name", static (ref reader, t) => t._name = JsonField.Text(ref reader))
        .Field("tax_rate", static (ref reader, t) => t._rate = JsonField.Decimal(ref reader))
        .Field("tax_juris_name", static (ref reader, t) => t._jurisdictionName = JsonField.Text(ref reader))
        .Field("tax_juris_code", static (ref reader, t) => t._jurisdictionCode = JsonField.Text(ref reader))
        .Field("line_item_id", static (ref reader, t) => t.Line = JsonField.Text(ref reader))
        .Field("tax_amount", static (ref reader, t) => t.Amount = Wire.Whole(ref reader) ?? 0)
        .Field("taxable_amount", static (ref reader, t) => t.Base = Wire.Whole(ref reader) ?? 0);

    private string? _name, _jurisdictionName, _jurisdictionCode, _rateId;
    private decimal? _rate;

    public string? Line { get; private set; }

    public string Name => _name ?? throw FieldErrors.Missing("line_item_taxes.tax_name");

    public long Amount { get; private set; }

    public long Base { get; private set; }

    /// <summary>The key of the tax mapping: <c>VAT|19|DE</c>, and <c>VAT|19</c> without a jurisdiction.</summary>
    public string RateId => _rateId ??= string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}|{_rate ?? throw FieldErrors.Missing("line_item_taxes.tax_rate"):0.######}{((_jurisdictionCode ?? _jurisdictionName) is { } at ? $"|{at}" : "")}");

    public TaxLine Build(WireCurrency currency, bool isInclusive) => new()
    {
        RateId = RateId, Base = currency.Amount(Base), Amount = currency.Amount(Amount), Included = isInclusive,
    };
}

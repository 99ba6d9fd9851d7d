using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>A tax as it is read.</summary>
internal sealed class TaxParts
{
    private long? _amount, _taxable;
    private string? _behavior, _rate;
    private bool _hasRate;

    public static FieldTable<TaxParts> Table { get; } = new FieldTable<TaxParts>("Stripe")
        .Field("amount", static (ref r, t) => t._amount = Wire.Integer(ref r))
        .Field("tax_behavior", static (ref r, t) => t._behavior = Wire.Text(ref r))
        .Object("tax_rate_details", new FieldTable<TaxParts>("Stripe").Field("tax_rate", static (ref r, t) => t._rate = Wire.Id(ref r)), static t => t.WithRate())
        .Field("taxable_amount", static (ref r, t) => t._taxable = Wire.Integer(ref r));

    /// <summary>The taxes of a line or document, one for each rate and way of inclusion.</summary>
    public static TaxLine[] Build(List<TaxParts>? taxes, WireCurrency currency, string path)
    {
        if (taxes is null)
        {
            return [];
        }

        List<TaxLine> built = new(taxes.Count);
        foreach (TaxParts tax in taxes)
        {
            // Where Stripe taxed nothing by no rate there is nothing to book.
            if ((tax._amount ?? throw Wire.Missing($"{path}.amount", "an integer")) == 0 && !tax._hasRate)
            {
                continue;
            }

            TaxLine line = tax.Build(currency, path);
            int same = built.FindIndex(t => t.RateId == line.RateId && t.Included == line.Included);
            if (same < 0)
            {
                built.Add(line);
            }
            else
            {
                built[same] = built[same] with { Base = built[same].Base + line.Base, Amount = built[same].Amount + line.Amount };
            }
        }

        return [.. built];
    }

    private TaxParts WithRate()
    {
        _hasRate = true;
        return this;
    }

    private TaxLine Build(WireCurrency currency, string path) => new()
    {
        RateId = _rate ?? throw Wire.Missing($"{path}.tax_rate_details.tax_rate", "an id"),
        Base = currency.Amount(_taxable ?? throw Wire.Missing($"{path}.taxable_amount", "an integer")),
        Amount = currency.Amount(_amount!.Value),
        Included = _behavior switch
        {
            "inclusive" => true,
            "exclusive" => false,
            _ => throw Wire.Missing($"{path}.tax_behavior", "inclusive or exclusive"),
        },
    };
}

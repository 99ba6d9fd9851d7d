using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>A tax on a line.</summary>
internal sealed class TaxBody
{
    public static readonly FieldTable<TaxBody> Table = new FieldTable<TaxBody>(Names.Vendor)
        .Field(Names.Rate, static (ref reader, t) => t._rate = JsonField.Text(ref reader))
        .Field(Names.Amount, static (ref reader, t) => t._amount = JsonField.Integer(ref reader));

    private string? _rate;
    private long? _amount;

    public static TaxBody AddTo(List<TaxBody> all)
    {
        all.Add(new TaxBody());
        return all[^1];
    }

    public TaxLine Build(Money taxed, Currency currency) => new()
    {
        RateId = _rate ?? throw Wire.Missing($"{Names.Lines}.{Names.Taxes}.{Names.Rate}"),
        Base = taxed,
        Amount = Wire.Money(_amount, $"{Names.Lines}.{Names.Taxes}.{Names.Amount}", currency),
    };
}

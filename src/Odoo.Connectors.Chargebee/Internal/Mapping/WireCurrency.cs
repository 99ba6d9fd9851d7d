using System.Collections.Frozen;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A currency with the decimals of Chargebee's whole numbers: two, also where ISO 4217 has three, and none for a few.</summary>
internal sealed record WireCurrency(Currency Currency, int Decimals)
{
    private static readonly FrozenSet<string> WholeUnits = FrozenSet.Create(StringComparer.Ordinal, "CLP", "JPY", "KRW", "VND", "XAF", "XOF");

    public static WireCurrency Read(string? code, string field, IDictionary<string, int> configured)
    {
        if (code is null)
        {
            throw FieldErrors.Missing(field);
        }

        if (!Currency.TryParse(code, out Currency currency))
        {
            throw FieldErrors.Refused(field, "Chargebee names a currency that is not in ISO 4217; nothing was booked.");
        }

        return new WireCurrency(currency, configured.TryGetValue(currency.Code, out int decimals) ? decimals : Decimal(currency, field));
    }

    public Money Amount(long wire) => Money.FromMinor(wire, Currency, Decimals);

    /// <summary>An amount in Chargebee's whole numbers; null where it has more decimals than these.</summary>
    public long? TryWire(decimal amount)
    {
        decimal wire = amount * (Decimals == 0 ? 1m : 100m);
        return decimal.IsInteger(wire) ? (long)wire : null;
    }

    /// <summary>A price in major units: as a text of as many decimals as it has, else as a whole number.</summary>
    public decimal? Price(decimal? inDecimal, long? wire) => inDecimal ?? (wire is { } whole ? Amount(whole).Amount : null);

    private static int Decimal(Currency currency, string field) => currency switch
    {
        _ when WholeUnits.Contains(currency.Code) => 0,
        { Exponent: 2 or 3 } => 2,
        _ => throw FieldErrors.Refused(
            field, $"Chargebee does not say how many decimals whole numbers in {currency.Code} have; look at a price of your site and set CurrencyDecimals:{currency.Code}.", ErrorKind.Configuration),
    };
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

/// <summary>A currency with the exponent of Stripe's wire format, which is not always that of ISO 4217 (MGA, ISK).</summary>
internal sealed record WireCurrency(Currency Currency, int Exponent)
{
    private static readonly HashSet<string> WholeUnits =
    [
        "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
    ];

    private static readonly HashSet<string> Thousandths = ["BHD", "JOD", "KWD", "OMR", "TND"];

    public static WireCurrency Read(Json field) => Of(field.Text());

    public static WireCurrency Of(string? code)
    {
        if (!Currency.TryParse(code is { Length: > 0 } given ? given : throw Wire.Missing("currency", "a text"), out Currency currency))
        {
            throw Refused("Stripe names a currency that is not in ISO 4217; nothing was booked.");
        }

        // Stripe's own pages contradict each other about UGX: a factor of 100 is not to be guessed.
        int exponent = currency.Code switch
        {
            "UGX" => throw Refused("Stripe documents UGX both with and without decimals; amounts in UGX cannot be read safely."),
            "ISK" => 2,
            _ when WholeUnits.Contains(currency.Code) => 0,
            _ when Thousandths.Contains(currency.Code) => 3,
            _ when currency.Exponent == 2 => 2,
            _ => throw Refused($"Stripe does not say how many decimals amounts in {currency.Code} have."),
        };
        return new WireCurrency(currency, exponent);
    }

    public Money Amount(Json minor) => Amount(minor.Integer());

    public Money Amount(long minor) => Money.FromMinor(minor, Currency, Exponent);

    /// <summary>A price in major units; Stripe states prices in fractions of the minor unit.</summary>
    public decimal Price(decimal minor) => minor / Exponent switch { 0 => 1m, 2 => 100m, _ => 1000m };

    /// <summary>An amount in major units as fractions of the minor unit; exact, so that nothing is rounded here.</summary>
    public decimal Minor(decimal major) => major * Exponent switch { 0 => 1m, 2 => 100m, _ => 1000m };

    private static ConnectorException Refused(string message) => new(ErrorKind.Validation, message) { Field = "currency" };
}

using System.Diagnostics.CodeAnalysis;

namespace Odoo.Connectors.Model;

/// <summary>
/// An ISO 4217 currency and its number of decimals. Vendors' wire formats have exponents of their own
/// (Stripe sends MGA without decimals): those belong to the adapters, this is the ledger's view.
/// </summary>
public readonly record struct Currency
{
    private static readonly Dictionary<string, int> Exponents = Iso4217.Load();

    private readonly string? _code;

    private Currency(string code, int exponent) => (_code, Exponent) = (code, exponent);

    /// <summary>The three-letter code in upper case, for example <c>EUR</c>.</summary>
    public string Code => _code ?? throw new InvalidOperationException("This Currency was never set; use Currency.Parse.");

    /// <summary>The number of decimals of an amount: 2 for EUR, 0 for JPY, 3 for KWD.</summary>
    public int Exponent { get; }

    /// <summary>Reads a code, in any case.</summary>
    /// <param name="code">Three letters, for example <c>eur</c>.</param>
    /// <returns>The currency.</returns>
    /// <exception cref="FormatException">The code is not an active ISO 4217 currency.</exception>
    public static Currency Parse(string code) =>
        TryParse(code, out Currency currency)
            ? currency
            : throw new FormatException($"'{code}' is not an active ISO 4217 currency code, such as EUR or JPY.");

    /// <summary>Reads a code, in any case, without throwing.</summary>
    /// <param name="code">Three letters, or null.</param>
    /// <param name="currency">The currency when the answer is true.</param>
    /// <returns>Whether the code is an active ISO 4217 currency.</returns>
    public static bool TryParse([NotNullWhen(true)] string? code, out Currency currency)
    {
        string upper = code?.ToUpperInvariant() ?? "";
        bool known = Exponents.TryGetValue(upper, out int exponent);
        currency = known ? new Currency(upper, exponent) : default;
        return known;
    }

    /// <summary>The code.</summary>
    /// <returns>The code, or an empty string for the default value.</returns>
    public override string ToString() => _code ?? "";
}

using System.Globalization;

namespace Odoo.Connectors.Model;

/// <summary>
/// An amount in major units (12.34 EUR, 1000 JPY) of one currency. Never rounded by itself; adding two currencies throws.
/// </summary>
/// <param name="Amount">Major units; negative amounts are allowed.</param>
/// <param name="Currency">The currency of the amount.</param>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    /// <summary>Makes money of an amount in minor units.</summary>
    /// <param name="minor">For example 1234 for 12.34 EUR.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="exponent">Decimals of the wire format where they differ from ISO 4217; the default is the currency's own.</param>
    /// <returns>The amount in major units.</returns>
    public static Money FromMinor(long minor, Currency currency, int? exponent = null) =>
        new(minor / Scale(exponent ?? currency.Exponent), currency);

    /// <summary>Nothing, in a currency.</summary>
    /// <param name="currency">The currency.</param>
    /// <returns>Zero.</returns>
    public static Money Zero(Currency currency) => new(0m, currency);

    /// <summary>The amount in minor units.</summary>
    /// <param name="exponent">Decimals of the wire format where they differ from ISO 4217; the default is the currency's own.</param>
    /// <returns>For example 1234 for 12.34 EUR.</returns>
    /// <exception cref="InvalidOperationException">The amount has more decimals than the format.</exception>
    public long ToMinor(int? exponent = null)
    {
        decimal minor = Amount * Scale(exponent ?? Currency.Exponent);
        return decimal.IsInteger(minor)
            ? (long)minor
            : throw new InvalidOperationException($"{this} has a fraction of a minor unit; round it first.");
    }

    /// <summary>The amount rounded to the currency's decimals, halves away from zero as tax authorities and Odoo do.</summary>
    /// <returns>The rounded amount.</returns>
    public Money Rounded() => this with { Amount = Math.Round(Amount, Currency.Exponent, MidpointRounding.AwayFromZero) };

    /// <summary>The sum of two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => new(left.Amount + right.Same(left).Amount, left.Currency);

    /// <summary>The difference of two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => new(left.Amount - right.Same(left).Amount, left.Currency);

    /// <summary>The amount with the other sign.</summary>
    public static Money operator -(Money money) => money with { Amount = -money.Amount };

    /// <summary>A multiple, not rounded.</summary>
    public static Money operator *(Money money, decimal factor) => money with { Amount = money.Amount * factor };

    /// <summary>The sum of two amounts of one currency.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum.</returns>
    public static Money Add(Money left, Money right) => left + right;

    /// <summary>The difference of two amounts of one currency.</summary>
    /// <param name="left">The amount to take from.</param>
    /// <param name="right">The amount to take away.</param>
    /// <returns>The difference.</returns>
    public static Money Subtract(Money left, Money right) => left - right;

    /// <summary>The amount with the other sign.</summary>
    /// <param name="money">The amount.</param>
    /// <returns>The negative amount.</returns>
    public static Money Negate(Money money) => -money;

    /// <summary>A multiple, not rounded.</summary>
    /// <param name="money">The amount.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The multiple.</returns>
    public static Money Multiply(Money money, decimal factor) => money * factor;

    /// <summary>
    /// Amount and code, independent of culture: <c>12.30 EUR</c>, <c>1000 JPY</c>. All decimals of the currency, and more only where the amount has them
    /// (<c>0.00035 EUR</c>): equal amounts have equal texts.
    /// </summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Amount.ToString(Format(Currency.Exponent), CultureInfo.InvariantCulture)} {Currency}";

    private Money Same(Money other) => Currency == other.Currency
        ? this
        : throw new InvalidOperationException($"Cannot combine {Currency} with {other.Currency}; convert first.");

    // 28 decimals at most, of which the currency's own are always there.
    private static string Format(int exponent) => exponent switch
    {
        0 => "0.############################",
        2 => "0.00##########################",
        3 => "0.000#########################",
        _ => $"0.{new string('0', exponent)}{new string('#', 28 - exponent)}",
    };

    private static decimal Scale(int exponent) => exponent switch
    {
        0 => 1m,
        2 => 100m,
        3 => 1000m,
        4 => 10000m,
        _ => throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "Currencies have 0, 2, 3 or 4 decimals."),
    };
}

using CsCheck;

namespace Odoo.Connectors.Model.Tests;

public sealed class MoneyTests
{
    private static readonly Currency Eur = Currency.Parse("EUR");

    [Theory]
    [InlineData("EUR", 1234, "12.34")]
    [InlineData("JPY", 1234, "1234")]
    [InlineData("KWD", 1234, "1.234")]
    [InlineData("CLF", 12345, "1.2345")]
    public void FromMinor_ByTheCurrencysDecimals_IsTheAmount(string code, long minor, string amount)
    {
        Money money = Money.FromMinor(minor, Currency.Parse(code));
        Assert.Equal(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), money.Amount);
        Assert.Equal(minor, money.ToMinor());
    }

    [Fact]
    public void FromMinor_WithAWireExponent_FollowsTheWire()
    {
        // Stripe sends MGA without decimals although ISO 4217 gives it two, and ISK with two although ISO gives it none.
        Assert.Equal(500m, Money.FromMinor(500, Currency.Parse("MGA"), exponent: 0).Amount);
        Assert.Equal(5m, Money.FromMinor(500, Currency.Parse("ISK"), exponent: 2).Amount);
    }

    [Fact]
    public void ToMinor_AFractionOfACent_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new Money(0.001m, Eur).ToMinor());

    [Theory]
    [InlineData("0.005", "0.01")]
    [InlineData("-0.005", "-0.01")]
    [InlineData("2.675", "2.68")]
    public void Rounded_Halves_GoAwayFromZero(string amount, string rounded) =>
        Assert.Equal(Parse(rounded), new Money(Parse(amount), Eur).Rounded().Amount);

    [Fact]
    public void Add_TwoCurrencies_ThrowsAndNamesBoth()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => new Money(1m, Eur) + new Money(1m, Currency.Parse("USD")));
        Assert.Contains("EUR", e.Message, StringComparison.Ordinal);
        Assert.Contains("USD", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromMinor_AndBack_IsTheSameForAnyAmount() =>
        Gen.Select(Gen.Long[-1_000_000_000_000, 1_000_000_000_000], Gen.OneOf(Gen.Const("EUR"), Gen.Const("JPY"), Gen.Const("KWD"), Gen.Const("CLF"))).Sample(
            (minor, code) => Money.FromMinor(minor, Currency.Parse(code)).ToMinor() == minor);

    /// <summary>Equal amounts have equal texts, with all decimals of the currency; more only where the amount has them.</summary>
    [Theory]
    [InlineData("12.3", "EUR", "12.30 EUR")]
    [InlineData("12.3000", "EUR", "12.30 EUR")]
    [InlineData("0.00035", "EUR", "0.00035 EUR")]
    [InlineData("-150", "EUR", "-150.00 EUR")]
    [InlineData("-0.00", "EUR", "0.00 EUR")]
    [InlineData("1000.0", "JPY", "1000 JPY")]
    [InlineData("1.5", "KWD", "1.500 KWD")]
    [InlineData("1", "CLF", "1.0000 CLF")]
    [InlineData("79228162514264337593543950335", "EUR", "79228162514264337593543950335.00 EUR")]
    public void ToString_OfAnAmount_HasTheDecimalsOfItsCurrency(string amount, string code, string text) =>
        Assert.Equal(text, new Money(Parse(amount), Currency.Parse(code)).ToString());

    [Theory]
    [InlineData("xyz")]
    [InlineData("")]
    [InlineData("EURO")]
    [InlineData("XAU")]
    public void Parse_NoCurrency_ThrowsAndQuotesIt(string code) =>
        Assert.Contains($"'{code}'", Assert.Throws<FormatException>(() => Currency.Parse(code)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_LowerCase_IsTheCurrency() => Assert.Equal(Eur, Currency.Parse("eur"));

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

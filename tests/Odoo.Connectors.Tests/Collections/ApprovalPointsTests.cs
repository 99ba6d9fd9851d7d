using Microsoft.Extensions.Options;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using static Odoo.Connectors.Tests.MoneyRecords;

namespace Odoo.Connectors.Tests.Collections;

/// <summary>Limits of 100.00 EUR for write-offs and of 20.00 EUR for credits to an account.</summary>
public sealed class ApprovalPointsTests
{
    [Theory]
    [InlineData(EffectKinds.WriteOff, 100, "EUR", false)]
    [InlineData(EffectKinds.WriteOff, 100.01, "EUR", true)]
    [InlineData(EffectKinds.WriteOff, 1, "USD", true)]
    [InlineData(EffectKinds.AccountCredit, 20, "EUR", false)]
    [InlineData(EffectKinds.AccountCredit, 20.01, "EUR", true)]
    [InlineData(EffectKinds.Refund, 5000, "EUR", false)]
    public void Of_AnAmount_IsHeldAboveItsLimit(string kind, double amount, string currency, bool held) =>
        Assert.Equal(held, Points(o => (o.WriteOffs["eur"], o.AccountCredits["EUR"]) = (100m, 20m)).Of(Intent(kind, new Money((decimal)amount, Currency.Parse(currency)))).Hold is not null);

    [Fact]
    public void Of_WithoutLimits_HoldsNothingAndKeepsWhatIsHeld()
    {
        Intent intent = Intent(EffectKinds.WriteOff, Eur(5000m));
        Assert.Null(Points(_ => { }).Of(intent).Hold);
        Assert.Equal("mine", Points(o => o.WriteOffs["EUR"] = 0m).Of(intent with { Hold = "mine" }).Hold);
    }

    [Theory]
    [InlineData("EURO", 1)]
    [InlineData("EUR", -1)]
    public void Validate_AWrongLimit_NamesIt(string currency, int limit)
    {
        ApprovalOptions options = new() { AccountCredits = { [currency] = limit } };
        Assert.StartsWith($"Approvals:AccountCredits:{currency} ", Assert.Single(new ApprovalOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    private static ApprovalPoints Points(Action<ApprovalOptions> configure)
    {
        ApprovalOptions options = new();
        configure(options);
        return new ApprovalPoints(Options.Create(options));
    }

    private static Intent Intent(string kind, Money amount) => new()
    {
        Target = "odoo", Kind = kind, Class = EffectClass.Document, Source = InvoiceRef,
        Record = kind switch
        {
            EffectKinds.WriteOff => new UncollectibleInvoice { Invoice = InvoiceRef, Number = "N-1", Open = amount, MarkedAt = On(1) },
            EffectKinds.AccountCredit => new AccountCredit { Ref = InvoiceRef, Customer = Billed, Amount = amount, Description = "Sorry" },
            _ => Refund(),
        },
    };
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests.Reconciliation;

/// <summary>Terms of a contract that runs on both sides. The ledger calls seat SEAT; its days begin two hours before those of UTC.</summary>
public sealed class TermTests
{
    private static readonly DateTimeOffset s_end = new(2026, 4, 29, 22, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Contracts_OfTheSameTerms_DoNotDiffer() =>
        Assert.Empty(Found(
            Told(new PositionTerm("seat", 2.345m, 10.005m)) with { Every = "P1M", EndsAt = s_end },
            // Two decimals of what the source says, and the end in its own calendar.
            Held(new PositionTerm("SEAT", 2.35m, 10.01m)) with { Every = "P1M", KeepsEnd = true, EndsOn = new DateOnly(2026, 4, 30) }));

    [Theory]
    [InlineData(3, 10, "Quantity of SEAT", "2", "3", 1)]
    [InlineData(1, 10, "Quantity of SEAT", "2", "1", -1)]
    [InlineData(2, 10.5, "Price of SEAT", "10", "10.5", 0.5)]
    [InlineData(3, 11, "Quantity of SEAT", "2", "3", 1)] // the price is looked at once the quantity is right
    public void Lines_ThatDiffer_AreNamedWithBothSides(double quantity, double price, string field, string told, string held, double difference)
    {
        Discrepancy only = Assert.Single(Found(Told(new PositionTerm("seat", 2m, 10m)), Held(new PositionTerm("SEAT", (decimal)quantity, (decimal)price))));

        Assert.Equal((DiscrepancyKind.Amount, field, told, held, (decimal)difference), (only.Kind, only.Field, only.SourceValue, only.LedgerValue, only.Difference));
        Assert.Equal($"{field}: {told} in shop/contract/s, {held} in odoo/contract/1", DiscrepancyText.What(only));
        Assert.Equal(field, DiscrepancyText.Reason(only).Field);
    }

    [Fact]
    public void Products_OfOneSide_AreQuantitiesOfNoneThere()
    {
        Discrepancy[] found = Found(Told(new PositionTerm("seat", 2m, 10m)), Held(new PositionTerm("DESK", 1m, 5m), new PositionTerm("SETUP", 1m, null, MayBeMore: true)));

        // What a deal sold once may be there without the subscription's saying so.
        Assert.Equal([("Quantity of SEAT", "2", "0"), ("Quantity of DESK", "0", "1")], found.Select(f => (f.Field!, f.SourceValue!, f.LedgerValue!)));
    }

    [Fact]
    public void Products_ThatDifferByTheSame_AreDiscrepanciesOfTheirOwn() =>
        Assert.Equal(2, Found(Told(new PositionTerm("seat", 2m, 10m), new PositionTerm("desk", 2m, 10m)), Held()).Select(f => f.Key).Distinct().Count());

    [Fact]
    public void LinesOfOneProduct_AreTogether() =>
        Assert.Empty(Found(Told(new PositionTerm("seat", 2m, 10m), new PositionTerm("Seat", 3m, 12m)), Held(new PositionTerm("SEAT", 5m, null))));

    [Theory]
    [InlineData(null, 10)] // tiers, or several prices
    [InlineData(10, null)] // a deal's discount
    public void Prices_ThatNoNumberTells_AreNotCompared(int? told, int? held) => Assert.Empty(Found(Told(new PositionTerm("seat", 2m, told)), Held(new PositionTerm("SEAT", 2m, held))));

    [Fact]
    public void Prices_OfTwoCurrencies_AreNotComparedAndTheCurrencyIsSaidOnce() =>
        Assert.Empty(Found(Told(new PositionTerm("seat", 2m, 10m)) with { Currency = Currency.Parse("USD") }, Held(new PositionTerm("SEAT", 2m, 9m))));

    [Theory]
    [InlineData("P1M", "P1Y", true)]
    [InlineData("P1M", null, false)] // the order does not say
    [InlineData(null, "P1Y", false)] // lines of several periods
    public void Period_IsComparedWhereBothSay(string? told, string? held, bool differs) =>
        Assert.Equal(differs ? ["Recurrence"] : [], Found(Told() with { Every = told }, Held() with { Every = held }).Select(f => f.Field!));

    [Theory]
    [InlineData(true, 29, "2026-04-30", "2026-04-29")]
    [InlineData(true, null, "2026-04-30", "none")]
    [InlineData(false, 30, "none", "2026-04-30")]
    public void Ends_ThatDiffer_AreADate(bool ends, int? held, string told, string there)
    {
        Discrepancy only = Assert.Single(Found(
            Told() with { EndsAt = ends ? s_end : null }, Held() with { KeepsEnd = true, EndsOn = held is { } day ? new DateOnly(2026, 4, day) : null }));

        Assert.Equal((DiscrepancyKind.Date, "End", told, there), (only.Kind, only.Field, only.SourceValue, only.LedgerValue));
    }

    [Fact]
    public void End_WithoutAPlaceInTheLedger_IsNotCompared() => Assert.Empty(Found(Told() with { EndsAt = s_end }, Held()));

    [Theory]
    [InlineData(PositionState.Cancelled, PositionState.Open)]
    [InlineData(PositionState.Open, PositionState.Cancelled)]
    [InlineData(PositionState.Draft, PositionState.Open)]
    public void Terms_OfAContractThatDoesNotRunOnBothSides_AreNotCompared(PositionState told, PositionState held) =>
        Assert.Empty(Found(Told(new PositionTerm("seat", 2m, 10m)) with { State = told }, Held(new PositionTerm("SEAT", 3m, 10m)) with { State = held }));

    [Theory]
    [InlineData(8, 7, Correction.TellAgain)]
    [InlineData(7, 7, Correction.ByHand)] // edited in the ledger: telling it again would say what was told
    [InlineData(null, 7, Correction.ByHand)]
    [InlineData(8, null, Correction.ByHand)]
    public void Terms_OfANewerVersion_AreToldAgain(int? told, int? held, Correction correction) =>
        Assert.Equal(correction, Assert.Single(Found(
            Told(new PositionTerm("seat", 2m, 10m)) with { Version = told }, Held(new PositionTerm("SEAT", 3m, 10m)) with { Version = held })).Correction);

    private static Discrepancy[] Found(Position told, Position held) =>
        [.. TermCheck.Of(told, held, code => code.ToUpperInvariant(), at => DateOnly.FromDateTime(at.AddHours(2).UtcDateTime))];

    private static Position Told(params PositionTerm[] terms) =>
        new() { Ref = new ExternalRef("shop", RecordKinds.Contract, "s"), Currency = Currency.Parse("EUR"), State = PositionState.Open, Terms = terms };

    private static Position Held(params PositionTerm[] terms) =>
        new() { Ref = new ExternalRef("odoo", RecordKinds.Contract, "1"), Currency = Currency.Parse("EUR"), State = PositionState.Open, Terms = terms };
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests.Reconciliation;

public sealed class ComparisonTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 31, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Compare_SixtySeedsAmongTwoThousand_AllAreFoundAndNothingElse(int seed)
    {
        SeededBooks books = new(2_000, ofEach: 5, seed);
        using Comparison comparison = New();
        foreach (Position position in books.Booked())
        {
            comparison.Book(position);
        }

        foreach (Position position in books.Expected())
        {
            comparison.Expect(position);
        }

        List<Discrepancy> found = await comparison.CompareAsync(Cancel);

        Assert.Equal(60, books.Seeds.Count);
        Assert.Equal(books.Seeds, found.Select(f => $"{f.Kind} {f.Subject}").Order(StringComparer.Ordinal));
        // 5 are extra; 200 are of nobody.
        Assert.Equal((1_995, 200), (comparison.Expected, comparison.Foreign));
        Assert.Equal(found.Count, found.Select(f => f.Key).Distinct().Count());
    }

    [Fact]
    public async Task Totals_OfBothSides_AreByKindCompanyCurrencyAndMonth()
    {
        // 100.00 + 20.00 and 50.00 + 10.00 in March, of which 50.00 + 10.00 is not booked; 12.00 in April by the company's day.
        (List<Discrepancy> _, Comparison comparison) = await CompareAsync(
            [Told("a", 100m, 20m), Told("b", 50m, 10m), Told("c", 10m, 2m) with { At = s_noon.AddHours(12) }],
            [Made("a", 100m, 20m), Made("c", 10m, 2m) with { On = new DateOnly(2026, 4, 1) }, Made("d", 7m, 0m) with { State = PositionState.Draft }]);

        Assert.Equal(
            [("odoo", "EUR", 3, 2, 1, 30m, 20m, 180m, 120m, false), ("odoo", "EUR", 4, 1, 1, 2m, 2m, 12m, 12m, true)],
            comparison.Totals.Select(t => (t.Ledger, t.Currency.Code, t.Month.Month, t.ExpectedCount, t.BookedCount, t.ExpectedTax, t.BookedTax, t.ExpectedGross, t.BookedGross, t.IsEqual)));
    }

    [Theory]
    [InlineData(100, 20, 120, 100, 21, 121, DiscrepancyKind.Tax, 1)] // another tax
    [InlineData(100, 20, 120, 101, 19, 120, DiscrepancyKind.Tax, -1)] // divided otherwise
    [InlineData(100, 20, 120, 200, 40, 240, DiscrepancyKind.Amount, 120)] // twice as much
    [InlineData(100, 20, 120, 99, 20, 119, DiscrepancyKind.Amount, -1)]
    public async Task Amounts_ThatDiffer_AreSaidOnce(int net, int tax, int gross, int bookedNet, int bookedTax, int bookedGross, DiscrepancyKind kind, int difference)
    {
        (List<Discrepancy> found, _) = await CompareAsync(
            [Told("a", net, tax) with { Gross = gross, Open = gross, State = PositionState.Open }],
            [Made("a", bookedNet, bookedTax) with { Gross = bookedGross, Open = bookedGross, State = PositionState.Open }]);

        Discrepancy only = Assert.Single(found);
        Assert.Equal((kind, difference, Correction.ByHand), (only.Kind, only.Difference, only.Correction));
    }

    [Theory]
    [InlineData(PositionState.Settled, 0, PositionState.Open, 120, DiscrepancyKind.State, Correction.TellAgain)] // paid there, open here
    [InlineData(PositionState.Cancelled, 0, PositionState.Open, 120, DiscrepancyKind.State, Correction.TellAgain)] // void there
    [InlineData(PositionState.Open, 120, PositionState.Settled, 0, DiscrepancyKind.State, Correction.ByHand)] // paid here only
    [InlineData(PositionState.Open, 20, PositionState.Open, 120, DiscrepancyKind.State, Correction.TellAgain)] // paid in part there
    [InlineData(PositionState.Open, 120, PositionState.Open, 20, DiscrepancyKind.State, Correction.ByHand)]
    [InlineData(PositionState.Settled, 0, PositionState.Cancelled, 0, DiscrepancyKind.State, Correction.ByHand)]
    [InlineData(PositionState.Settled, 0, PositionState.Draft, 120, DiscrepancyKind.Unposted, Correction.ByHand)]
    [InlineData(null, null, PositionState.Draft, 120, DiscrepancyKind.Unposted, Correction.ByHand)]
    [InlineData(PositionState.Cancelled, 0, PositionState.Settled, 0, null, Correction.ByHand)] // void there, taken back by a credit note here
    [InlineData(null, null, PositionState.Open, 120, null, Correction.ByHand)]
    public async Task States_ThatDiffer_AreFoundAndThoseBehindAreToldAgain(
        PositionState? expected, int? expectedOpen, PositionState booked, int bookedOpen, DiscrepancyKind? kind, Correction correction)
    {
        (List<Discrepancy> found, _) = await CompareAsync(
            [Told("a", 100m, 20m) with { State = expected, Open = expectedOpen }], [Made("a", 100m, 20m) with { State = booked, Open = bookedOpen }]);

        Assert.Equal(kind is null ? [] : [(kind.Value, correction)], found.Select(f => (f.Kind, f.Correction)));
    }

    [Fact]
    public async Task Booked_OnALaterDayByPolicy_IsNoDiscrepancyAndAnEarlierOneIs()
    {
        (List<Discrepancy> found, _) = await CompareAsync(
            [Told("a", 1m, 0m), Told("b", 1m, 0m)],
            [Made("a", 1m, 0m) with { On = new DateOnly(2026, 4, 1), MayBeLater = true }, Made("b", 1m, 0m) with { On = new DateOnly(2026, 3, 30), MayBeLater = true }]);

        Assert.Equal(["Date stripe/invoice/b"], found.Select(f => f.ToString()));
    }

    [Fact]
    public async Task EnteredByHand_TheBookedOneAgain_IsADuplicateAndTwoOfAMissingOneAreOneEach()
    {
        Position hand = Made("x", 100m, 20m) with { Source = null, Reference = "INV-a" };
        (List<Discrepancy> booked, _) = await CompareAsync([Told("a", 100m, 20m)], [Made("a", 100m, 20m), hand]);
        (List<Discrepancy> missing, _) = await CompareAsync([Told("a", 100m, 20m)], [hand, hand with { Ref = hand.Ref with { Id = "y" } }]);

        Assert.Equal([DiscrepancyKind.Duplicate], booked.Select(f => f.Kind));
        Assert.Equal([(DiscrepancyKind.Unlinked, "x"), (DiscrepancyKind.Duplicate, "y")], missing.Select(f => (f.Kind, f.Booked!.Ref.Id)));
    }

    [Fact]
    public async Task Lists_ThatBringARecordTwice_CountItOnceAsItCameLast()
    {
        (List<Discrepancy> found, Comparison comparison) = await CompareAsync(
            [Told("a", 90m, 20m), Told("a", 100m, 20m)], [Made("a", 100m, 20m), Made("a", 100m, 20m)]);

        Assert.Empty(found);
        Assert.Equal(1, comparison.Expected);
    }

    [Fact]
    public async Task Position_WrittenToAFile_IsReadAsItWas()
    {
        Position full = Told("ä", 1.2345m, 0m) with
        {
            Source = new ExternalRef("s", "k", "i"), Reference = "", MayBeLater = true, On = new DateOnly(2026, 2, 28), State = PositionState.Draft, Stream = "invoices",
            ToldAs = new ExternalRef("s", "invoice", "x"), ToldAt = s_noon, ChangedAt = s_noon.AddTicks(1),
        };
        Position contract = new()
        {
            Ref = new ExternalRef("s", RecordKinds.Contract, "c"), Terms = [new PositionTerm("seat", 2.5m, 10m), new PositionTerm("setup", 1m, null, MayBeMore: true)], Every = "P1M", EndsAt = s_noon,
            EndsOn = new DateOnly(2026, 4, 30), KeepsEnd = true, Version = -7,
        };
        Position bare = new() { Ref = new ExternalRef("s", "k", "i") };
        using PositionFile file = new(2);
        file.Add(1, full);
        file.Add(1, bare);
        file.Add(0, contract);

        Assert.Equal([full, bare], file.Read(1));
        Assert.Equal([full, bare], file.Read(1));
        Position read = Assert.Single(file.Read(0));
        Assert.Equal(contract.Terms, read.Terms);
        Assert.Equal(contract, read with { Terms = contract.Terms });
        await Task.CompletedTask;
    }

    private static Comparison New() => new(SeededBooks.Source, p => p, SeededBooks.DayOf, (_, code) => code.ToUpperInvariant(), SeededBooks.LinksAsync);

    private static async Task<(List<Discrepancy> Found, Comparison Comparison)> CompareAsync(Position[] expected, Position[] booked)
    {
        Comparison comparison = New();
        Array.ForEach(expected, comparison.Expect);
        Array.ForEach(booked, comparison.Book);
        List<Discrepancy> found = await comparison.CompareAsync(Cancel);
        comparison.Dispose();
        return (found, comparison);
    }

    private static Position Told(string id, decimal net, decimal tax) => new()
    {
        Ref = new ExternalRef(SeededBooks.Source, RecordKinds.Invoice, id), Number = $"INV-{id}", Customer = new ExternalRef(SeededBooks.Source, RecordKinds.Customer, "cu_5"),
        Ledger = "odoo", Currency = Currency.Parse("EUR"), Net = net, Tax = tax, Gross = net + tax, At = s_noon,
    };

    private static Position Made(string id, decimal net, decimal tax) => new()
    {
        Ref = new ExternalRef("odoo", RecordKinds.Invoice, id), Source = new ExternalRef(SeededBooks.Source, RecordKinds.Invoice, id), Ledger = "odoo",
        Currency = Currency.Parse("EUR"), Net = net, Tax = tax, Gross = net + tax, On = new DateOnly(2026, 3, 31), State = PositionState.Settled,
    };
}

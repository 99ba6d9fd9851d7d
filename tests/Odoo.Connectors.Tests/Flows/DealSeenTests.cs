using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>A deal is won once for each commercial content, however often it is saved, closed and opened.</summary>
public sealed class DealSeenTests
{
    private static readonly ExternalRef s_deal = new("crm", RecordKinds.Deal, "006");
    private static readonly ExternalRef s_customer = new("crm", RecordKinds.Customer, "001A");
    private static readonly ExternalRef s_survivor = s_customer with { Id = "001B" };

    [Fact]
    public void Won_TheFirstTime_MakesCustomerAndContract() =>
        Assert.Equal([EffectKinds.Customer, EffectKinds.CustomerFields, EffectKinds.Contract], Intents(See(new FlowBench(), Deal())).Select(i => i.Kind));

    [Fact]
    public void Won_SavedAgainWithTheSameContent_IsAbsorbed()
    {
        FlowBench bench = new();
        See(bench, Deal());
        Deal saved = Deal() with
        {
            Name = "Renamed", Stage = "closedwon2", ClosedOn = new DateOnly(2026, 12, 31), Amount = new Money(1m, Currency.Parse("EUR")),
            Lines = [.. Deal().Lines.Reverse().Select((l, i) => l with { Id = $"new-{i}", Description = "other words", Quantity = l.Quantity * 1.0000m })],
        };
        Assert.IsType<Decision.Absorb>(See(bench, saved));
    }

    public static TheoryData<string, Deal> Amended => new()
    {
        { "quantity", With(l => l with { Quantity = 6m }) },
        { "price", With(l => l with { UnitPrice = 40.01m }) },
        { "product", With(l => l with { ProductCode = "gold" }) },
        { "discount", With(l => l with { Discount = 2m }) },
        { "percent", With(l => l with { DiscountPercent = 5m }) },
        { "recurrence", With(l => l with { Recurrence = new Recurrence(1, RecurrenceUnit.Year) }) },
        { "term", With(l => l with { Term = new Recurrence(24, RecurrenceUnit.Month) }) },
        { "start", With(l => l with { StartsOn = new DateOnly(2026, 11, 1) }) },
        { "lines", Deal() with { Lines = [Deal().Lines[0]] } },
        { "currency", Deal() with { Currency = Currency.Parse("USD") } },
        { "months", Deal() with { TermMonths = 24 } },
        { "starts", Deal() with { StartsOn = new DateOnly(2026, 11, 1) } },
        { "customer", Deal() with { Customer = new Customer { Ref = s_survivor, Name = "Other" } } },
    };

    [Theory]
    [MemberData(nameof(Amended))]
    public void Won_WithOtherContent_IsACaseThatNamesTheVersion(string what, Deal amended)
    {
        FlowBench bench = new();
        See(bench, Deal());
        CaseReason reason = Assert.IsType<Decision.Review>(See(bench, amended)).Reason;
        Assert.Equal(("deal-changed", ErrorKind.Conflict), (reason.Cause, reason.Kind));
        // The version is the content's, not a count: seen again, or by another hub, it is the same.
        FlowBench other = new();
        See(other, Deal() with { Name = what });
        Assert.Equal(reason.Message, Assert.IsType<Decision.Review>(See(other, amended)).Reason.Message);
        Assert.Matches("its content is now [0-9a-f]{12}", reason.Message);

        Assert.IsType<Decision.Absorb>(See(bench, Deal()));
    }

    [Fact]
    public void Reopened_IsACaseOnceAndNothingIsTakenBack()
    {
        FlowBench bench = new();
        See(bench, Deal());
        Decision.Do reopened = Assert.IsType<Decision.Do>(See(bench, Deal() with { IsWon = false }));
        Assert.Equal(("deal-reopened", ErrorKind.Conflict), (reopened.ForReview!.Cause, reopened.ForReview.Kind));
        Assert.Empty(reopened.Intents);
        Assert.IsType<Decision.Absorb>(See(bench, Deal() with { IsWon = false, Stage = "negotiation" }));
    }

    [Fact]
    public void Reopened_WonAgainWithTheSameContent_IsTheSameDeal()
    {
        FlowBench bench = new();
        See(bench, Deal());
        See(bench, Deal() with { IsWon = false });
        Decision.Do again = Assert.IsType<Decision.Do>(See(bench, Deal()));
        Assert.Empty(again.Intents);
        Assert.Null(again.ForReview);
        Assert.IsType<Decision.Absorb>(See(bench, Deal()));
        Assert.Equal("deal-reopened", Assert.IsType<Decision.Do>(See(bench, Deal() with { IsWon = false })).ForReview!.Cause);
    }

    [Fact]
    public void Reopened_WonAgainWithOtherContent_IsACase()
    {
        FlowBench bench = new();
        See(bench, Deal());
        See(bench, Deal() with { IsWon = false });
        Assert.Equal("deal-changed", Assert.IsType<Decision.Review>(See(bench, With(l => l with { Quantity = 6m }))).Reason.Cause);
    }

    /// <summary>The delivery is old: what the CRM says now counts.</summary>
    [Fact]
    public void Reopened_AndWonAgainBeforeItWasDecided_IsAbsorbed()
    {
        FlowBench bench = new();
        See(bench, Deal());
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.DealSeen, s_deal, Deal() with { IsWon = false }));
    }

    [Fact]
    public void Open_NeverWon_IsAbsorbedWithoutAReading()
    {
        FlowBench bench = new();
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.DealSeen, s_deal, Deal() with { IsWon = false, IsLost = true }));
    }

    /// <summary>A CRM that merges accounts writes the survivor into the deals of both: that is no amendment.</summary>
    [Fact]
    public void Won_ItsCustomerWasMergedIntoAnother_IsAsItWas()
    {
        FlowBench bench = new();
        See(bench, Deal());
        bench.Knows(
            new RecordReference { Reference = s_customer, State = LinkState.Superseded, SupersededBy = s_survivor.Id },
            new RecordReference { Reference = s_survivor, IsPrimary = true });
        Assert.IsType<Decision.Absorb>(See(bench, Deal() with { Customer = new Customer { Ref = s_survivor, Name = "Kanaal" } }));
    }

    private static Decision See(FlowBench bench, Deal deal) => bench.Holds((s_deal, deal)).Decide(ChangeKinds.DealSeen, s_deal, deal);

    private static IReadOnlyList<Intent> Intents(Decision decision) => Assert.IsType<Decision.Do>(decision).Intents;

    private static Deal With(Func<ProductLine, ProductLine> change) => Deal() with { Lines = [change(Deal().Lines[0]), Deal().Lines[1]] };

    private static Deal Deal() => new()
    {
        Ref = s_deal, Customer = new Customer { Ref = s_customer, Name = "Kanaal" }, Name = "Five seats", IsWon = true, Currency = Currency.Parse("EUR"),
        TermMonths = 12, StartsOn = new DateOnly(2026, 10, 1),
        Lines =
        [
            new ProductLine
            {
                Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = 5m, UnitPrice = 40m, Recurrence = new Recurrence(1, RecurrenceUnit.Month),
                Term = new Recurrence(12, RecurrenceUnit.Month), StartsOn = new DateOnly(2026, 10, 1),
            },
            new ProductLine { Id = "l2", ProductCode = "onboarding", Description = "Onboarding", Quantity = 1m, UnitPrice = 50m },
        ],
    };
}

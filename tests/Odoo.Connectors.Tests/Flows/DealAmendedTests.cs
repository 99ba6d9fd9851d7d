using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests;

/// <summary>A won deal that is won again with other content changes its order, where the host wants that and no subscription is there to change.</summary>
public sealed class DealAmendedTests
{
    private static readonly Currency s_eur = Currency.Parse("EUR");
    private static readonly ExternalRef s_deal = new("crm", RecordKinds.Deal, "006");
    private static readonly ExternalRef s_customer = new("crm", RecordKinds.Customer, "001A");
    private static readonly ExternalRef s_order = new("odoo", RecordKinds.Contract, "31");

    [Fact]
    public void Amended_ChangesTheOrderAgainstWhatItHolds()
    {
        FlowBench bench = Won();
        Intent amendment = Amendment(See(bench, Deal(7m)));
        Assert.Equal((EffectKinds.Amendment, EffectClass.Document, s_deal), (amendment.Kind, amendment.Class, amendment.Source));
        Contract contract = (Contract)amendment.Record;
        Amendment change = Assert.Single(contract.Amendments);
        Assert.Equal((5m, 7m, 7m), (change.Before[0].Quantity, change.Terms[0].Quantity, contract.Terms[0].Quantity));
        Assert.Equal((new DateOnly(2026, 9, 15), (DateTimeOffset?)FlowBench.At, (long?)null), (change.EffectiveOn, change.EffectiveAt, contract.Version));

        // Again, by whatever delivery: it is known.
        Assert.IsType<Decision.Absorb>(See(bench, Deal(7m)));
        Assert.IsType<Decision.Absorb>(bench.Decide(ChangeKinds.DealSeen, s_deal, Deal(5m)));
    }

    [Fact]
    public void Amended_AndBack_IsAnotherAmendmentEachTime()
    {
        FlowBench bench = Won();
        string? there = Amendment(See(bench, Deal(7m))).Discriminator;
        bench.Holds((s_order, Order(7m)));
        Intent back = Amendment(See(bench, Deal(5m)));
        Assert.NotEqual(there, back.Discriminator);
        Assert.Equal((7m, 5m), (((Contract)back.Record).Amendments[0].Before[0].Quantity, ((Contract)back.Record).Terms[0].Quantity));
    }

    /// <summary>Opened again and won with other content: the opening is a case, the content an amendment.</summary>
    [Fact]
    public void Amended_AfterItWasOpened_IsAnAmendmentToo()
    {
        FlowBench bench = Won();
        Assert.Equal("deal-reopened", Assert.IsType<Decision.Do>(See(bench, Deal(7m) with { IsWon = false })).ForReview!.Cause);
        Amendment(See(bench, Deal(7m)));
        Assert.IsType<Decision.Absorb>(See(bench, Deal(7m)));
    }

    /// <summary>A refusal takes with it what the deal's event saw; retried, it is an amendment still, and no deal that is won for the first time.</summary>
    [Fact]
    public void Amended_AndRefused_IsAnAmendmentWhenItIsRetried()
    {
        FlowBench bench = Won();
        string? first = Amendment(See(bench, Deal(7m))).Discriminator;
        bench.Forget(s_deal);
        Assert.Equal(first, Amendment(See(bench, Deal(7m))).Discriminator);
    }

    [Fact]
    public void Amended_WithASubscriptionOrAnotherCurrencyOrCustomer_IsACase()
    {
        FlowBench billed = Won(new RecordReference { Reference = new("billing", RecordKinds.Contract, "sub_1"), IsPrimary = true });
        Deal[] others = [Deal(5m) with { Currency = Currency.Parse("USD") }, Deal(5m) with { Customer = new Customer { Ref = s_customer with { Id = "001B" }, Name = "Other" } }];
        Assert.Equal("deal-changed", Assert.IsType<Decision.Review>(See(billed, Deal(7m))).Reason.Cause);
        Assert.All(others, other => Assert.Equal("deal-changed", Assert.IsType<Decision.Review>(See(Won(), other)).Reason.Cause));
    }

    [Fact]
    public void Amended_BeforeItsOrderIsMade_WaitsForIt()
    {
        FlowBench bench = Won();
        bench.Links.Clear();
        Assert.Equal("contract-not-made", Assert.IsType<Decision.Wait>(See(bench, Deal(7m))).Reason.Cause);
    }

    /// <summary>What an earlier amendment adds is not on the order yet, and would not be taken away again.</summary>
    [Fact]
    public void Amended_WhileAnotherWriteIsUnderWay_WaitsForThat()
    {
        FlowBench bench = Won();
        bench.Busy.Add(("odoo", $"contract/{s_deal}"));
        Assert.Equal("record-busy", Assert.IsType<Decision.Wait>(See(bench, Deal(7m))).Reason.Cause);
    }

    [Fact]
    public void Amended_OfAnOrderThatIsGone_IsACase()
    {
        FlowBench bench = Won();
        bench.Records.Remove(s_order);
        Assert.Equal("missing-contract", Assert.IsType<Decision.Review>(See(bench, Deal(7m))).Reason.Cause);
    }

    private static FlowBench Won(params RecordReference[] more)
    {
        FlowBench bench = new FlowBench(o => o.AmendWonDeals = true)
            .Knows([new RecordReference { Reference = s_deal, IsPrimary = true, IsOrigin = true }, new RecordReference { Reference = s_order, IsPrimary = true }, .. more])
            .Holds((s_order, Order(5m)));
        Assert.Contains(Assert.IsType<Decision.Do>(See(bench, Deal(5m))).Intents, i => i.Kind == EffectKinds.Contract);
        return bench;
    }

    private static Intent Amendment(Decision decision) => Assert.Single(Assert.IsType<Decision.Do>(decision).Intents, i => i.Kind == EffectKinds.Amendment);

    private static Decision See(FlowBench bench, Deal deal) => bench.Holds((s_deal, deal)).Decide(ChangeKinds.DealSeen, s_deal, deal);

    private static Contract Order(decimal quantity) => new()
    {
        Ref = s_order, Customer = new("odoo", RecordKinds.Customer, "12"), Status = ContractStatus.Active, Currency = s_eur, Version = 9, StartsOn = new DateOnly(2026, 9, 1), Terms = [Seats(quantity)],
    };

    private static Deal Deal(decimal quantity) => new()
    {
        Ref = s_deal, Customer = new Customer { Ref = s_customer, Name = "Kanaal" }, Name = "Seats", IsWon = true, Currency = s_eur, Lines = [Seats(quantity)],
    };

    private static ProductLine Seats(decimal quantity) => new() { Id = "l1", ProductCode = "seat", Description = "Seat", Quantity = quantity, UnitPrice = 40m };
}

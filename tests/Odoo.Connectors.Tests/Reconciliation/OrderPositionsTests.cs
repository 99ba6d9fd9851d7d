using Odoo.Connectors.Erp;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Tests.Reconciliation;

/// <summary>What an order holds of its contract, as the connectors and people leave it.</summary>
public sealed class OrderPositionsTests
{
    private static readonly ExternalRef s_contract = new("stripe", RecordKinds.Contract, "sub_1");

    /// <summary>Its own lines have their price; those of the deal may hold a discount and be sold once; what people entered counts as it stands.</summary>
    [Fact]
    public void Lines_AreProductsWithTheirPriceWhereItIsTheContracts()
    {
        string own = ContractLine.KeyOf(s_contract, Line("si_1", "seat")), deal = ContractLine.KeyOf(new ExternalRef("salesforce", RecordKinds.Deal, "006"), Line("00k", "setup"));
        Position position = Of(
            Row("sale", "Active"),
            new OrderLineRow(1, own, "seat", "", 2m, 10m), new OrderLineRow(2, null, "seat", "", 1m, 10m), new OrderLineRow(3, deal, "setup", "", 1m, 90m), new OrderLineRow(4, null, "desk", "", 1m, 5m),
            new OrderLineRow(5, own, "gone", "", 0m, 7m), new OrderLineRow(6, own, "mixed", "", 1m, 7m), new OrderLineRow(7, own, "mixed", "", 1m, 8m));

        Assert.Equal(
            [new("SEAT", 3m, 10m), new("SETUP", 1m, null, MayBeMore: true), new("DESK", 1m, 5m), new PositionTerm("MIXED", 2m, null)], position.Terms);
    }

    /// <summary>An order that only the deal made has the deal's lines, whoever's contract it becomes.</summary>
    [Fact]
    public void Lines_OfAnOrderOfADeal_AreTheDeals()
    {
        ExternalRef deal = new("salesforce", RecordKinds.Deal, "006");
        OrderRow row = Row("sale", null) with { External = ErpKeys.ExternalId(EffectKinds.Contract, deal), Note = null };

        Assert.Equal([new PositionTerm("SEAT", 2m, null, MayBeMore: true)], Of(row, new OrderLineRow(1, ContractLine.KeyOf(deal, Line("00k", "seat")), "seat", "", 2m, 9m)).Terms);
    }

    [Theory]
    [InlineData("sale", "Active", PositionState.Open)]
    [InlineData("sale", "Paused", PositionState.Open)]
    [InlineData("sale", "Pending", PositionState.Open)] // confirmed, whatever was told last
    [InlineData("sale", "Ended", PositionState.Cancelled)] // ContractEnd keeps the order
    [InlineData("cancel", "Active", PositionState.Cancelled)]
    [InlineData("draft", "Active", PositionState.Draft)]
    [InlineData("sent", "Active", PositionState.Draft)]
    public void State_IsTheOrdersAndWhatTheLastNoteSays(string state, string note, PositionState expected) => Assert.Equal(expected, Of(Row(state, note)).State);

    [Fact]
    public void Subscription_TellsItsPeriodItsEndAndTheVersionItHolds()
    {
        Position position = Of(Row("sale", "Active") with { Subscription = "3_progress", Every = 1, Unit = "month", EndsOn = new DateOnly(2026, 4, 30), Held = 7 });

        Assert.Equal(("P1M", new DateOnly(2026, 4, 30), true, 7), (position.Every, position.EndsOn, position.KeepsEnd, position.Version));
        Assert.Equal((null, false), (Of(Row("sale", "Active")).Every, OrderPositions.Of(Bare, Row("sale", "Active"), keepsEnd: false, c => c).KeepsEnd));
    }

    private static Position Bare => new() { Ref = new ExternalRef("odoo", RecordKinds.Contract, "1") };

    private static Position Of(OrderRow row, params OrderLineRow[] lines) => OrderPositions.Of(Bare, row with { Lines = lines }, keepsEnd: true, c => c.ToUpperInvariant());

    private static OrderRow Row(string state, string? note) => new()
    {
        Id = 1, State = state, Customer = 7, Currency = "EUR", IsEdited = false, Lines = [], WrittenAt = DateTimeOffset.UnixEpoch, External = ErpKeys.ExternalId(EffectKinds.Contract, s_contract),
        Reference = s_contract.Id, Note = note is null ? null : ContractNotes.KeyOf(s_contract, 3, Enum.Parse<ContractStatus>(note), "x"),
    };

    private static ProductLine Line(string id, string code) => new() { Id = id, ProductCode = code, Description = "", Quantity = 1m, UnitPrice = 1m };
}

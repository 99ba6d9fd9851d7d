using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;
using static Odoo.Connectors.Stores.Tests.Usage.UsageRig;

namespace Odoo.Connectors.Stores.Tests.Usage;

/// <summary>Each event counts once, in the period that it belongs to.</summary>
public sealed class UsageIntakeTests
{
    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_SameEventsAgain_CountOnce(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        UsageEvent[] events = [.. Enumerable.Range(1, 20).Select(i => Event($"e{i}", i * 0.25m))];
        UsageReceipt first = await rig.AcceptAsync([.. events, events[3]]);
        UsageReceipt again = await rig.AcceptAsync([.. events.Reverse(), Event("e21", 0.000000001m)]);
        Assert.Equal((21, 20, 1, 0), (first.Read, first.Added, first.Duplicates, first.Rejected));
        Assert.Equal((21, 1, 20, 0), (again.Read, again.Added, again.Duplicates, again.Rejected));
        UsageTotal total = Assert.Single(await rig.TotalsAsync());

        // 20 * 21 / 2 quarters, and a billionth.
        Assert.Equal((52.500000001m, 21L, false), (total.Quantity, total.Events, total.IsClosed));
        Assert.Equal((At("2026-11-01T00:00:00Z"), At("2026-12-01T00:00:00Z")), (total.Period.Start, total.Period.End));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_QuantitiesOfAnyShape_AreKeptAsTheyCame(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        decimal[] quantities = [0m, 100m, 10.50m, -0.250m, 1200.000m, 0.000000001m, 999999999999m, -7m];
        UsageEvent[] events = [.. quantities.Select((q, i) => Event($"e{i}", q, subscription: $"sub_{i}"))];
        await rig.AcceptAsync(events);

        // The same id with the same quantity is the same event; with what was stored otherwise it would be refused.
        UsageReceipt again = await rig.AcceptAsync(events);

        Assert.Equal((8, 8, 0), (again.Read, again.Duplicates, again.Rejected));
        for (int i = 0; i < quantities.Length; i++)
        {
            Assert.Equal(quantities[i], await rig.QuantityAsync(subscription: $"sub_{i}"));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_OfAnotherPlatform_IsAnotherEvent(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        await rig.AcceptAsync(Event("1"));
        UsageReceipt other = await rig.Intake.AcceptBatchAsync("gateway", [Event("1")], Cancel);
        Assert.Equal((1, 2m), (other.Added, await rig.QuantityAsync()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_IdWithAnotherQuantity_IsRefusedAndKept(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        await rig.AcceptAsync(Event("a", 3));
        UsageReceipt receipt = await rig.AcceptAsync(Event("b", 1), Event("a", 4), Event("b", 2));
        Assert.Equal((3, 1, 2), (receipt.Read, receipt.Added, receipt.Rejected));
        Assert.Equal([(2L, "a", "id"), (3L, "b", "id")], receipt.Faults.Select(f => (f.Line, f.EventId!, f.Field)));
        Assert.Equal(4, await rig.QuantityAsync());

        // However often the same is sent, it is kept once.
        await rig.AcceptAsync(Event("a", 4));
        Assert.Equal(["a", "b"], (await rig.Operations.RejectedAsync(cancellationToken: Cancel)).Select(r => r.Fault.EventId!).Order());
    }

    /// <summary>Of an id with several quantities in one batch the first line counts, whatever else the batch holds: 1 + 2 + ... + 40 = 820.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_IdsWithManyQuantitiesInABatch_CountTheFirstOfEach(StoreKind kind)
    {
        await using UsageRig rig = new(kind);

        await using ServiceProvider node = rig.Open(configure: o => o.BatchSize = 5000);
        UsageReceipt receipt = await node.GetRequiredService<IUsageIntake>().AcceptBatchAsync("metering", Enumerable.Range(0, 2000).Select(i => Event($"e{i % 40}", i + 1)), Cancel);

        Assert.Equal((2000, 40, 1960), (receipt.Read, receipt.Added, receipt.Rejected));
        Assert.Equal(820m, await rig.QuantityAsync());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_CountedAllWays_MatchesArithmetic(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        UsageReceipt receipt = await rig.AcceptAsync(
            Event("p1", 5, meter: "peak"), Event("p2", -2, meter: "peak"), Event("p3", 4.5m, meter: "peak"),
            Event("l1", 7, "2026-11-05T10:00:00.001Z", "level"), Event("l2", 9, "2026-11-05T10:00:00Z", "level"), Event("l3", 6, "2026-11-05T10:00:00.001Z", "level"),
            Event("s1", meter: "seats", value: "anna"), Event("s2", meter: "seats", value: "bert"), Event("s3", meter: "seats", value: "anna"));
        Assert.Equal(9, receipt.Added);
        Assert.Equal(5, await rig.QuantityAsync("peak"));
        Assert.Equal(7, await rig.QuantityAsync("level"));
        Assert.Equal(2, await rig.QuantityAsync("seats"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_Corrections_TakeBackWhatTheyNameInEitherOrder(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        await rig.AcceptAsync(Event("a", 10), Event("b", 20), Event("c", 40));
        UsageReceipt receipt = await rig.AcceptAsync(
            Event("a2", 11, replaces: "a"), Event("x", 0, cancels: "b"), Event("y", 0, cancels: "d"), Event("a3", 12, replaces: "a2"));
        Assert.Equal((4, 3, 1), (receipt.Added, receipt.Withdrawn, receipt.Ahead));

        // d comes after it was taken back, and everything comes once more.
        UsageReceipt late = await rig.AcceptAsync(Event("d", 80), Event("x", 0, cancels: "b"), Event("a2", 11, replaces: "a"));
        Assert.Equal((0, 3, 0), (late.Added, late.Duplicates, late.Withdrawn));
        UsageTotal total = Assert.Single(await rig.TotalsAsync());
        Assert.Equal((12m + 40m, 2L), (total.Quantity, total.Events));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Accept_CorrectionOfRankedAndUnique_FindsTheNextBest(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        await rig.AcceptAsync(
            Event("p1", 5, meter: "peak"), Event("p2", 4, meter: "peak"), Event("l1", 7, "2026-11-05T10:00:00Z", "level"), Event("l2", 9, "2026-11-06T10:00:00Z", "level"),
            Event("s1", meter: "seats", value: "anna"), Event("s2", meter: "seats", value: "anna"), Event("s3", meter: "seats", value: "bert"));
        await rig.AcceptAsync(Event("p-", 0, meter: "peak", cancels: "p1"), Event("l-", 0, meter: "level", cancels: "l2"), Event("s-", 0, meter: "seats", cancels: "s1"));
        Assert.Equal((4m, 7m, 2m), (await rig.QuantityAsync("peak"), await rig.QuantityAsync("level"), await rig.QuantityAsync("seats")));
        await rig.AcceptAsync(Event("p--", 0, meter: "peak", cancels: "p2"), Event("s--", 0, meter: "seats", cancels: "s2"), Event("l3", 1, "2026-11-05T09:00:00Z", "level"));
        Assert.Equal((0m, 7m, 1m), (await rig.QuantityAsync("peak"), await rig.QuantityAsync("level"), await rig.QuantityAsync("seats")));
        await rig.AcceptAsync(Event("s4", meter: "seats", value: "anna"), Event("p3", -1, meter: "peak"));
        Assert.Equal((-1m, 2m), (await rig.QuantityAsync("peak"), await rig.QuantityAsync("seats")));
    }

    [Fact]
    public async Task Accept_OlderThanTheWindowOrAhead_IsRefused()
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        UsageReceipt receipt = await rig.AcceptAsync(
            Event("old", at: "2026-08-12T11:59:59Z"), Event("oldest", at: "2026-08-12T12:00:00Z"), Event("ahead", at: "2026-11-20T13:00:01Z"), Event("now", at: "2026-11-20T13:00:00Z"));
        Assert.Equal([("old", "at"), ("ahead", "at")], receipt.Faults.Select(f => (f.EventId!, f.Field)));
        Assert.Equal(2, receipt.Added);
    }

    [Fact]
    public async Task Accept_WhatNoMeterTakes_NamesTheField()
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        UsageReceipt receipt = await rig.AcceptAsync(
            Event("1", meter: "nobody"), Event("2", 1_000_000_000_000m), Event("3", 0.0000000001m), Event("4", meter: "seats"), Event("5", 1, cancels: "x"),
            Event("6", 0, cancels: "6"), Event("7", 1, replaces: "1", cancels: "1"), Event(new string('x', 501)), Event("9", subscription: ""), Event("10", subscription: "a\0b"),
            Event("11") with { Subscription = new ExternalRef("billing", RecordKinds.Customer, "c") }, Event("12") with { Subscription = new ExternalRef("", RecordKinds.Contract, "c") });
        Assert.Equal(
            ["meter", "quantity", "quantity", "value", "quantity", "cancels", "cancels", "id", "subscription", "subscription", "subscription", "system"],
            receipt.Faults.Select(f => f.Field));
        Assert.Equal((0, 12), (receipt.Added, receipt.Rejected));
    }

    [Fact]
    public async Task Accept_AggregationChangedInAnOpenPeriod_IsRefusedUntilItIsSetBack()
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        await rig.AcceptAsync(Event("a", 3));
        await using var changed = rig.Open(configure: o => o.Meters["calls"].Aggregation = UsageAggregation.Max);
        IUsageIntake intake = (IUsageIntake)changed.GetService(typeof(IUsageIntake))!;
        UsageReceipt receipt = await intake.AcceptBatchAsync("metering", [Event("b", 5)], Cancel);
        Assert.Equal("meter", Assert.Single(receipt.Faults).Field);
        UsageReceipt retried = await rig.Operations.RetryRejectedAsync("anna", Cancel);
        Assert.Equal((1, 0, 8m), (retried.Added, retried.Rejected, await rig.QuantityAsync()));
        Assert.Empty(await rig.Operations.RejectedAsync(cancellationToken: Cancel));
    }
}

using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;
using static Odoo.Connectors.Stores.Tests.Usage.UsageRig;

namespace Odoo.Connectors.Stores.Tests.Usage;

/// <summary>A closed period stays as it was told; what is known later is told with a later one.</summary>
public sealed class UsageClosingTests
{
    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Close_ThenLateUsageAndCorrections_NextPeriodBillsTheDifference(StoreKind kind)
    {
        await using UsageRig rig = new(kind);
        rig.Clock.Now = At("2026-10-31T23:00:00Z");
        await rig.AcceptAsync(
            Event("a", 10, "2026-10-03T10:00:00Z"), Event("b", 5, "2026-10-04T10:00:00Z"), Event("p", 7, "2026-10-04T10:00:00Z", "peak"), Event("s", 0, "2026-10-04T10:00:00Z", "seats", value: "anna"));

        // Closed by its schedule: half an hour after its end and not before.
        rig.Clock.Now = At("2026-11-01T00:29:59Z");
        Assert.Equal(0, await rig.Operations.CloseDueAsync(Cancel));
        rig.Clock.Now = At("2026-11-01T00:30:00Z");
        Assert.Equal(3, await rig.Operations.CloseDueAsync(Cancel));
        Assert.Equal(0, await rig.Operations.CloseDueAsync(Cancel));

        UsageReceipt late = await rig.AcceptAsync(
            Event("c", 4, "2026-10-31T23:59:59Z"), Event("x", 0, "2026-10-31T23:59:59Z", cancels: "b"), Event("q", 9, "2026-10-05T10:00:00Z", "peak"),
            Event("t", 0, "2026-10-05T10:00:00Z", "seats", value: "bert"), Event("u", 0, "2026-10-05T10:00:00Z", "seats", value: "anna"));
        Assert.Equal(4, late.Late);
        UsageTotal october = (await rig.TotalsAsync())[0];
        Assert.Equal((15m, -1m, true, 2L), (october.Quantity, october.Late, october.IsClosed, october.Events));

        // Only calls have usage in November; the others bill what came late none the less.
        rig.Clock.Now = At("2026-11-20T12:00:00Z");
        await rig.AcceptAsync(Event("n", 100, "2026-11-03T10:00:00Z"));
        rig.Clock.Now = At("2026-12-01T01:00:00Z");
        Assert.Equal(3, await rig.Operations.CloseDueAsync(Cancel));
        foreach ((string meter, decimal own, decimal correction, decimal told) in new[] { ("calls", 100m, 4m - 5m, 15m), ("peak", 0m, 9m - 7m, 7m), ("seats", 0m, 1m, 1m) })
        {
            IReadOnlyList<UsageTotal> totals = await rig.TotalsAsync(meter);
            Assert.Equal((own, own + correction, 0m), (totals[1].Quantity, totals[1].Billable, totals[0].Late));
            UsageCorrection line = Assert.Single(totals[1].Corrections);
            Assert.Equal((totals[0].Period, correction, told), (line.Of, line.Quantity, line.Told));
        }

        Assert.Equal(6, rig.Store.Execute("SELECT COUNT(*) FROM audit WHERE what = 'usage-closed'"));
    }

    /// <summary>10 told, 5 more told with the second day, 1 less with the third: each correction says what was told before it, also after a close was taken back.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Correction_AfterAnother_SaysWhatWasToldBefore(StoreKind kind)
    {
        await using UsageRig rig = new(kind, o => o.Meters["calls"].Period = UsagePeriodKind.Day);
        await rig.AcceptAsync(Event("a", 10, "2026-11-03T10:00:00Z"));
        await rig.Operations.CloseAsync("calls", At("2026-11-04T00:00:00Z"), "anna", Cancel);
        await rig.AcceptAsync(Event("b", 5, "2026-11-03T11:00:00Z"), Event("c", 1, "2026-11-04T10:00:00Z"));
        await rig.Operations.CloseAsync("calls", At("2026-11-05T00:00:00Z"), "anna", Cancel);
        await rig.Operations.ReopenAsync((await rig.TotalsAsync())[1].Ref, "anna", Cancel);
        await rig.Operations.CloseAsync("calls", At("2026-11-05T00:00:00Z"), "anna", Cancel);
        await rig.AcceptAsync(Event("d", 4, "2026-11-03T11:00:00Z", replaces: "b"), Event("e", 1, "2026-11-05T10:00:00Z"));
        await rig.Operations.CloseAsync("calls", At("2026-11-06T00:00:00Z"), "anna", Cancel);

        IReadOnlyList<UsageTotal> totals = await rig.TotalsAsync();
        Assert.Equal((10m, 5m), (Assert.Single(totals[1].Corrections).Told, totals[1].Corrections[0].Quantity));
        Assert.Equal((15m, -1m), (Assert.Single(totals[2].Corrections).Told, totals[2].Corrections[0].Quantity));
    }

    /// <summary>Nobody would close it: a person is told, and puts the meter back, or closes it as it is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Close_OfAMeterThatIsGone_IsACaseUntilItIsClosed(bool back)
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        await using (ServiceProvider before = rig.Open(configure: o => o.Meters["old"] = new UsageMeterOptions { Period = UsagePeriodKind.Day }))
        {
            await before.GetRequiredService<IUsageIntake>().AcceptBatchAsync("metering", [Event("a", 3, "2026-11-19T10:00:00Z", "old")], Cancel);
        }

        IConnectorOperations hub = rig.One.GetRequiredService<IConnectorOperations>();
        rig.Clock.Now = At("2026-11-20T00:29:00Z");
        await rig.Operations.CloseDueAsync(Cancel);
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
        rig.Clock.Now = At("2026-11-20T00:30:00Z");
        await rig.Operations.CloseDueAsync(Cancel);
        await rig.Operations.CloseDueAsync(Cancel);
        CaseInfo only = Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal((ErrorKind.Configuration, "meter-removed", "Usage:Meters:old"), (only.Reason.Kind, only.Reason.Cause, only.Reason.Field));

        if (back)
        {
            await using ServiceProvider after = rig.Open(configure: o => o.Meters["old"] = new UsageMeterOptions { Period = UsagePeriodKind.Day });
            Assert.Equal(1, await after.GetRequiredService<IUsageOperations>().CloseDueAsync(Cancel));
        }
        else
        {
            Assert.Equal(1, await rig.Operations.CloseAsync("old", rig.Clock.Now, "anna", Cancel));
            await Assert.ThrowsAsync<ConnectorException>(() => rig.Operations.CloseAsync("old", rig.Clock.Now, "anna", Cancel));
        }

        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal((3m, true), (Assert.Single(await rig.TotalsAsync("old")).Quantity, (await rig.TotalsAsync("old"))[0].IsClosed));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Close_SeveralPeriodsAtOnce_BillsTheDifferenceOnce(StoreKind kind)
    {
        await using UsageRig rig = new(kind, o => o.Meters["calls"].Period = UsagePeriodKind.Day);
        await rig.AcceptAsync(Event("a", 1, "2026-11-03T10:00:00Z"));
        await rig.Operations.CloseAsync("calls", At("2026-11-04T00:00:00Z"), "anna", Cancel);
        await rig.AcceptAsync(Event("b", 2, "2026-11-03T11:00:00Z"), Event("c", 4, "2026-11-05T10:00:00Z"), Event("d", 8, "2026-11-06T10:00:00Z"));
        Assert.Equal(2, await rig.Operations.CloseAsync("calls", At("2026-11-07T00:00:00Z"), "anna", Cancel));
        Assert.Equal([1m, 4m + 2m, 8m], (await rig.TotalsAsync()).Where(t => t.IsClosed).Select(t => t.Billable));
    }

    [Fact]
    public async Task Close_NotPastOrNoMeter_IsRefused()
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        Assert.Equal("ended", (await Assert.ThrowsAsync<ConnectorException>(() => rig.Operations.CloseAsync("calls", At("2026-11-20T12:00:01Z"), "anna", Cancel))).Field);
        Assert.Equal("meter", (await Assert.ThrowsAsync<ConnectorException>(() => rig.Operations.CloseAsync("nobody", At("2026-11-01T00:00:00Z"), "anna", Cancel))).Field);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Late_WhereAPersonMustSay_WaitsForIt(StoreKind kind)
    {
        await using UsageRig rig = new(kind, o => (o.Meters["calls"].Period, o.Meters["calls"].Late) = (UsagePeriodKind.Day, LateUsage.Case));
        await rig.AcceptAsync(Event("a", 1, "2026-11-03T10:00:00Z"), Event("z", 1, "2026-11-04T10:00:00Z"));
        await rig.Operations.CloseAsync("calls", At("2026-11-04T00:00:00Z"), "anna", Cancel);
        await rig.AcceptAsync(Event("b", 2, "2026-11-03T11:00:00Z"));
        await rig.AcceptAsync(Event("c", 4, "2026-11-03T11:00:00Z"));
        await rig.Operations.CloseAsync("calls", At("2026-11-05T00:00:00Z"), "anna", Cancel);
        IReadOnlyList<UsageTotal> totals = await rig.TotalsAsync();
        Assert.Equal((6m, 1m), (totals[0].Late, totals[1].Billable));
        Assert.Equal(1, rig.Store.Execute("SELECT COUNT(*) FROM review WHERE cause = 'late-usage' AND is_open = 1"));

        Assert.True(await rig.Operations.CarryAsync(totals[0].Ref, "anna", Cancel));
        Assert.False(await rig.Operations.CarryAsync(totals[0].Ref, "anna", Cancel));
        Assert.Equal(0, rig.Store.Execute("SELECT COUNT(*) FROM review WHERE is_open = 1"));
        await rig.Operations.CloseAsync("calls", At("2026-11-20T00:00:00Z"), "anna", Cancel);
        rig.Clock.Now = At("2026-11-21T12:00:00Z");
        await rig.Operations.CloseDueAsync(Cancel);
        Assert.Equal((6m, 0m), ((await rig.TotalsAsync())[2].Billable, (await rig.TotalsAsync())[0].Late));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Reopen_Unsent_CountsAsIfNeverClosed(StoreKind kind)
    {
        await using UsageRig rig = new(kind, o => o.Meters["calls"].Period = UsagePeriodKind.Day);
        await rig.AcceptAsync(Event("a", 1, "2026-11-03T10:00:00Z"), Event("b", 2, "2026-11-04T10:00:00Z"));
        await rig.Operations.CloseAsync("calls", At("2026-11-04T00:00:00Z"), "anna", Cancel);
        await rig.AcceptAsync(Event("c", 4, "2026-11-03T10:00:00Z"));
        await rig.Operations.CloseAsync("calls", At("2026-11-05T00:00:00Z"), "anna", Cancel);
        ExternalRef[] refs = [.. (await rig.TotalsAsync()).Select(t => t.Ref)];

        // The later one bills what the first was wrong by, so that the first cannot change before it.
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<ConnectorException>(() => rig.Operations.ReopenAsync(refs[0], "anna", Cancel))).Kind);
        UsageTotal second = await rig.Operations.ReopenAsync(refs[1], "anna", Cancel);
        Assert.Equal((false, 2m, 0), (second.IsClosed, second.Billable, second.Corrections.Count));
        Assert.Equal(4m, (await rig.TotalsAsync())[0].Late);
        await rig.Operations.ReopenAsync(refs[0], "anna", Cancel);
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<ConnectorException>(() => rig.Operations.ReopenAsync(refs[0], "anna", Cancel))).Kind);
        await rig.Operations.CloseAsync("calls", At("2026-11-05T00:00:00Z"), "anna", Cancel);
        Assert.Equal([5m, 2m], (await rig.TotalsAsync()).Where(t => t.IsClosed).Select(t => t.Billable));
        Assert.Equal(2, rig.Store.Execute("SELECT COUNT(*) FROM audit WHERE what = 'reopened' AND actor = 'anna'"));
    }

    [Fact]
    public async Task Prune_WhatIsOlderThanTheWindow_ForgetsItAndRefusesItsReturn()
    {
        await using UsageRig rig = new(StoreKind.Sqlite);
        await rig.AcceptAsync(Event("a"), Event("s", meter: "seats", value: "anna"), Event("bad", meter: "nobody"));
        await rig.Operations.CloseDueAsync(Cancel);
        UsageService service = rig.One.GetRequiredService<UsageService>();
        rig.Clock.Now += TimeSpan.FromDays(102);
        await service.PruneAsync(Cancel);
        Assert.Equal(2, rig.Store.Execute("SELECT COUNT(*) FROM usage_event"));
        rig.Clock.Now += TimeSpan.FromHours(1);
        await service.PruneAsync(Cancel);
        Assert.Equal((0, 1, 0), (rig.Store.Execute("SELECT COUNT(*) FROM usage_event"), rig.Store.Execute("SELECT COUNT(*) FROM usage_unique"), rig.Store.Execute("SELECT COUNT(*) FROM usage_rejected")));
        Assert.Equal("at", Assert.Single((await rig.AcceptAsync(Event("a"))).Faults).Field);
        Assert.Equal(1, await rig.QuantityAsync());
    }
}

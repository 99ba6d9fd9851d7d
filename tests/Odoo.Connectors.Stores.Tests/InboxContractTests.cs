using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>Deliveries, lanes and leases, on every store.</summary>
public sealed class InboxContractTests
{
    private const string Waiting =
        "SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND a.datname = current_database()";

    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    private static CancellationToken Cancel => StoreRig.Cancel;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Add_DedupeKeyKnown_StoresNothingAndKeepsSixteenBytes(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel));
        bool first = await rig.RunAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("a", "evt_1")));
        bool second = await rig.RunAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("b", "evt_1")));
        bool other = await rig.RunAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("b", "evt_2")));
        Assert.Equal((true, false, true), (first, second, other));
        // One that is longer or shorter than 16 bytes would make this step count other rows than two.
        rig.Store.Execute("UPDATE inbox SET reason = 'sixteen' WHERE length(dedupe) = 16");
        Assert.Equal(2, (await rig.One.ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel)).Count(e => e.Reason == "sixteen"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Append_SameDeliveryByManyAtOnce_IsStoredOnce(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        HubStore[] stores = [rig.One, rig.Two];
        bool[] stored = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(
            () => stores[i % 2].AppendAsync(
                t => StoreRig.AddAsync(t, StoreRig.Delivery("a", $"evt_{i / 8}")), isOne: i % 4 < 2, Cancel),
            Cancel)));
        Assert.Equal(5, stored.Count(s => s));
        Assert.Equal(5, (await rig.One.ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel)).Count);
    }

    /// <summary>Its row goes and its hash moves while the vendor delivers it again on another connection.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Append_RedeliveryThatMeetsThePruningOfItsRow_IsKnown(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long id = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a", "evt_1")));
        await rig.RunAsync(t => t.Inbox.FinishAsync(id, EventState.Applied, "applied", Cancel));
        await rig.RunAsync(t => t.Retention.PrunePayloadsAsync(StoreRig.Noon.AddDays(1), StoreRig.Noon.AddDays(1), 10, Cancel));
        TaskCompletionSource deleted = new(TaskCreationOptions.RunContinuationsAsynchronously), commit = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> pruning = rig.RunAsync(async t =>
        {
            int events = await t.Retention.DeleteEventsAsync(StoreRig.Noon.AddDays(1), 10, Cancel);
            deleted.TrySetResult();
            await commit.Task;
            return events;
        });
        await deleted.Task;
        Task<bool> again = Task.Run(() => rig.Two.AppendAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("a", "evt_1")), isOne: true, Cancel), Cancel);
        for (int i = 0; kind == StoreKind.PostgreSql && i < 500 && rig.Store.Execute(Waiting) == 0; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        }

        Assert.False(again.IsCompleted);
        commit.SetResult();
        Assert.Equal((1, false), (await pruning, await again));
        Assert.Equal((0, 1), (rig.Store.Execute("SELECT COUNT(*) FROM inbox"), rig.Store.Execute("SELECT COUNT(*) FROM seen")));
        Assert.False(await rig.Two.AppendAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("a", "evt_1")), isOne: true, Cancel));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Append_OfOneThatTheStoreRefuses_LeavesNothing(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.AcceptAsync(StoreRig.Delivery("a"));
        await Assert.ThrowsAnyAsync<Exception>(() => rig.One.AppendAsync(
            t => StoreRig.AddAsync(t, StoreRig.Delivery("a", lane: "other") with { Kind = null! }), isOne: true, Cancel));
        Assert.Equal(1L, rig.Store.Execute("SELECT COUNT(*) FROM lane"));
        Assert.Single(await rig.One.ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Append_OfWhatIsKnown_WritesNothing(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long first = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a", "evt_1")));
        for (int i = 0; i < 10; i++)
        {
            Assert.False(await rig.Two.AppendAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("a", "evt_1")), isOne: true, Cancel));
        }

        // A store counts the numbers that it gives out, also to rows that are not kept: that is a write.
        Assert.Equal(first + 1, Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("b", "evt_2"))));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Append_OfWhatIsUrgent_LendsItsPlaceOnce(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long[] ids = await rig.AcceptAsync(StoreRig.Delivery("a") with { Priority = DeliveryPriority.Backfill }, StoreRig.Delivery("b") with { Priority = DeliveryPriority.Backfill });
        Delivery urgent = StoreRig.Delivery("b", "evt_1") with { Priority = DeliveryPriority.Interactive };
        Assert.True(await AppendAsync(rank: 5));
        Assert.Equal((StoreRig.Noon.ToUnixTimeMilliseconds(), 5L), (await RankAsync(ids[0]), await RankAsync(ids[1])));

        // Who sends it again asks for no better place.
        Assert.False(await AppendAsync(rank: 4));
        Assert.Equal(5L, await RankAsync(ids[1]));

        Task<bool> AppendAsync(long rank) => rig.One.AppendAsync(t => t.Inbox.AddAsync(urgent, rank, StoreRig.Noon, Cancel), isOne: true, Cancel);

        async Task<long> RankAsync(long id) => (await rig.One.ReadAsync(t => t.Inbox.FindAsync(id, Cancel), Cancel))!.Rank;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Find_Delivery_IsWhatWasStored(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        Delivery sent = StoreRig.Delivery("Ünïcode ', \"", null);
        long id = Assert.Single(await rig.AcceptAsync(sent));
        InboxEvent found = (await rig.One.ReadAsync(t => t.Inbox.FindAsync(id, Cancel), Cancel))!;
        Assert.Equal(sent with { Payload = default }, found.Delivery with { Payload = default });
        Assert.Equal([1, 0, 255], found.Delivery.Payload.ToArray());
        Assert.Equal((EventState.Pending, null, 0), (found.State, found.Deadline, found.Delays));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Next_SubjectWithEarlierOpenDelivery_WaitsForIt(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long[] ids = await rig.AcceptAsync(StoreRig.Delivery("a"), StoreRig.Delivery("a"), StoreRig.Delivery("b"));
        List<long> order = [];
        for (int i = 0; i < 3; i++)
        {
            InboxEvent next = (await rig.RunAsync(t => StoreRig.NextAsync(t)))!;
            order.Add(next.Id);
            // The first is parked: it holds back its subject, not the lane.
            await rig.RunAsync(t => t.Inbox.FinishAsync(next.Id, i == 0 ? EventState.Parked : EventState.Applied, "done", Cancel));
            if (i == 1)
            {
                Assert.Null(await rig.RunAsync(t => StoreRig.NextAsync(t)));
                await rig.RunAsync(t => t.Inbox.FinishAsync(ids[0], EventState.Applied, "done", Cancel));
            }
        }

        Assert.Equal([ids[0], ids[2], ids[1]], order);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Wait_KeepsTheFirstDeadlineAndForgetsAnswers(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long id = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a")));
        ExternalRef need = new("crm", "deal", "1");
        await rig.RunAsync(t => t.Inbox.AnswerAsync(id, [(need, null)], StoreRig.Noon, Cancel));
        await rig.RunAsync(t => t.Inbox.AnswerAsync(id, [(need, [7])], StoreRig.Noon, Cancel));
        (ExternalRef Need, byte[]? Payload) answer = Assert.Single(await rig.One.ReadAsync(t => t.Inbox.AnswersAsync(id, Cancel), Cancel));
        Assert.Equal(need, answer.Need);
        Assert.Equal([7], answer.Payload!);
        await rig.RunAsync(t => t.Inbox.WaitAsync(id, StoreRig.Noon.AddMinutes(1), StoreRig.Noon.AddMinutes(15), "waits", Cancel));
        await rig.RunAsync(t => t.Inbox.WaitAsync(id, StoreRig.Noon.AddMinutes(2), StoreRig.Noon.AddMinutes(99), "waits", Cancel));
        Assert.Empty(await rig.One.ReadAsync(t => t.Inbox.AnswersAsync(id, Cancel), Cancel));
        Assert.Equal(StoreRig.Noon.AddMinutes(15), (await rig.One.ReadAsync(t => t.Inbox.FindAsync(id, Cancel), Cancel))!.Deadline);
        await rig.RunAsync(t => t.Inbox.WakeAsync(StoreRig.Noon.AddSeconds(119), Cancel));
        Assert.Null(await rig.RunAsync(t => StoreRig.NextAsync(t)));
        Assert.Equal((1L, StoreRig.Noon.AddMinutes(2)), await rig.One.ReadAsync(async t => await t.Inbox.OpenAsync(Cancel) is { } o ? (o.Count, o.NextDue!.Value) : default, Cancel));
        await rig.RunAsync(t => t.Inbox.WakeAsync(StoreRig.Noon.AddMinutes(2), Cancel));
        Assert.Equal(id, (await rig.RunAsync(t => StoreRig.NextAsync(t)))!.Id);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Fence_LeaseOver_CommitsNothingAndFreesTheLane(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long id = Assert.Single(await rig.AcceptAsync(StoreRig.Delivery("a")));
        long live = await rig.RunAsync(t => t.Nodes.RegisterAsync("live", "1", TimeSpan.FromMinutes(1), Cancel));
        long over = await rig.RunAsync(t => t.Nodes.RegisterAsync("over", "2", TimeSpan.FromMinutes(1), Cancel));
        Assert.True(await rig.RunAsync(t => t.Lanes.TryHoldAsync("lane", over, Cancel)));
        Assert.False(await rig.RunAsync(t => t.Lanes.TryHoldAsync("lane", live, Cancel)));
        Assert.Null(await rig.RunAsync(t => StoreRig.NextAsync(t, live)));
        Assert.Equal(id, (await rig.RunAsync(t => StoreRig.NextAsync(t, over)))!.Id);
        await rig.RunAsync(t => t.Lanes.FenceAsync("lane", over, Cancel));

        // By the store's clock: nobody's own clock moved.
        rig.Store.Execute("UPDATE node SET expires_at = expires_at - 60001 WHERE name = 'over'");
        await Assert.ThrowsAsync<StaleFenceException>(() => rig.RunAsync(async t =>
        {
            await t.Inbox.FinishAsync(id, EventState.Applied, "too late", Cancel);
            await t.Lanes.FenceAsync("lane", over, Cancel);
        }));
        Assert.False(await rig.RunAsync(t => t.Nodes.RenewAsync(over, TimeSpan.FromMinutes(1), Cancel)));
        Assert.Equal("Pending", Assert.Single(await rig.One.ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel)).State);
        Assert.Equal(id, (await rig.RunAsync(t => StoreRig.NextAsync(t, live)))!.Id);
        Assert.Null(await rig.RunAsync(t => StoreRig.NextAsync(t, live, "lane")));
        Assert.True(await rig.RunAsync(t => t.Lanes.TryHoldAsync("lane", live, Cancel)));
        Assert.True(await rig.RunAsync(t => t.Nodes.RenewAsync(live, TimeSpan.FromMinutes(1), Cancel)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Lease_OfNodesWhoseClocksDiffer_LastsByTheStoresClock(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        HubStore ahead = rig.Open(s => s.AddSingleton<TimeProvider>(new OtherClock(TimeSpan.FromHours(1)))), behind = rig.Open(s => s.AddSingleton<TimeProvider>(new OtherClock(TimeSpan.FromHours(-1))));
        await rig.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel));
        long late = await behind.RunAsync(t => t.Nodes.RegisterAsync("late", "1", TimeSpan.FromMinutes(1), Cancel), Cancel);
        long early = await ahead.RunAsync(t => t.Nodes.RegisterAsync("early", "2", TimeSpan.FromMinutes(1), Cancel), Cancel);
        Assert.True(await behind.RunAsync(t => t.Lanes.TryHoldAsync("lane", late, Cancel), Cancel));
        Assert.False(await ahead.RunAsync(t => t.Lanes.TryHoldAsync("lane", early, Cancel), Cancel));
        Assert.True(await ahead.RunAsync(t => t.Nodes.IsTakenAsync("late", "3", Cancel), Cancel));
        await behind.RunAsync(t => t.Lanes.FenceAsync("lane", late, Cancel), Cancel);
        Assert.InRange(rig.Store.Execute("SELECT MAX(expires_at) - MIN(expires_at) FROM node")!.Value, -30_000, 30_000);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Fence_LeaseEndsDuringTheStep_CommitsNothing(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel));
        long epoch = await rig.RunAsync(t => t.Nodes.RegisterAsync("n", "1", TimeSpan.FromMilliseconds(500), Cancel));
        await Assert.ThrowsAsync<StaleFenceException>(() => rig.RunAsync(async t =>
        {
            await t.Lanes.TryHoldAsync("lane", epoch, Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(600), TimeProvider.System, Cancel);
            await t.Lanes.FenceAsync("lane", epoch, Cancel);
        }));
    }

    /// <summary>A lower number that is seen later was received earlier: what a reading remembers stands on that.</summary>
    [Fact]
    public async Task Numbers_OfDeliveries_AreGivenInTheOrderTheyAreReceived()
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        rig.One.Migrate();
        Assert.Equal(1, rig.Store.Execute("SELECT seqcache FROM pg_sequence WHERE seqrelid = pg_get_serial_sequence('inbox', 'id')::regclass"));
        await using HubTransaction open = await rig.One.BeginAsync(Cancel);
        await open.Inbox.AddAsync(StoreRig.Delivery("a"), 0, StoreRig.Noon, Cancel);
        await rig.Two.AppendAsync(t => StoreRig.AddAsync(t, StoreRig.Delivery("b", lane: "other")), isOne: true, Cancel);
        long since = await rig.Two.ReadAsync(t => t.Inbox.LastAsync(Cancel), Cancel);
        await open.CommitAsync(Cancel);
        List<EventReport> seen = await rig.Two.ReadAsync(t => t.Inbox.ReportAsync(Cancel), Cancel);
        Assert.Equal([("notes/note/a", since - 1), ("notes/note/b", since)], seen.Select(e => (e.Subject, e.Id)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Register_ByManyAtOnce_GivesEachAnEpochOfItsOwn(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        long[] epochs = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(
            () => (i % 2 == 0 ? rig.One : rig.Two).RunAsync(t => t.Nodes.RegisterAsync($"n{i % 4}", $"{i}", TimeSpan.FromMinutes(1), Cancel), Cancel), Cancel)));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), epochs.Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Hold_ByManyAtOnce_OneGetsTheLane(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel));
        long[] epochs = [.. await Task.WhenAll(Enumerable.Range(0, 8).Select(i => rig.RunAsync(t => t.Nodes.RegisterAsync($"n{i}", $"{i}", TimeSpan.FromMinutes(1), Cancel))))];
        bool[] held = await Task.WhenAll(epochs.Select((e, i) => Task.Run(
            () => (i % 2 == 0 ? rig.One : rig.Two).RunAsync(t => t.Lanes.TryHoldAsync("lane", e, Cancel), Cancel), Cancel)));
        Assert.Single(held, h => h);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task NextDecision_ByManyAtOnce_NeverRepeats(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel));
        long[] numbers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => (i % 2 == 0 ? rig.One : rig.Two).RunAsync(t => t.Lanes.NextDecisionAsync("lane", Cancel), Cancel), Cancel)));
        Assert.Equal(Enumerable.Range(1, 16).Select(i => (long)i), numbers.Order());
    }

    private sealed class OtherClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
    }
}

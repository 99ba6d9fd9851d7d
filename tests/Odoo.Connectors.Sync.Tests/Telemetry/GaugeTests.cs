using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests.Telemetry;

public sealed class GaugeTests
{
    public static TheoryData<string> Queries =>
        [WorkTable.EventsQuery, WorkTable.EffectsQuery, WorkTable.CasesQuery, WorkTable.LateEffectsQuery, WorkTable.LateEventsQuery];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gauges_OfAnEmptyHub_ShowZeroForEverySystem()
    {
        await using Watched hub = new();
        Dictionary<string, double> events = await hub.GaugeAsync("connectors.events.open");
        Assert.Equal(["notes,Decided", "notes,Parked", "notes,Pending", "notes,Waiting"], events.Keys.Order(StringComparer.Ordinal));
        Assert.All(events.Values, v => Assert.Equal(0, v));
        Assert.Equal(0, (await hub.GaugeAsync("connectors.lane.age"))["notes"]);
        Assert.Equal(0, (await hub.GaugeAsync("connectors.queue.age"))[""]);
        Assert.Equal(0, (await hub.GaugeAsync("connectors.effects.open"))["wall,Planned"]);
        Assert.Equal(0, (await hub.GaugeAsync("connectors.effects.age"))["wall"]);
    }

    [Fact]
    public async Task Gauges_OfOpenWork_CountItByStateAndShowItsAge()
    {
        await using Watched hub = new();
        hub.Answer(OutcomeStatus.NotApplied, ErrorKind.Transient, "down");
        await hub.RunAsync(
            NoteSource.Note("note", "unreadable", "garbage", lane: "l1"),
            NoteSource.Note("note", "waits", "needs:nothing", lane: "l2"),
            NoteSource.Note("note", "a", "one", lane: "l3"),
            NoteSource.Note("note", "b", "two", lane: "l4"));
        hub.Clock.Ahead = TimeSpan.FromMinutes(10);

        Dictionary<string, double> events = await hub.GaugeAsync("connectors.events.open");
        Assert.Equal(
            [("notes,Decided", 2), ("notes,Parked", 1), ("notes,Pending", 0), ("notes,Waiting", 1)],
            events.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => (e.Key, (int)e.Value)));
        Assert.InRange((await hub.GaugeAsync("connectors.lane.age"))["notes"], 600, 660);
        Assert.InRange((await hub.GaugeAsync("connectors.queue.age"))[""], 600, 660);
        Assert.Equal(2, (await hub.GaugeAsync("connectors.effects.open"))["wall,Planned"]);
        Assert.InRange((await hub.GaugeAsync("connectors.effects.age"))["wall"], 600, 660);
        Assert.Equal(1, (await hub.GaugeAsync("connectors.cases.open"))["bad-input"]);
    }

    [Fact]
    public async Task Gauges_OfHeldEffects_CountThemButTheyAreNotTheTargetsDelay()
    {
        await using Watched hub = new(hub: o => o.Lease = TimeSpan.FromDays(1));
        await hub.RunAsync(Booking.Book("refund?", "refund"));
        hub.Clock.Ahead = TimeSpan.FromHours(5);
        Dictionary<string, double> effects = await hub.GaugeAsync("connectors.effects.open");
        Assert.Equal((1, 0), (effects["wall,Held"], effects["wall,Planned"]));
        Assert.Equal(0, (await hub.GaugeAsync("connectors.effects.age"))["wall"]);
        Assert.All((await hub.GaugeAsync("connectors.signal.open")).Values, v => Assert.Equal(0, v));
        HealthReportEntry work = await hub.HealthAsync("connectors-work");
        Assert.Equal((HealthStatus.Healthy, 1L), (work.Status, work.Data["held"]));
    }

    [Fact]
    public async Task Breaker_OfATargetThatFailsAsAWhole_IsShownUntilItAnswers()
    {
        await using Watched hub = new(hub: o => (o.BreakerThreshold, o.Lease) = (1, TimeSpan.FromDays(1)));
        Assert.Equal(0, hub.Sink.Gauge("connectors.breaker.open")["wall"]);
        hub.Answer(OutcomeStatus.NotApplied, ErrorKind.Transient, "down");
        await hub.RunAsync(NoteSource.Note("note", "a", "one"));
        Assert.Equal(1, hub.Sink.Gauge("connectors.breaker.open")["wall"]);
        HealthReportEntry work = await hub.HealthAsync("connectors-work");
        Assert.Equal(HealthStatus.Degraded, work.Status);
        Assert.Contains("wall fails as a whole", work.Description, StringComparison.Ordinal);

        hub.Answer(null);
        hub.Clock.Ahead = TimeSpan.FromMinutes(10);
        await hub.RunAsync();
        Assert.Equal(0, hub.Sink.Gauge("connectors.breaker.open")["wall"]);
        Assert.Equal(HealthStatus.Healthy, (await hub.HealthAsync("connectors-work")).Status);
    }

    [Fact]
    public async Task Monitor_WithinItsInterval_AsksTheStoreOnce()
    {
        await using Watched hub = new(o => o.SampleInterval = TimeSpan.FromSeconds(30));
        WorkMonitor monitor = hub.Node.GetRequiredService<WorkMonitor>();
        WorkSnapshot first = await monitor.GetAsync(Cancel);
        Assert.Same(first, await monitor.GetAsync(Cancel));
        hub.Clock.Ahead = TimeSpan.FromSeconds(31);
        Assert.NotSame(first, await monitor.GetAsync(Cancel));
    }

    [Fact]
    public async Task Service_WhileNobodyListens_AsksTheStoreForNothing()
    {
        await using Watched hub = new();
        hub.Sink.Dispose();
        WorkMonitor monitor = hub.Node.GetRequiredService<WorkMonitor>();
        await monitor.GetAsync(Cancel);
        using MonitorService loop = Loop(hub);
        await loop.StartAsync(Cancel);
        await UntilAsync(() => monitor.Latest is null);
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task Service_WhenTheStoreFails_ShowsNothingRatherThanOldNumbers()
    {
        await using Watched hub = new(o => o.SampleInterval = TimeSpan.FromMilliseconds(5));
        WorkMonitor monitor = hub.Node.GetRequiredService<WorkMonitor>();
        using MonitorService loop = Loop(hub);
        await loop.StartAsync(Cancel);
        await UntilAsync(() => monitor.Latest is not null);
        hub.World.Store.Execute("ALTER TABLE review RENAME TO lost");
        await UntilAsync(() => monitor.Latest is null && hub.Sink.Gauge("connectors.events.open").Count == 0);
        hub.World.Store.Execute("ALTER TABLE lost RENAME TO review");
        await UntilAsync(() => monitor.Latest is not null);
        await loop.StopAsync(Cancel);
    }

    /// <summary>The way to a server that comes up, and its migration, are not the snapshot's: the gauges are wanted right after.</summary>
    [Fact]
    public async Task Service_WhoseStoreWasLongInOpening_LooksAgainSoon()
    {
        await using Watched hub = new(o => o.SampleInterval = TimeSpan.FromMilliseconds(5));
        SlowToOpen slow = new(hub.Node.GetRequiredService<StoreDialect>(), () => hub.Clock.Ahead += TimeSpan.FromMinutes(10));
        using MonitorService loop = Loop(hub, hub.MonitorOf(slow));
        await loop.StartAsync(Cancel);
        await UntilAsync(() => slow.Opened > 2);
        await loop.StopAsync(Cancel);
    }

    [Fact]
    public async Task Service_WhoseSnapshotTookLong_RestsNineTimesAsLong()
    {
        await using Watched hub = new(o => o.SampleInterval = TimeSpan.FromMilliseconds(5));
        Assert.SkipUnless(hub.World.Store.Kind == StoreKind.PostgreSql, "Nothing holds up a reader of SQLite.");
        SlowToOpen counted = new(hub.Node.GetRequiredService<StoreDialect>(), () => { });
        WorkMonitor monitor = hub.MonitorOf(counted);
        hub.Node.GetRequiredService<HubStore>().Migrate();
        using DbConnection other = hub.World.Store.Open();
        using DbTransaction holdUp = await other.BeginTransactionAsync(Cancel);
        using DbCommand close = other.Sql("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE");
        await close.ExecuteNonQueryAsync(Cancel);
        using MonitorService loop = Loop(hub, monitor);
        await loop.StartAsync(Cancel);
        await UntilAsync(() => hub.World.Store.Execute("SELECT COUNT(*) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND a.datname = current_database()") > 0);
        hub.Clock.Ahead = TimeSpan.FromMinutes(10);
        await holdUp.RollbackAsync(Cancel);
        await UntilAsync(() => monitor.Latest is not null);
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel);
        Assert.Equal(1, counted.Opened);
        Assert.InRange(monitor.Cost, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
        await loop.StopAsync(Cancel);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Query_ForTheSnapshot_ReadsIndexesOfOpenRowsOnly(string query)
    {
        await using Watched hub = new();
        await hub.RunAsync();
        Assert.SkipUnless(hub.World.Store.Kind == StoreKind.Sqlite, "The plan is SQLite's.");
        using SqliteConnection connection = (SqliteConnection)hub.World.Store.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + query;
        command.Parameters.AddWithValue("p0", 0);
        using SqliteDataReader plan = command.ExecuteReader();
        List<string> steps = [];
        while (plan.Read())
        {
            steps.Add(plan.GetString(3));
        }

        Assert.NotEmpty(steps);
        string[] tables = ["inbox", "effect", "review", "event_effect", "e", "i", "r", "x"];
        Assert.DoesNotContain(steps, s => s.StartsWith("SCAN ", StringComparison.Ordinal) && tables.Contains(s.Split(' ')[1]) && !s.Contains("INDEX", StringComparison.Ordinal));
    }

    private static MonitorService Loop(Watched hub) => ActivatorUtilities.CreateInstance<MonitorService>(hub.Node);

    private static MonitorService Loop(Watched hub, WorkMonitor monitor) => ActivatorUtilities.CreateInstance<MonitorService>(hub.Node, monitor);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }
}

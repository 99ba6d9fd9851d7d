using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests;

public sealed class OrderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Priorities_UnderLoad_GoInTheirOrder()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        await world.AcceptAsync(
            NoteSource.Note("note", "backfill", "x", lane: "l1", priority: DeliveryPriority.Backfill),
            NoteSource.Note("note", "reconciliation", "x", lane: "l2", priority: DeliveryPriority.Reconciliation),
            NoteSource.Note("note", "realtime", "x", lane: "l3"),
            NoteSource.Note("note", "interactive", "x", lane: "l4", priority: DeliveryPriority.Interactive));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["interactive", "realtime", "reconciliation", "backfill"], Sent(world));
    }

    [Fact]
    public async Task Priorities_WhatIsUrgent_HurriesWhatItsSubjectMustDoFirst()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        await world.AcceptAsync(
            NoteSource.Note("note", "a", "first", lane: "l1", priority: DeliveryPriority.Backfill),
            NoteSource.Note("note", "b", "x", lane: "l2", priority: DeliveryPriority.Reconciliation),
            NoteSource.Note("state", "a", "second", lane: "l1"));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["first", "second", "x"], world.Wall.Dispatches.Select(d => d.Payload));
    }

    [Fact]
    public void Pace_OfABusyLane_LetsOthersInBetween()
    {
        // 1,000 facts of one lane at once are 10 seconds of work; another lane's fact 5 seconds later goes before half of them.
        Pace pace = new();
        DateTimeOffset start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        long[] busy = [.. Enumerable.Range(0, 1000).Select(_ => pace.Next("busy", DeliveryPriority.Realtime, start))];
        long other = pace.Next("other", DeliveryPriority.Realtime, start.AddSeconds(5));
        Assert.Equal(499, busy.Count(r => r > other));
        Assert.Equal(busy.Order(), busy);
    }

    [Fact]
    public void Pace_OfABackfill_HasItsTurnAfterAnHour()
    {
        Pace pace = new();
        DateTimeOffset start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        long backfill = pace.Next("a", DeliveryPriority.Backfill, start);
        Assert.True(backfill > pace.Next("b", DeliveryPriority.Realtime, start.AddMinutes(59)));
        Assert.True(backfill < pace.Next("b", DeliveryPriority.Realtime, start.AddMinutes(61)));
        Assert.True(backfill < pace.Next("c", DeliveryPriority.Interactive, start.AddMinutes(62)));
        Assert.True(pace.Next("d", DeliveryPriority.Reconciliation, start) < pace.Next("e", DeliveryPriority.Realtime, start.AddMinutes(6)));
    }

    [Fact]
    public async Task BusyLane_WithABacklog_DoesNotHoldUpAnother()
    {
        await using HubWorld world = new();
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Hub hub = world.AddNode("node-1", s => s.AddSingleton<TimeProvider>(clock)).GetRequiredService<Hub>();
        await hub.AcceptAsync([.. Enumerable.Range(0, 300).Select(i => NoteSource.Note("note", $"busy{i}", "x", lane: "busy"))], Cancel);

        // 100 ms later, behind the first ten of them.
        clock.Advance(TimeSpan.FromMilliseconds(95));
        await hub.AcceptAsync([NoteSource.Note("note", "other", "x", lane: "other")], Cancel);
        await hub.EnsureReadyAsync(Cancel);
        Assert.True(await hub.WorkAsync(Cancel));
        Assert.Equal("Pending", await world.StateOfAsync("other"));
        Assert.True(await hub.WorkAsync(Cancel));
        Assert.Equal("Decided", await world.StateOfAsync("other"));
    }

    [Fact]
    public async Task Subject_ManyFactsOfOne_AreDecidedInOrderAndNoneIsForgotten()
    {
        await using HubWorld world = new();
        await world.AcceptAsync([.. Enumerable.Range(0, 200).Select(i => NoteSource.Note("ignored", "a", $"{i}"))]);
        Assert.True(await world.DrainAsync());
        Assert.All(await world.Hub.EventsAsync(Cancel), e => Assert.Equal("Absorbed", e.State));
        IReadOnlyList<AuditEntry>[] trails = await Task.WhenAll(Enumerable.Range(1, 200).Select(i => world.Hub.ExplainAsync(i, Cancel)));
        Assert.Equal(trails.Select(t => t[^1].At).Order(), trails.Select(t => t[^1].At));
    }

    [Fact]
    public async Task Subject_WhoseDecidedFactIsParkedLater_HoldsBackWhatCameAfterIt()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => d.Payload == "one"
            ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "No.") }
            : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"), NoteSource.Note("note", "a", "needs:x"));
        await world.DrainAsync(20);
        world.Source.Readable["x"] = "two";
        Assert.True(await world.DrainAsync());
        Assert.Empty(world.Wall.Pinned);
        Assert.Equal(["Parked", "Pending"], (await world.Hub.EventsAsync(Cancel)).Select(e => e.State));

        world.Wall.OnSend = _ => null;
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        await world.Hub.Cases.RetryAsync(only.Id, "clerk", Cancel);
        Assert.True(await world.DrainAsync());
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
        Assert.DoesNotContain(await world.Hub.EventsAsync(Cancel), e => e.State is "Pending" or "Waiting" or "Parked");
    }

    [Fact]
    public async Task Readings_OfSeveralLanes_AreSideBySide()
    {
        await using HubWorld world = new();
        int now = 0, most = 0;
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Source.BeforeRead = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            if (now == 3)
            {
                all.TrySetResult();
            }

            await Task.WhenAny(all.Task, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, Cancel));
            Interlocked.Decrement(ref now);
        };
        world.Source.Readable["x"] = "read";
        await world.AcceptAsync([.. Enumerable.Range(0, 6).Select(i => NoteSource.Note("note", $"n{i}", "needs:x", lane: $"lane{i % 3}"))]);
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () => { while (await hub.WorkAsync(Cancel)) { } }, Cancel)));
        Assert.True(await world.DrainAsync());
        Assert.Equal(6, world.Wall.Pinned.Count);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Decide_ApplyingThrows_ParksThatEventOnly()
    {
        await using HubWorld world = new();
        IConnectorOperations hub = world.AddNode("node-1", s => s.AddSingleton<IFlow>(new Treacherous())).GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync(
            [NoteSource.Note("note", "a", "one"), NoteSource.Note("treacherous", "b", "x"), NoteSource.Note("note", "c", "three")], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(["one", "three"], world.Wall.Pinned.Values);
        Assert.Equal("decide-failed", Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Cause);
        Assert.Equal("Parked", await world.StateOfAsync("b"));
    }

    private static IEnumerable<string> Sent(HubWorld world) => world.Wall.Dispatches.Select(d => d.Key.Split('/')[^1]);

    /// <summary>Throws where nobody looks for it: when its decision is written.</summary>
    private sealed class Treacherous : IFlow
    {
        public bool Handles(string changeKind) => changeKind == "treacherous";

        public Decision Decide(Change change, Known known) => new Decision.Do([]) { Seen = [null!] };
    }
}

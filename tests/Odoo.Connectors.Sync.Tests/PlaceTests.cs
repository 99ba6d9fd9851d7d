using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>The place of effects in their target's queue.</summary>
public sealed class PlaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("state", "a", "urgent")]
    [InlineData("note", "c", "parent:a")]
    public async Task Urgent_LendsItsPlaceToWhatItMustWaitFor(string kind, string id, string text)
    {
        // A backfill is planned; then something urgent comes for the last of its records, or for what needs that one first.
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await hub.AcceptAsync(
            [.. Enumerable.Range(0, 5).Append(99).Select(i => NoteSource.Note("note", i == 99 ? "a" : $"n{i}", "old", lane: $"l{i}", priority: DeliveryPriority.Backfill))], Cancel);
        await DecideAsync(hub);
        await hub.AcceptAsync([NoteSource.Note(kind, id, text, lane: "urgent")], Cancel);
        await DecideAsync(hub);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(7, world.Wall.Sent.Count);
        Assert.EndsWith("note/a", world.Wall.Sent[0], StringComparison.Ordinal);
        Assert.Equal(text, world.Wall.Dispatches[1].Payload);
    }

    [Fact]
    public async Task Earlier_PlannedAnewWhileALaterOneOfItsRecordIsSent_WaitsForThatOne()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        Hub hub = world.AddNode("node-1", s => s.Configure<SystemBudget>("wall", o => o.Concurrency = 2)).GetRequiredService<Hub>();
        world.Refuse("a");
        await hub.AcceptAsync([NoteSource.Note("note", "a", "first", lane: "l1")], Cancel);
        await HubWorld.WorkAsync(hub);
        CaseInfo refused = await world.OnlyCaseAsync();
        TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously), go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Wall.OnSend = _ => null;
        world.Wall.Before = async (_, _) =>
        {
            world.Wall.Before = (_, _) => Task.CompletedTask;
            sending.TrySetResult();
            await go.Task;
        };
        await hub.AcceptAsync([NoteSource.Note("note", "b", "state:a", lane: "l2")], Cancel);
        await DecideAsync(hub);
        Task<bool> later = hub.DispatchAsync(world.Wall, Cancel);
        await sending.Task;
        Assert.True((await hub.Cases.RetryAsync(refused.Id, "anna", Cancel)).IsDone);
        await DecideAsync(hub);
        Assert.False(await hub.DispatchAsync(world.Wall, Cancel));
        go.SetResult();
        Assert.True(await later);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(3, world.Wall.Pinned.Count);
    }

    [Fact]
    public async Task Calls_MoreThanTheTargetTakesAtOnce_WaitForEachOther()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        Hub hub = world.AddNode("node-1", s => s.Configure<SystemBudget>("wall", o => o.Concurrency = 2)).GetRequiredService<Hub>();
        int now = 0, most = 0;
        world.Wall.Before = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
            Interlocked.Decrement(ref now);
        };
        await hub.AcceptAsync([.. Enumerable.Range(0, 5).Select(i => NoteSource.Note("note", $"n{i}", "x", lane: $"l{i}"))], Cancel);
        await hub.EnsureReadyAsync(Cancel);
        await DecideAsync(hub);
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => hub.DispatchAsync(world.Wall, Cancel))), Assert.True);
        Assert.Equal((5, 2), (world.Wall.Pinned.Count, most));
    }

    private static async Task DecideAsync(Hub hub)
    {
        while (await hub.WorkAsync(Cancel))
        {
        }
    }
}

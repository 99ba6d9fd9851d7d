using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A target that fails as a whole, or that nobody knows the answer of.</summary>
public sealed class BreakerTests
{
    private static readonly CaseReason Down = new(ErrorKind.Transient, "down", "down");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_WithRoomForTwoCalls_LetsOneProbeOut()
    {
        await using HubWorld world = new();
        Hub hub = await OpenAsync(world);
        TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously), go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Wall.Before = async (_, _) =>
        {
            sending.TrySetResult();
            await go.Task;
        };
        int before = world.Wall.Batches.Count;
        Task<bool> probe = hub.DispatchAsync(world.Wall, Cancel);
        await sending.Task;
        Assert.False(await hub.DispatchAsync(world.Wall, Cancel).WaitAsync(TimeSpan.FromSeconds(10), Cancel));
        go.SetResult();
        Assert.True(await probe);
        Assert.Equal(before + 1, world.Wall.Batches.Count);
    }

    [Fact]
    public async Task Open_ProbeThatWasGivenUp_MakesRoomForAnother()
    {
        await using HubWorld world = new();
        Hub hub = await OpenAsync(world);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        world.Wall.Before = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.DispatchAsync(world.Wall, stop.Token));
        world.Wall.Before = (_, _) => Task.CompletedTask;
        world.Wall.OnBatch = _ => null;
        await HubWorld.WorkAsync(hub);
        Assert.Equal(10, world.Wall.Pinned.Count);
    }

    [Fact]
    public async Task CredentialsRefused_AreACaseThatClosesWhenItIsApplied()
    {
        await using HubWorld world = new();
        Hub hub = Start(world);
        world.Wall.OnBatch = _ => new Outcome { Key = "", Status = OutcomeStatus.NotApplied, Reason = new CaseReason(ErrorKind.Authentication, "key-revoked", "The key was revoked.") };
        await hub.AcceptAsync([NoteSource.Note("note", "a", "one")], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.Equal("key-revoked", Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Cause);
        world.Wall.OnBatch = _ => null;
        _clock.Advance(TimeSpan.FromSeconds(1));
        await HubWorld.WorkAsync(hub);
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task Unknown_IsNotAskedAboutBeforeTheTargetCanNoLongerBeAtIt()
    {
        await using HubWorld world = new();
        Hub hub = Start(world);
        world.Wall.Settle = TimeSpan.FromMinutes(2);
        world.Wall.OnBatch = _ => new Outcome { Key = "", Status = OutcomeStatus.Unknown };
        await hub.AcceptAsync([NoteSource.Note("note", "a", "one")], Cancel);
        await HubWorld.WorkAsync(hub);
        world.Wall.OnBatch = _ => null;
        _clock.Advance(TimeSpan.FromSeconds(119));
        await HubWorld.WorkAsync(hub);
        Assert.Empty(world.Wall.Pinned);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await HubWorld.WorkAsync(hub);
        Assert.True(world.Wall.Dispatches[^1].InDoubt);
        Assert.Single(world.Wall.Pinned);
    }

    [Fact]
    public async Task Abandoned_IsNotAskedAboutBeforeTheTargetCanNoLongerBeAtIt()
    {
        await using HubWorld world = new();
        Hub hub = Start(world);
        world.Wall.Settle = TimeSpan.FromMinutes(2);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        world.Wall.Before = async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        await hub.AcceptAsync([NoteSource.Note("note", "a", "one")], Cancel);
        await hub.EnsureReadyAsync(Cancel);
        await hub.WorkAsync(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hub.DispatchAsync(world.Wall, stop.Token));
        world.Wall.Before = (_, _) => Task.CompletedTask;
        await HubWorld.WorkAsync(hub);
        _clock.Advance(TimeSpan.FromSeconds(119));
        await HubWorld.WorkAsync(hub);
        Assert.Empty(world.Wall.Pinned);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await HubWorld.WorkAsync(hub);
        Assert.True(Assert.Single(world.Wall.Dispatches).InDoubt);
    }

    /// <summary>Ten effects, five failed calls, and the pause over: the next one is a probe.</summary>
    private async Task<Hub> OpenAsync(HubWorld world)
    {
        Hub hub = Start(world);
        world.Wall.BatchSize = 1;
        world.Wall.OnBatch = _ => new Outcome { Key = "", Status = OutcomeStatus.NotApplied, Reason = Down };
        await hub.AcceptAsync([.. Enumerable.Range(0, 10).Select(i => NoteSource.Note("note", $"n{i}", "x", lane: $"l{i}"))], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(5, world.Wall.Batches.Count);
        _clock.Advance(TimeSpan.FromSeconds(5));
        return hub;
    }

    private Hub Start(HubWorld world) => world.AddNode(
        "node-1",
        s =>
        {
            s.AddSingleton<TimeProvider>(_clock);
            s.Configure<SystemBudget>("wall", o => o.Concurrency = 2);
        },
        o => (o.RetryDelay, o.MaxRetryDelay, o.BreakerThreshold) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(900), 5)).GetRequiredService<Hub>();
}

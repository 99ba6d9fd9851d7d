using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Who lost its lease sends and decides nothing, however it lost it.</summary>
public sealed class LeaseTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_FrozenBeforeTheBytesLeave_SendsNothingWhenItWakesAfterItsLease()
    {
        await using HubWorld world = new();
        Hub frozen = Start(world, () => _clock.Advance(TimeSpan.FromSeconds(30)));
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        await frozen.EnsureReadyAsync(Cancel);
        Assert.True(await frozen.WorkAsync(Cancel));
        Assert.False(await frozen.DispatchAsync(world.Wall, Cancel));
        Assert.Empty(world.Wall.Sent);

        // It may have left, as far as anybody else knows: the target is asked.
        await HubWorld.WorkAsync(world.AddNode("node-1").GetRequiredService<Hub>());
        Assert.True(Assert.Single(world.Wall.Dispatches).InDoubt);
    }

    [Fact]
    public async Task Node_ThatGotANewEpochBeforeTheBytesLeave_SendsNothingUnderTheOldOne()
    {
        await using HubWorld world = new();
        HubNode? node = null;
        Hub hub = Start(world, () =>
        {
            world.Store.Execute("UPDATE node SET expires_at = 0");
            node!.Doubt();
            Assert.True(node.EnsureAsync(Cancel).Wait(TimeSpan.FromSeconds(20)));
        });
        node = _started!.GetRequiredService<HubNode>();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        await hub.EnsureReadyAsync(Cancel);
        Assert.True(await hub.WorkAsync(Cancel));
        Assert.False(await hub.DispatchAsync(world.Wall, Cancel));
        Assert.Empty(world.Wall.Sent);
        await HubWorld.WorkAsync(hub);
        Assert.True(Assert.Single(world.Wall.Dispatches).InDoubt);
    }

    [Fact]
    public async Task Node_WhoseLeaseEndedWhileItRead_DecidesNothingByTheAnswers()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "read";
        bool lost = false;
        world.Source.BeforeRead = _ =>
        {
            if (!lost)
            {
                lost = true;
                world.Store.Execute("UPDATE node SET expires_at = 0");
            }

            return Task.CompletedTask;
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        Assert.False(await hub.WorkAsync(Cancel));
        Assert.Equal(("Pending", 0), (await world.StateOfAsync("a"), world.Store.Execute("SELECT COUNT(*) FROM answer")));
        Assert.True(await world.DrainAsync());
        Assert.Equal(("read", 2), (Assert.Single(world.Wall.Pinned).Value, world.Source.Reads));
    }

    [Fact]
    public async Task Step_GivenUpWhileItReads_LeavesItsLanesToOthersAtOnce()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "read";
        TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        world.Source.BeforeRead = async _ =>
        {
            reading.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        Task<bool> step = hub.WorkAsync(stop.Token);
        await reading.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => step);

        // The lease of the first node lasts.
        world.Source.BeforeRead = _ => Task.CompletedTask;
        await HubWorld.WorkAsync(world.AddNode("node-2").GetRequiredService<Hub>());
        Assert.Equal("read", Assert.Single(world.Wall.Pinned).Value);
    }

    [Fact]
    public async Task Work_WhileTheHostStops_TakesNothingUp()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        Assert.False(await hub.WorkAsync(Cancel, new CancellationToken(canceled: true)));
        Assert.Equal("Pending", await world.StateOfAsync("a"));
    }

    private ServiceProvider? _started;

    private Hub Start(HubWorld world, Action beforeSending)
    {
        _started = world.AddNode("node-1", s =>
        {
            s.AddSingleton<TimeProvider>(_clock);
            s.AddSingleton<IFaultPoints>(new Once(beforeSending));
        });
        return _started.GetRequiredService<Hub>();
    }

    /// <summary>Does something the first time that effects are about to be sent.</summary>
    private sealed class Once(Action act) : IFaultPoints
    {
        private bool _done;

        public void Reached(string point)
        {
            if (point == FaultPoint.Sending && !_done)
            {
                _done = true;
                act();
            }
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests;

public sealed class NodeTests
{
    [Fact]
    public async Task TwoNodes_SameStore_ApplyEverythingOnceInOrder()
    {
        await using HubWorld world = new();
        ServiceProvider second = world.AddNode("node-2");
        IConnectorOperations other = second.GetRequiredService<IConnectorOperations>();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Delivery[] notes = [.. Enumerable.Range(0, 60).Select(i => NoteSource.Note("note", $"n{i}", $"text{i}", $"e{i}", $"lane{i % 7}"))];
        await Task.WhenAll(
            Task.Run(async () => { foreach (Delivery n in notes) { await world.Hub.AcceptAsync([n], cancel); } }, cancel),
            Task.Run(async () => { foreach (Delivery n in notes) { await other.AcceptAsync([n], cancel); } }, cancel));
        bool[] quiet = await Task.WhenAll(
            Task.Run(() => world.Hub.DrainAsync(TimeSpan.FromSeconds(20), cancel), cancel),
            Task.Run(() => other.DrainAsync(TimeSpan.FromSeconds(20), cancel), cancel));
        Assert.All(quiet, Assert.True);
        Assert.Equal(60, world.Wall.Pinned.Count);
        Assert.Equal(60, world.Wall.Sent.Count);
        Assert.Equal(60, (await world.Hub.EventsAsync(cancel)).Count);
    }

    [Fact]
    public async Task Node_DiesWhileSending_SuccessorAsksAndDoesNotRepeat()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        world.Wall.OnSend = d =>
        {
            world.Wall.Pin(d);
            throw new OperationCanceledException("the process dies here", new CancellationToken(canceled: true));
        };
        ServiceProvider dying = world.AddNode("node-1", s => s.AddSingleton<IFaultPoints>(new Dies(FaultPoint.Answered)));
        IConnectorOperations hub = dying.GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([NoteSource.Note("note", "a", "one")], cancel);
        await Assert.ThrowsAnyAsync<Exception>(() => hub.DrainAsync(TimeSpan.FromSeconds(5), cancel));

        world.Wall.OnSend = d =>
        {
            Assert.True(d.InDoubt);
            return null;
        };
        ServiceProvider successor = world.AddNode("node-1");
        Assert.True(await successor.GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromSeconds(5), cancel));
        Assert.Single(world.Wall.Pinned);
    }

    [Fact]
    public async Task Node_StandsStillWithinASend_MayNotWriteAnyMore()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using HubWorld world = new(clock);
        CancellationToken cancel = TestContext.Current.CancellationToken;
        List<bool> lasts = [];
        ConnectorException? refused = null;
        TaskCompletionSource over = new();
        Task<bool> goesOn = Task.FromResult(false);
        world.Wall.Before = (_, _) =>
        {
            goesOn = LastsAfterAsync(over.Task);
            lasts.Add(SendLease.Lasts);
            clock.Advance(TimeSpan.FromMinutes(5));
            lasts.Add(SendLease.Lasts);
            refused = Assert.Throws<ConnectorException>(SendLease.Demand);
            return Task.CompletedTask;
        };
        Hub hub = world.Node.GetRequiredService<Hub>();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        await hub.EnsureReadyAsync(cancel);
        await hub.WorkAsync(cancel);
        await hub.DispatchAsync(world.Wall, cancel);
        Assert.Equal([true, false], lasts);
        Assert.Equal(ErrorKind.Transient, refused!.Kind);
        Assert.True(SendLease.Lasts);

        // What a send started and left running is no send.
        over.SetResult();
        Assert.True(await goesOn);

        static async Task<bool> LastsAfterAsync(Task send)
        {
            await send;
            return SendLease.Lasts;
        }
    }

    [Fact]
    public async Task StaleNode_AfterItsNameWasTaken_CommitsNothing()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        HubStore store = world.Node.GetRequiredService<HubStore>();
        long old;
        await using (HubTransaction t = await store.BeginAsync(cancel))
        {
            old = await t.Nodes.RegisterAsync("n", "one", TimeSpan.FromSeconds(30), cancel);
            await t.Lanes.EnsureAsync("lane", cancel);
            Assert.True(await t.Lanes.TryHoldAsync("lane", old, cancel));
            await t.CommitAsync(cancel);
        }

        await using (HubTransaction t = await store.BeginAsync(cancel))
        {
            long taken = await t.Nodes.RegisterAsync("n", "two", TimeSpan.FromSeconds(30), cancel);
            Assert.True(await t.Lanes.TryHoldAsync("lane", taken, cancel));
            await t.CommitAsync(cancel);
        }

        await using (HubTransaction t = await store.BeginAsync(cancel))
        {
            await Assert.ThrowsAsync<StaleFenceException>(() => t.Lanes.FenceAsync("lane", old, cancel));
        }
    }

    [Fact]
    public async Task Lease_ThatIsOver_IsNotRenewed()
    {
        // Others may hold its lanes by now: whoever wakes up after it must not believe that it still lasts.
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        HubStore store = world.Node.GetRequiredService<HubStore>();
        await using HubTransaction t = await store.BeginAsync(cancel);
        long epoch = await t.Nodes.RegisterAsync("n", "one", TimeSpan.FromMilliseconds(-1), cancel);
        Assert.False(await t.Nodes.RenewAsync(epoch, TimeSpan.FromSeconds(30), cancel));
    }

    [Fact]
    public async Task TwoProcesses_OfOneName_TheLaterWorksAndTheOtherStandsByUntilItEnds()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        LogSink log = new();
        Hub first = world.AddNode("twin", s => s.AddSingleton<ILoggerFactory>(log)).GetRequiredService<Hub>();
        Hub second = world.AddNode("twin").GetRequiredService<Hub>();
        await first.EnsureReadyAsync(cancel);
        await second.EnsureReadyAsync(cancel);
        for (int i = 0; i < 10; i++)
        {
            await first.AcceptAsync([NoteSource.Note("note", $"n{i}", "x")], cancel);
            await first.WorkAsync(cancel);
            await first.DispatchAsync(world.Wall, cancel);
        }

        Assert.Empty(world.Wall.Sent);
        Assert.Single(log.Errors);
        Assert.Contains("twin", log.Errors[0], StringComparison.Ordinal);
        await HubWorld.WorkAsync(second);
        Assert.Equal(10, world.Wall.Pinned.Count);

        await second.LeaveAsync(cancel);
        await first.AcceptAsync([NoteSource.Note("note", "last", "x")], cancel);
        Assert.True(await first.DrainAsync(TimeSpan.FromSeconds(10), cancel));
        Assert.Equal(11, world.Wall.Pinned.Count);
        Assert.Single(log.Errors);
    }

    [Fact]
    public async Task Stop_DuringACall_SettlesItsOutcomeAndLeaves()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously), go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Wall.Before = async (_, token) =>
        {
            sending.TrySetResult();
            await go.Task.WaitAsync(token);
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        IHostedService service = Service(world.Node);
        await service.StartAsync(cancel);
        await sending.Task.WaitAsync(TimeSpan.FromSeconds(10), cancel);
        Task stop = service.StopAsync(cancel);
        // A step that is under way ends; what comes after it is nobody's any more.
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancel);
        await world.AcceptAsync(NoteSource.Note("note", "b", "two"));
        Assert.False(stop.IsCompleted);
        go.SetResult();
        await stop;
        Assert.Single(world.Wall.Pinned);
        Assert.Equal(("Applied", "Pending"), (await world.StateOfAsync("a"), await world.StateOfAsync("b")));

        // Nothing is left behind: a successor under another name need not wait for a lease to end.
        world.Wall.Before = (_, _) => Task.CompletedTask;
        Assert.True(await world.AddNode("node-2").GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromSeconds(5), cancel));
        Assert.Equal(2, world.Wall.Sent.Count);
        Assert.DoesNotContain(world.Wall.Dispatches, d => d.InDoubt);
    }

    /// <summary>The lease is renewed until the call that is under way has ended, and not once more after that.</summary>
    [Fact]
    public async Task Stop_DuringALongCall_KeepsTheLeaseUntilItEndsAndNoLonger()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously), go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Wall.Before = (_, _) =>
        {
            sending.TrySetResult();
            return go.Task;
        };
        ServiceProvider node = world.AddNode("node-1", hub: o => (o.Lease, o.Heartbeat) = (TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100)));
        await node.GetRequiredService<IConnectorOperations>().AcceptAsync([NoteSource.Note("note", "a", "one")], cancel);
        IHostedService service = Service(node);
        await service.StartAsync(cancel);
        await sending.Task.WaitAsync(TimeSpan.FromSeconds(10), cancel);
        Task stop = service.StopAsync(cancel);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancel);
        Assert.Equal(1, Leases());
        go.SetResult();
        await stop;
        Assert.Equal("Applied", await world.StateOfAsync("a"));
        Assert.Equal(0, Leases());
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, cancel);
        Assert.Equal(0, Leases());

        long? Leases() => world.Store.Execute(
            $"SELECT COUNT(*) FROM node WHERE expires_at > {TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)}");
    }

    /// <summary>What is read for is decided with its answer; what comes after the stop stays as it is.</summary>
    [Fact]
    public async Task Stop_DuringAReading_DecidesItAndTakesUpNothingNew()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously), go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Source.Readable["x"] = "read";
        world.Source.BeforeRead = _ =>
        {
            reading.TrySetResult();
            return go.Task;
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x", lane: "l1"));
        IHostedService service = Service(world.AddNode("node-1", hub: o => o.Workers = 1));
        await service.StartAsync(cancel);
        await reading.Task.WaitAsync(TimeSpan.FromMinutes(1), cancel);
        Task stop = service.StopAsync(cancel);
        await world.AcceptAsync(NoteSource.Note("note", "b", "two", lane: "l2"));
        go.SetResult();
        await stop;
        Assert.Equal(("Decided", "Pending"), (await world.StateOfAsync("a"), await world.StateOfAsync("b")));
    }

    [Fact]
    public async Task Start_InTheWrongWorld_StopsTheHost()
    {
        await using HubWorld world = new();
        world.Source.IsLive = true;
        Lifetime lifetime = new();
        IHostedService service = ActivatorUtilities.CreateInstance<HubService>(world.Node, lifetime);
        await service.StartAsync(TestContext.Current.CancellationToken);
        await RunningNode.UntilAsync(() => lifetime.IsStopped, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Worker_ThatFailsOnce_GoesOn()
    {
        await using HubWorld world = new();
        Fails fails = new(FaultPoint.Decided);
        await using RunningNode node = await RunningNode.StartAsync(world, "node-1", s => s.AddSingleton<IFaultPoints>(fails), o => o.Workers = 1);
        await world.AcceptAsync(NoteSource.Note("note", "a", "one", lane: "l1"));
        await RunningNode.UntilAsync(() => fails.Times > 0, TimeSpan.FromSeconds(10));
        await world.AcceptAsync(NoteSource.Note("note", "b", "two", lane: "l2"));
        await RunningNode.UntilAsync(() => world.Wall.Pinned.Count == 2, TimeSpan.FromSeconds(10));
    }

    /// <summary>A target whose budget is used up is looked at when there is some again, however long an idle node sleeps.</summary>
    [Fact]
    public async Task Target_WithoutBudget_IsLookedAtWhenThereIsSome()
    {
        await using HubWorld world = new();
        world.Wall.BatchSize = 1;
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"), NoteSource.Note("note", "b", "two"), NoteSource.Note("note", "c", "three"));
        await using RunningNode node = await RunningNode.StartAsync(
            world, "node-1", s => s.Configure<SystemBudget>("wall", b => (b.RatePerSecond, b.Burst) = (4, 1)), o => o.Idle = TimeSpan.FromMinutes(10));
        await RunningNode.UntilAsync(() => world.Wall.Pinned.Count == 3, TimeSpan.FromSeconds(20));
    }

    /// <summary>A poll reads only: it begins again where its watermark is, so nobody waits for it.</summary>
    [Fact]
    public async Task Stop_DuringAPoll_GivesItUp()
    {
        await using HubWorld world = new();
        Feed feed = new();
        RunningNode node = await RunningNode.StartAsync(world, "node-1", s => s.AddSingleton<IConnectedSystem>(feed));
        await feed.Polling.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await node.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.True(feed.IsGivenUp);
    }

    [Fact]
    public async Task Stop_WhenTheTimeoutIsOver_GivesTheCallUpInDoubt()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Wall.Before = async (_, token) =>
        {
            sending.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        IHostedService service = Service(world.Node);
        await service.StartAsync(cancel);
        await sending.Task.WaitAsync(TimeSpan.FromSeconds(10), cancel);
        using CancellationTokenSource timeout = new(TimeSpan.FromMilliseconds(50));
        await service.StopAsync(timeout.Token);
        world.Wall.Before = (_, _) => Task.CompletedTask;
        Assert.True(await world.AddNode("node-1").GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromSeconds(5), cancel));
        Assert.True(Assert.Single(world.Wall.Dispatches).InDoubt);
        Assert.Single(world.Wall.Pinned);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("note")]
    public async Task FrozenNode_ThatWasSending_IsFollowedByTheAbsoluteValueOrALookUp(string kind)
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Hub frozen = world.Node.GetRequiredService<Hub>();
        TaskCompletionSource sending = new(TaskCreationOptions.RunContinuationsAsynchronously), thaw = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Wall.Before = async (_, _) =>
        {
            sending.TrySetResult();
            await thaw.Task;
        };
        await world.AcceptAsync(NoteSource.Note(kind, "a", "one"));
        await frozen.EnsureReadyAsync(cancel);
        await frozen.WorkAsync(cancel);
        Task<bool> late = frozen.DispatchAsync(world.Wall, cancel);
        await sending.Task;

        // Its name is taken over while it hangs in the call; the effect is found as sending and settled by the successor.
        world.Wall.Before = (_, _) => Task.CompletedTask;
        Hub successor = world.AddNode("node-1").GetRequiredService<Hub>();
        await HubWorld.WorkAsync(successor);
        Assert.True(Assert.Single(world.Wall.Dispatches).InDoubt);
        Assert.Equal("Applied", await world.StateOfAsync("a"));
        thaw.SetResult();
        Assert.False(await late);
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
        Assert.DoesNotContain(await world.Hub.ExplainAsync(1, cancel), e => e.What == "unknown");
    }

    [Fact]
    public async Task Binding_AccountChanged_StopsWithBothAccountsNamed()
    {
        await using HubWorld world = new();
        await world.DrainAsync();
        world.Source.Account = "acct-2";
        IConnectorOperations again = world.AddNode("node-2").GetRequiredService<IConnectorOperations>();
        WrongWorldException e = await Assert.ThrowsAsync<WrongWorldException>(() => again.DrainAsync(TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.Contains("acct-1", e.Message, StringComparison.Ordinal);
        Assert.Contains("acct-2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binding_LiveAndTestMixed_IsRefused()
    {
        await using HubWorld world = new();
        world.Source.IsLive = true;
        await Assert.ThrowsAsync<WrongWorldException>(() => world.DrainAsync());
    }

    private static IHostedService Service(ServiceProvider node) => ActivatorUtilities.CreateInstance<HubService>(node, new Lifetime());

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public bool IsStopped { get; private set; }

        public void StopApplication() => IsStopped = true;
    }

    /// <summary>Its first answer never comes.</summary>
    private sealed class Feed : IPollFeed
    {
        public string Name => "feed";

        public IReadOnlyList<string> Streams { get; } = ["rows"];

        public TimeSpan Interval => TimeSpan.FromSeconds(1);

        public TaskCompletionSource Polling { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsGivenUp { get; private set; }

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("feed-1", false));

        public async Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
        {
            Polling.TrySetResult();
            using CancellationTokenRegistration givenUp = cancellationToken.UnsafeRegister(_ => IsGivenUp = true, null);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return new PollPage { Deliveries = [], Watermark = null };
        }
    }

    private sealed class Fails(string point) : IFaultPoints
    {
        public int Times { get; private set; }

        public void Reached(string reached)
        {
            if (reached == point && Times++ == 0)
            {
                throw new InvalidOperationException("once");
            }
        }
    }

    private sealed class LogSink : ILoggerFactory, ILogger
    {
        public List<string> Errors { get; } = [];

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error)
            {
                Errors.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class Dies(string point) : IFaultPoints
    {
        public void Reached(string reached)
        {
            if (reached == point)
            {
                throw new OperationCanceledException("dead");
            }
        }
    }
}

namespace Odoo.Connectors.Sync.Tests;

public sealed class DecisionTests
{
    [Fact]
    public async Task Need_IsReadOnceAndDecidedAgain()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "read-value";
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        await world.DrainAsync();
        Assert.Equal("read-value", Assert.Single(world.Wall.Pinned).Value);
        Assert.Equal(1, world.Source.Reads);
    }

    /// <summary>Before the reading and after it; what the store is asked in between decides once more, and decodes nothing.</summary>
    [Fact]
    public async Task Need_IsRead_DecodesTheDeliveryTwiceAndTheAnswerOnce()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "read-value";
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        await world.DrainAsync();
        Assert.Single(world.Wall.Pinned);
        Assert.Equal((2, 1), world.Source.Decoded);
    }

    [Fact]
    public async Task Need_SourceIsDown_IsTriedAgainWithoutCase()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "back";
        int failures = 3;
        world.Source.OnRead = () => failures-- > 0 ? new ConnectorException(ErrorKind.Transient, "down") : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        Assert.True(await world.DrainAsync());
        Assert.Single(world.Wall.Pinned);
        Assert.Empty(await world.Hub.Cases.ListAsync(CaseFilter.All, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Need_SourceRefuses_BecomesCase()
    {
        await using HubWorld world = new();
        world.Source.OnRead = () => new ConnectorException(ErrorKind.Permission, "The key may not read notes.");
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ErrorKind.Permission, only.Reason.Kind);
    }

    [Fact]
    public async Task Wait_ParentComesInTime_IsAppliedWithoutCase()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        Assert.False(await world.DrainAsync(20));
        world.Source.Readable["x"] = "came";
        Assert.True(await world.DrainAsync());
        Assert.Equal("came", Assert.Single(world.Wall.Pinned).Value);
        Assert.Empty(await world.Hub.Cases.ListAsync(CaseFilter.All, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Wait_DeadlinePasses_BecomesCaseAndRetrySucceedsLater()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        Assert.True(await world.DrainAsync());
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(("missing-note", "needs"), (only.Reason.Cause, only.Reason.Field));

        world.Source.Readable["x"] = "came";
        Assert.True((await world.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken)).IsDone);
        await world.DrainAsync();
        Assert.Equal("came", Assert.Single(world.Wall.Pinned).Value);
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Decide_FlowThrows_ParksThatEventOnly()
    {
        await using HubWorld world = new();
        world.Wall.OnPlan = i => i.Source.Id == "a" ? throw new InvalidOperationException("secret words") : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"), NoteSource.Note("note", "b", "two"));
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.DoesNotContain("secret words", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal("two", Assert.Single(world.Wall.Pinned).Value);
    }

    [Fact]
    public async Task Drain_OnlyWaitingEvents_EndsWhenThePatienceIsOver()
    {
        await using HubWorld world = new();
        IConnectorOperations hub = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IConnectorOperations>(
            world.AddNode("node-1", hub: o =>
            {
                o.WaitInterval = TimeSpan.FromMilliseconds(1);
                o.WaitDeadline = TimeSpan.FromMinutes(10);
            }));
        await hub.AcceptAsync([NoteSource.Note("note", "a", "needs:x"), NoteSource.Note("note", "b", "needs:y")], TestContext.Current.CancellationToken);
        Task<bool> drain = hub.DrainAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Same(drain, await Task.WhenAny(drain, Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken)));
        Assert.False(await drain);
    }

    [Fact]
    public async Task Rounds_OfAnEventThatBecomesDueBetweenAnothersRounds_AreItsOwn()
    {
        // Waiting events with the shortest interval become due between any two rounds of their neighbours.
        await using HubWorld world = new();
        IConnectorOperations hub = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IConnectorOperations>(
            world.AddNode("node-1", hub: o =>
            {
                o.WaitInterval = TimeSpan.FromMilliseconds(1);
                o.WaitDeadline = TimeSpan.FromMinutes(10);
            }));
        await hub.AcceptAsync(
            [
                NoteSource.Note("note", "late", "needs:x1 needs:x2 needs:x3 needs:x4 needs:absent"),
                NoteSource.Note("note", "b", "needs:x1 needs:x2 needs:x3 needs:x4 needs:x5"),
            ],
            TestContext.Current.CancellationToken);
        foreach (string id in (string[])["x1", "x2", "x3", "x4", "x5"])
        {
            world.Source.Readable[id] = id;
        }

        await hub.DrainAsync(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        world.Source.Readable["absent"] = "came";
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Empty(await hub.Cases.ListAsync(CaseFilter.All, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(2, world.Wall.Pinned.Count);
    }

    [Fact]
    public async Task Need_ReaderThrowsSomethingElse_ParksThatEventAndOthersGoOn()
    {
        await using HubWorld world = new();
        world.Source.OnReadOf = r => r.Id == "x" ? new FormatException("secret words") : null;
        await world.AcceptAsync(
            NoteSource.Note("note", "a", "needs:x", lane: "lane-1"), NoteSource.Note("note", "b", "two", lane: "lane-2"));
        Assert.True(await world.DrainAsync());
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("read-failed", only.Reason.Cause);
        // Neither its words, nor the id of what was read: an id may be a question that holds data of persons.
        Assert.Equal("Reading notes/note failed with FormatException; the log has the details.", only.Reason.Message);
        Assert.Equal("two", Assert.Single(world.Wall.Pinned).Value);
    }

    [Fact]
    public async Task Need_DelayedByAnOutage_IsReadAfreshWhenItIsOver()
    {
        // While the event is put off its lane is free: what it read before may be older than what its neighbours did meanwhile.
        await using HubWorld world = new();
        world.Source.Readable["x"] = "old";
        world.Source.Readable["y"] = "y";
        bool down = true;
        world.Source.OnReadOf = r => r.Id == "y" && down ? new ConnectorException(ErrorKind.Transient, "down") : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x needs:y"));
        Assert.False(await world.DrainAsync(20));
        world.Source.Readable["x"] = "new";
        down = false;
        Assert.True(await world.DrainAsync());
        Assert.Equal("new y", Assert.Single(world.Wall.Pinned).Value);
    }

    [Theory]
    [InlineData("restless")]
    [InlineData("mute")]
    public async Task Decide_FlowThatNeverKnowsEnough_IsACaseAndDoesNotHoldTheStore(string kind)
    {
        await using HubWorld world = new();
        IConnectorOperations hub = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IConnectorOperations>(
            world.AddNode("node-1", services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IFlow>(services, new Insatiable())));
        await hub.AcceptAsync([NoteSource.Note(kind, "a", "x")], TestContext.Current.CancellationToken);
        Task<bool> drain = hub.DrainAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.Same(drain, await Task.WhenAny(drain, Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken)));
        Assert.Equal("too-many-needs", Assert.Single(await hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken)).Reason.Cause);
    }

    [Fact]
    public async Task Wait_DeadlineIsCountedFromTheFirstTime()
    {
        // The world's hub looks again after 10 ms and gives up after 150.
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using HubWorld world = new(clock);
        Hub hub = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Hub>(world.Node);
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        for (int waited = 0; waited < 150; waited += 10)
        {
            await HubWorld.WorkAsync(hub);
            Assert.Equal("Waiting", await world.StateOfAsync("a"));
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await HubWorld.WorkAsync(hub);
        Assert.Equal("Parked", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task Decide_FlowThatReadsOnAndOn_IsACaseAfterFiveRounds()
    {
        // Each answer names the next object: ten of them would be read, five are.
        await using HubWorld world = new();
        for (int i = 0; i < 10; i++)
        {
            world.Source.Readable[$"{i}"] = $"{i + 1}";
        }

        IConnectorOperations hub = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<IConnectorOperations>(
            world.AddNode("node-1", services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IFlow>(services, new Chained())));
        await hub.AcceptAsync([NoteSource.Note("chained", "a", "x")], TestContext.Current.CancellationToken);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Equal("too-many-needs", Assert.Single(await hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken)).Reason.Cause);
        Assert.Equal(5, world.Source.Reads);
    }

    private sealed class Chained : IFlow
    {
        public bool Handles(string changeKind) => changeKind == "chained";

        public Decision Decide(Change change, Known known)
        {
            for (string? id = "0"; id is not null;)
            {
                if (!known.TryRead(change.Subject with { Id = id }, out id))
                {
                    return Decision.Needs;
                }
            }

            return new Decision.Absorb("the chain ends");
        }
    }

    /// <summary>Asks something new every time, or says it needs more and asks nothing.</summary>
    private sealed class Insatiable : IFlow
    {
        private int _asked;

        public bool Handles(string changeKind) => changeKind is "restless" or "mute";

        public Decision Decide(Change change, Known known)
        {
            if (change.Kind == "restless")
            {
                known.TryEffect($"question {_asked++}", out _);
            }

            return Decision.Needs;
        }
    }
}

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
        Assert.Empty(await world.Hub.CasesAsync(false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Need_SourceRefuses_BecomesCase()
    {
        await using HubWorld world = new();
        world.Source.OnRead = () => new ConnectorException(ErrorKind.Permission, "The key may not read notes.");
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.Hub.CasesAsync(cancellationToken: TestContext.Current.CancellationToken));
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
        Assert.Empty(await world.Hub.CasesAsync(false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Wait_DeadlinePasses_BecomesCaseAndRetrySucceedsLater()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        Assert.True(await world.DrainAsync());
        CaseInfo only = Assert.Single(await world.Hub.CasesAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(("missing-note", "needs"), (only.Reason.Cause, only.Reason.Field));

        world.Source.Readable["x"] = "came";
        Assert.True(await world.Hub.RetryAsync(only.Id, TestContext.Current.CancellationToken));
        await world.DrainAsync();
        Assert.Equal("came", Assert.Single(world.Wall.Pinned).Value);
        Assert.Empty(await world.Hub.CasesAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Decide_FlowThrows_ParksThatEventOnly()
    {
        await using HubWorld world = new();
        world.Wall.OnPlan = i => i.Source.Id == "a" ? throw new InvalidOperationException("secret words") : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"), NoteSource.Note("note", "b", "two"));
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.Hub.CasesAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.DoesNotContain("secret words", only.Reason.Message, StringComparison.Ordinal);
        Assert.Equal("two", Assert.Single(world.Wall.Pinned).Value);
    }
}

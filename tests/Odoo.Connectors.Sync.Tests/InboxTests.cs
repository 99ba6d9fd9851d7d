namespace Odoo.Connectors.Sync.Tests;

public sealed class InboxTests
{
    [Fact]
    public async Task Accept_SameDedupeKeyTwice_IsStoredOnce()
    {
        await using HubWorld world = new();
        int first = await world.Hub.AcceptAsync([NoteSource.Note("note", "a", "one", "evt_1")], TestContext.Current.CancellationToken);
        int second = await world.Hub.AcceptAsync([NoteSource.Note("note", "a", "one", "evt_1")], TestContext.Current.CancellationToken);
        await world.DrainAsync();
        Assert.Equal((1, 0), (first, second));
        Assert.Single(world.Wall.Pinned);
    }

    [Fact]
    public async Task Accept_SameFactUnderNewEventId_MakesNoSecondDocument()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one", "evt_1"));
        await world.DrainAsync();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one", "evt_2"));
        await world.DrainAsync();
        Assert.Single(world.Wall.Sent);
        Assert.Equal("Absorbed", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task Drain_UnreadableDelivery_BecomesCaseThatNamesTheField()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "bad", "garbage"), NoteSource.Note("note", "good", "fine"));
        Assert.True(await world.DrainAsync());
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal((ErrorKind.Protocol, "body"), (only.Reason.Kind, only.Reason.Field));
        Assert.Equal("Parked", await world.StateOfAsync("bad"));
        Assert.Equal("Applied", await world.StateOfAsync("good"));
    }

    [Fact]
    public async Task Drain_ParkedDelivery_HoldsBackItsSubjectOnly()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(
            NoteSource.Note("note", "a", "garbage"), NoteSource.Note("state", "a", "later"), NoteSource.Note("note", "b", "other"));
        await world.DrainAsync();
        Assert.Equal("other", Assert.Single(world.Wall.Pinned).Value);
        Assert.Equal("Pending", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task Drain_KindNoFlowHandles_IsAbsorbedWithReason()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("ignored", "a", "x"));
        await world.DrainAsync();
        EventReport only = Assert.Single(await world.Hub.EventsAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("Absorbed", "no flow handles ignored"), (only.State, only.Reason));
    }
}

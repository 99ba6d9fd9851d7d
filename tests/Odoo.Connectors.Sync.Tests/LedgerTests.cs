using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

public sealed class LedgerTests
{
    private static readonly CaseReason No = new(ErrorKind.Validation, "refused", "The wall refuses.", "text");

    [Fact]
    public async Task Send_ReplyLost_IsSentAgainUnderItsKeyAndAppliedOnce()
    {
        await using HubWorld world = new();
        bool lost = false;
        world.Wall.OnSend = d =>
        {
            if (lost)
            {
                Assert.True(d.InDoubt);
                return null;
            }

            lost = true;
            world.Wall.Pin(d);
            return new Outcome { Key = d.Key, Status = OutcomeStatus.Unknown };
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        Assert.Single(world.Wall.Pinned);
        Assert.Equal(2, world.Wall.Sent.Count);
        Assert.Equal("Applied", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task Send_PortThrows_LeavesEffectsInDoubtNotLost()
    {
        await using HubWorld world = new();
        bool thrown = false;
        world.Wall.OnSend = d => thrown ? null : throw (thrown = true) switch { _ => new InvalidOperationException("boom") };
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        Assert.Single(world.Wall.Pinned);
    }

    [Fact]
    public async Task Send_TargetIsDown_IsTriedAgainWithoutCase()
    {
        await using HubWorld world = new();
        int failures = 4;
        world.Wall.OnSend = d => failures-- > 0
            ? new Outcome { Key = d.Key, Status = OutcomeStatus.NotApplied, Reason = new CaseReason(ErrorKind.Transient, "down", "down") }
            : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        Assert.Single(world.Wall.Pinned);
        Assert.Empty(await world.Hub.Cases.ListAsync(CaseFilter.All, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Send_Refused_OpensCaseParksEventAndRetryPlansAnew()
    {
        await using HubWorld world = new();
        bool refuse = true;
        world.Wall.OnSend = d => refuse ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = No } : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(("refused", "text"), (only.Reason.Cause, only.Reason.Field));
        Assert.Equal("Parked", await world.StateOfAsync("a"));

        refuse = false;
        await world.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken);
        await world.DrainAsync();
        Assert.Single(world.Wall.Pinned);
        Assert.Equal("Applied", await world.StateOfAsync("a"));
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>A contract's order, its activation and its amendment are one record of the target.</summary>
    [Theory]
    [InlineData("state:a")]
    [InlineData("state:b state:a")]
    [InlineData("state:a state:b")]
    [InlineData("parent:c state:a state:b state:c")]
    public async Task Retry_OfAnOlderEffectThatNeedsANewerOneOfItsRecord_SendsThatFirst(string before)
    {
        await using HubWorld world = new();
        bool refuse = true;
        world.Wall.OnSend = d => refuse && d.Payload.StartsWith("state:", StringComparison.Ordinal)
            ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = No } : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", before));
        Assert.True(await world.DrainAsync());
        CaseInfo refused = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));

        // Others of the same records come meanwhile.
        await world.AcceptAsync(NoteSource.Note("state", "later", "state:b", lane: "lane-2"), NoteSource.Note("state", "b", "b is", lane: "lane-3"));
        await world.DrainAsync(100);
        refuse = false;
        await world.Hub.Cases.RetryAsync(refused.Id, "tester", TestContext.Current.CancellationToken);
        Assert.True(await world.DrainAsync(), $"stuck after {string.Join(", ", world.Wall.Sent)}");
        Assert.Equal("Applied", await world.StateOfAsync("a"));
        Assert.Equal([.. before.Split(' '), before], world.Wall.Pinned.Where(p => p.Value.Contains(':', StringComparison.Ordinal)).Select(p => p.Value));
    }

    [Fact]
    public async Task Send_ParentRefused_ChildIsNotSent()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => d.Payload == "parent:p" ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = No } : null;
        await world.AcceptAsync(NoteSource.Note("note", "a", "parent:p"));
        // The child carries the same words; only the first key is the parent's.
        Assert.True(await world.DrainAsync());
        Assert.Single(world.Wall.Sent);
        Assert.Empty(world.Wall.Pinned);
    }

    [Fact]
    public async Task Send_ParentFirst_InEveryBatch()
    {
        await using HubWorld world = new();
        await world.AcceptAsync([.. Enumerable.Range(0, 20).Select(i => NoteSource.Note("note", $"child{i}", "parent:p", lane: $"lane{i}"))]);
        Assert.True(await world.DrainAsync());
        Assert.Equal(21, world.Wall.Pinned.Count);
        Assert.EndsWith("/note/p", world.Wall.Pinned.GetAt(0).Key, StringComparison.Ordinal);
        Assert.Equal(21, world.Wall.Sent.Count);
    }

    [Fact]
    public async Task State_NewerBeforeSending_SupersedesOlder()
    {
        await using HubWorld world = new();
        int calls = 0;
        world.Wall.OnSend = d => calls++ == 0 ? new Outcome { Key = d.Key, Status = OutcomeStatus.NotApplied } : null;
        await world.AcceptAsync(NoteSource.Note("state", "a", "first"));
        await world.DrainAsync(0);
        await world.AcceptAsync(NoteSource.Note("state", "a", "second"), NoteSource.Note("state", "a", "third"));
        Assert.True(await world.DrainAsync());
        Assert.Equal("third", world.Wall.Pinned.Values.Last());
        Assert.DoesNotContain("second", world.Wall.Pinned.Values);
        Assert.All(await world.Hub.EventsAsync(TestContext.Current.CancellationToken), e => Assert.Equal("Applied", e.State));
    }

    [Fact]
    public async Task State_SupersededBetweenParentAndChild_ChildStillWaitsForTheParent()
    {
        await using HubWorld world = new();
        int failures = 5;
        world.Wall.OnSend = d => d.Payload == "parent:p" && failures-- > 0 ? new Outcome { Key = d.Key, Status = OutcomeStatus.NotApplied } : null;
        await world.AcceptAsync(
            NoteSource.Note("note", "child", "parent:p state:s", lane: "l1"),
            NoteSource.Note("state", "s", "newer", lane: "l2"));
        Assert.True(await world.DrainAsync());
        string[] order = [.. world.Wall.Pinned.Keys.Select(k => k.Split('/')[^1])];
        Assert.True(Array.IndexOf(order, "p") < Array.IndexOf(order, "child"), string.Join(", ", order));
    }

    [Fact]
    public async Task Claim_SameKeyOnTwoLanes_SecondRecordJoinsTheFirst()
    {
        await using HubWorld world = new();
        world.Wall.Claims = _ => ["domain:northpeak.example"];
        await world.AcceptAsync(NoteSource.Note("note", "a", "one", lane: "l1"), NoteSource.Note("note", "b", "two", lane: "l2"));
        Assert.True(await world.DrainAsync());
        Assert.Single(world.Wall.Pinned);
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Claim_SameDomainButAnotherVatNumber_IsACaseAndNotOneRecord()
    {
        await using HubWorld world = new();
        world.Wall.Claims = i => [i.Source.Id == "a" ? "vat:BE0477472701" : "vat:DE123456789", "domain:group.example"];
        await world.AcceptAsync(NoteSource.Note("note", "a", "one", lane: "l1"), NoteSource.Note("note", "b", "two", lane: "l2"));
        Assert.True(await world.DrainAsync());
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
        Assert.Equal("ambiguous-match", Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken)).Reason.Cause);
    }

    [Fact]
    public async Task Send_PortAnswersTwiceForOneEffect_IsLookedUpAndNotLost()
    {
        await using HubWorld world = new();
        Twice port = new(world.Wall);
        ServiceProvider node = world.AddNode("node-1", port: port);
        IConnectorOperations hub = node.GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([NoteSource.Note("note", "a", "one")], TestContext.Current.CancellationToken);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Single(world.Wall.Pinned);
        Assert.Equal(2, world.Wall.Sent.Count);
    }

    [Fact]
    public async Task LostStore_EverythingReplayed_MakesNoNewDocument()
    {
        await using HubWorld world = new();
        Delivery[] all = [NoteSource.Note("note", "a", "one", "e1"), NoteSource.Note("note", "b", "parent:a", "e2")];
        await world.AcceptAsync(all);
        await world.DrainAsync();
        string[] before = [.. world.Wall.Pinned.Keys];
        await world.LoseStoreAsync();
        await world.AcceptAsync(all);
        Assert.True(await world.DrainAsync());
        Assert.Equal(before, world.Wall.Pinned.Keys);
    }

    [Fact]
    public async Task State_OvertakenBeforeItWasSent_EndsItsEventToo()
    {
        await using HubWorld world = new();
        bool down = true;
        world.Wall.OnSend = d => down
            ? new Outcome { Key = d.Key, Status = OutcomeStatus.NotApplied, Reason = new CaseReason(ErrorKind.Transient, "down", "down") }
            : null;
        await world.AcceptAsync(NoteSource.Note("state", "a", "one"));
        Assert.False(await world.DrainAsync(20));
        await world.AcceptAsync(NoteSource.Note("state", "a", "two"));
        Assert.False(await world.DrainAsync(20));
        down = false;
        Assert.True(await world.DrainAsync());
        Assert.Equal(["two"], world.Wall.Pinned.Values);
        IReadOnlyList<EventReport> events = await world.Hub.EventsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["Applied", "Applied"], events.Select(e => e.State));
    }

    [Fact]
    public async Task Refused_DecidedAgainUnderAnotherParent_SendsWhatWaitedBehindIt()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = "parent:wrong";
        world.Wall.OnSend = d => d.Key.EndsWith("/wrong", StringComparison.Ordinal)
            ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = No }
            : null;
        await world.AcceptAsync(NoteSource.Note("read", "a", "x"));
        Assert.True(await world.DrainAsync());
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));

        world.Source.Readable["x"] = "parent:right";
        Assert.True((await world.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken)).IsDone);
        Assert.True(await world.DrainAsync());
        Assert.Equal(["parent:right", "parent:right"], world.Wall.Pinned.Values);
        Assert.Equal("Applied", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task Refused_AfterItsSourceWasRemembered_IsNotTakenForDoneOnRetry()
    {
        await using HubWorld world = new();
        bool refuse = true;
        world.Wall.OnSend = d => refuse ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = No } : null;
        await world.AcceptAsync(NoteSource.Note("seen", "a", "one"));
        Assert.True(await world.DrainAsync());
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: TestContext.Current.CancellationToken));

        refuse = false;
        Assert.True((await world.Hub.Cases.RetryAsync(only.Id, "tester", TestContext.Current.CancellationToken)).IsDone);
        Assert.True(await world.DrainAsync());
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
        Assert.Equal("Applied", await world.StateOfAsync("a"));
    }
}

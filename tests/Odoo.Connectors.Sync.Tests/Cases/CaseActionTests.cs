using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

public sealed class CaseActionTests
{
    [Fact]
    public async Task Retry_FailsAgain_NewCaseCountsAndNamesTheOneBefore()
    {
        await using HubWorld world = new();
        world.Refuse("a");
        await world.AcceptAsync(NoteSource.Note("note", "a", "x"), NoteSource.Note("note", "b", "garbage"));
        await world.DrainAsync();
        foreach (string cause in (string[])["refused", "bad-input"])
        {
            CaseInfo first = await OpenAsync(cause);
            Assert.Equal((0, null), (first.Reopened, first.FromCase));
            Assert.True((await world.Hub.Cases.RetryAsync(first.Id, "anna", CaseWorld.Cancel)).IsDone);
            await world.DrainAsync();
            CaseInfo second = await OpenAsync(cause);
            Assert.Equal((1, first.Id), (second.Reopened, second.FromCase));
            await world.Hub.Cases.RetryAsync(second.Id, "anna", CaseWorld.Cancel);
            await world.DrainAsync();
            Assert.Equal(2, (await OpenAsync(cause)).Reopened);
            Assert.Equal(CaseStatus.Retried, (await world.CaseAsync(first.Id)).Status);
        }

        async Task<CaseInfo> OpenAsync(string cause) => Assert.Single(
            await world.Hub.Cases.ListAsync(CaseFilter.Open with { Cause = cause }, cancellationToken: CaseWorld.Cancel));
    }

    [Fact]
    public async Task Act_OnClosedOrUnknownCase_RefusesPolitelyAndChangesNothing()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "garbage"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        Assert.True((await world.Hub.Cases.SkipAsync(only.Id, "anna", "test data", CaseWorld.Cancel)).IsDone);
        CaseResult again = await world.Hub.Cases.RetryAsync(only.Id, "bert", CaseWorld.Cancel);
        Assert.Equal(CaseOutcome.AlreadyClosed, again.Outcome);
        Assert.Contains("anna", again.Message, StringComparison.Ordinal);
        Assert.Equal(CaseOutcome.AlreadyClosed, (await world.Hub.Cases.SkipAsync(only.Id, "bert", "why", CaseWorld.Cancel)).Outcome);
        Assert.Equal(CaseOutcome.AlreadyClosed, (await world.Hub.Cases.AssignAsync(only.Id, "bert", "bert", cancellationToken: CaseWorld.Cancel)).Outcome);
        Assert.Equal(CaseOutcome.NotFound, (await world.Hub.Cases.ResolveAsync(99, "bert", "why", cancellationToken: CaseWorld.Cancel)).Outcome);
        await world.DrainAsync();
        Assert.Equal("Absorbed", await world.StateOfAsync("a"));
        Assert.Equal(["anna"], (await world.TrailAsync(only.EventId!.Value)).Select(t => t.By).OfType<string>().Distinct());
    }

    [Fact]
    public async Task Skip_ParkedEvent_EndsItAndLetsItsSubjectGoOn()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "garbage"), NoteSource.Note("state", "a", "later"));
        await world.DrainAsync();
        Assert.Empty(world.Wall.Pinned);
        CaseInfo only = await world.OnlyCaseAsync();
        Assert.True((await world.Hub.Cases.SkipAsync(only.Id, "anna", "it was a test", CaseWorld.Cancel)).IsDone);
        Assert.True(await world.DrainAsync());
        Assert.Equal(["later"], world.Wall.Pinned.Values);
        EventReport skipped = (await world.Hub.EventsAsync(CaseWorld.Cancel))[0];
        Assert.Equal(("Absorbed", $"skipped by anna, case {only.Id}"), (skipped.State, skipped.Reason));
        CaseInfo closed = await world.CaseAsync(only.Id);
        Assert.Equal((CaseStatus.Skipped, "anna", "it was a test", CaseActions.None), (closed.Status, closed.ClosedBy, closed.Why.Reveal(), closed.Actions));
        Assert.DoesNotContain("it was a test", string.Join('\n', await world.TrailAsync(skipped.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Skip_RefusedParent_OwnChildIsSkippedOthersChildIsParkedAndNeverSent()
    {
        await using HubWorld world = new();
        world.Refuse("p");
        await world.AcceptAsync(
            NoteSource.Note("note", "a", "parent:p", lane: "l1"), NoteSource.Note("note", "b", "parent:p", lane: "l2"));
        await world.DrainAsync();

        // Both events are parked for the parent; a third comes while its case is open and waits behind it.
        CaseInfo refused = await world.OnlyCaseAsync();
        CaseResult result = await world.Hub.Cases.SkipAsync(refused.Id, "anna", "no", CaseWorld.Cancel);
        Assert.True(result.IsDone, result.Message);
        await world.AcceptAsync(NoteSource.Note("note", "c", "parent:p", lane: "l3"));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["Absorbed", "Absorbed", "Parked"], (await world.Hub.EventsAsync(CaseWorld.Cancel)).Select(e => e.State));
        Assert.Equal("parent-skipped", (await world.OnlyCaseAsync()).Reason.Cause);
        Assert.Equal(["p"], world.Wall.Sent.Select(k => k.Split('/')[^1]));
    }

    [Fact]
    public async Task Skip_ParentOfAnotherEventsPlannedEffect_ParksThatEventWithItsOwnCase()
    {
        // Event b plans behind the parent while the parent is still on its way.
        await using HubWorld world = new();
        bool hold = true;
        world.Wall.OnSend = d => d.Key.EndsWith("/p", StringComparison.Ordinal)
            ? hold
                ? new Outcome { Key = d.Key, Status = OutcomeStatus.NotApplied }
                : new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "no") }
            : null;
        await world.AcceptAsync(NoteSource.Note("note", "p", "x", lane: "l1"));
        Assert.False(await world.DrainAsync(10));
        await world.AcceptAsync(NoteSource.Note("note", "b", "parent:p state:s", lane: "l2"));
        Assert.False(await world.DrainAsync(10));
        hold = false;
        await world.DrainAsync();
        HubStore store = world.Node.GetRequiredService<HubStore>();
        await store.RunAsync(async t => Assert.Empty(await t.Hand.BehindAsync("nothing", CaseWorld.Cancel)), CaseWorld.Cancel);

        // On a busy machine the parent may have been tried often enough to be a case of its own before.
        CaseInfo refused = (await world.Hub.Cases.ListAsync(CaseFilter.Open, cancellationToken: CaseWorld.Cancel)).Single(c => c.Reason.Cause == "refused");
        Assert.True((await world.Hub.Cases.SkipAsync(refused.Id, "anna", "no", CaseWorld.Cancel)).IsDone);
        Assert.True(await world.DrainAsync());
        Assert.DoesNotContain("b", world.Wall.Sent.Select(k => k.Split('/')[^1]));
        Assert.All(await world.Hub.EventsAsync(CaseWorld.Cancel), e => Assert.Contains(e.State, (string[])["Absorbed", "Parked"]));
    }

    /// <summary>One note pins p, then m; another one pins n behind m. Given up is p with m; n, which another note asked for, needs a decision of its own.</summary>
    [Fact]
    public async Task Skip_WhatAnotherEventNeedsTwoStepsOn_EndsItsOwnAndParksTheOther()
    {
        await using HubWorld world = new();
        Hub hub = world.Node.GetRequiredService<Hub>();
        await PlanAsync(world, NoteSource.Note("note", "m", "parent:p", lane: "l1"), NoteSource.Note("note", "n", "parent:m", lane: "l2"));
        world.Refuse("p");
        await HubWorld.WorkAsync(hub);
        CaseInfo refused = await world.OnlyCaseAsync();
        Assert.Equal(("Parked", "Decided"), (await world.StateOfAsync("m"), await world.StateOfAsync("n")));

        Assert.Contains("1 events", (await world.Hub.Cases.SkipAsync(refused.Id, "anna", "no", CaseWorld.Cancel)).Message, StringComparison.Ordinal);
        Assert.Equal(("Absorbed", "Parked"), (await world.StateOfAsync("m"), await world.StateOfAsync("n")));
        CaseInfo needs = await world.OnlyCaseAsync();
        Assert.Equal(("parent-skipped", "notes/note/n"), (needs.Reason.Cause, needs.Subject));

        // Retried it is parked again; nothing is sent until a person gives it up too.
        Assert.True((await world.Hub.Cases.RetryAsync(needs.Id, "anna", CaseWorld.Cancel)).IsDone);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(1, (await world.OnlyCaseAsync()).Reopened);
        Assert.True((await world.Hub.Cases.SkipAsync((await world.OnlyCaseAsync()).Id, "anna", "no", CaseWorld.Cancel)).IsDone);
        await HubWorld.WorkAsync(hub);
        Assert.Equal("Absorbed", await world.StateOfAsync("n"));
        Assert.DoesNotContain(world.Wall.Sent, k => k.EndsWith("/m", StringComparison.Ordinal) || k.EndsWith("/n", StringComparison.Ordinal));
    }

    /// <summary>A note that has part in p and in q: given up is p, and q decides how it ends.</summary>
    [Theory]
    [InlineData(OutcomeStatus.Refused, "Parked")]
    [InlineData(OutcomeStatus.NotApplied, "Decided")]
    [InlineData(OutcomeStatus.Applied, "Applied")]
    public async Task Skip_OneOfTwoThatAnEventHasPartIn_LeavesItsEndToTheOther(OutcomeStatus other, string state)
    {
        await using HubWorld world = new();
        await PlanAsync(
            world, NoteSource.Note("note", "p", "p", lane: "l1"), NoteSource.Note("note", "q", "q", lane: "l2"), NoteSource.Note("note", "x", "parent:p parent:q", lane: "l3"));
        world.Wall.OnSend = d => d.Key.Split('/')[^1] switch
        {
            "p" => Outcome(d, OutcomeStatus.Refused),
            "q" when other != OutcomeStatus.Applied => Outcome(d, other),
            _ => null,
        };
        await HubWorld.WorkAsync(world.Node.GetRequiredService<Hub>());
        CaseInfo refused = (await world.Hub.Cases.ListAsync(cancellationToken: CaseWorld.Cancel)).Single(c => c.EffectKey!.EndsWith("/p", StringComparison.Ordinal));
        Assert.True((await world.Hub.Cases.SkipAsync(refused.Id, "anna", "no", CaseWorld.Cancel)).IsDone);
        Assert.Equal(("Absorbed", state), (await world.StateOfAsync("p"), await world.StateOfAsync("x")));
    }

    /// <summary>It is there, though not as planned: a person settles that, and it stays applied.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Case_OfWhatIsAppliedAndDiffers_IsClosedAndLeavesItApplied(bool resolve)
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => new Outcome
        {
            Key = d.Key, Status = OutcomeStatus.Applied, Discrepancy = new CaseReason(ErrorKind.Validation, "differs", "It differs."),
        };
        await world.AcceptAsync(NoteSource.Note("note", "p", "x"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        Assert.Equal(CaseActions.Assign | CaseActions.Retry | CaseActions.Resolve, only.Actions);
        Assert.True((resolve
            ? await world.Hub.Cases.ResolveAsync(only.Id, "anna", "as it should be", cancellationToken: CaseWorld.Cancel)
            : await world.Hub.Cases.RetryAsync(only.Id, "anna", CaseWorld.Cancel)).IsDone);
        CaseDetail closed = (await world.Hub.Cases.FindAsync(only.Id, CaseWorld.Cancel))!;
        Assert.Equal((resolve ? CaseStatus.Resolved : CaseStatus.Retried, EffectState.Applied), (closed.Case.Status, Assert.Single(closed.Effects).State));
        Assert.Equal("Applied", await world.StateOfAsync("p"));
    }

    [Fact]
    public async Task Resolve_OfAllThatAnEventWanted_EndsItAtOnce()
    {
        await using HubWorld world = new();
        world.Refuse("p");
        await world.AcceptAsync(NoteSource.Note("note", "p", "x"));
        await world.DrainAsync();
        Assert.True((await world.Hub.Cases.ResolveAsync((await world.OnlyCaseAsync()).Id, "anna", "made by hand", "w-77", CaseWorld.Cancel)).IsDone);
        Assert.Equal("Applied", await world.StateOfAsync("p"));
    }

    [Fact]
    public async Task Resolve_RefusedDocumentWithItsId_LetsWhatNeedsItGoOn()
    {
        await using HubWorld world = new();
        world.Refuse("p");
        await world.AcceptAsync(NoteSource.Note("note", "a", "parent:p"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        Assert.True((await world.Hub.Cases.ResolveAsync(only.Id, "anna", "made by hand", "w-77", CaseWorld.Cancel)).IsDone);
        Assert.True(await world.DrainAsync());
        Assert.EndsWith("/a", Assert.Single(world.Wall.Pinned).Key, StringComparison.Ordinal);
        Assert.Equal("Applied", await world.StateOfAsync("a"));
        EffectReport byHand = (await world.Hub.Cases.FindAsync(only.Id, CaseWorld.Cancel))!.Effects[0];
        Assert.Equal((EffectState.Applied, "w-77"), (byHand.State, byHand.TargetId));
        RecordLink? link = await world.Node.GetRequiredService<HubStore>().ReadAsync(
            t => t.Identity.FindAsync(new Model.ExternalRef("wall", "note", "w-77"), CaseWorld.Cancel), CaseWorld.Cancel);
        Assert.Equal("notes/note/p", link?.Origin.ToString());
    }

    [Fact]
    public async Task Resolve_RefusedDocumentWithoutId_CountsAsGivenUp()
    {
        await using HubWorld world = new();
        world.Refuse("p");
        await world.AcceptAsync(NoteSource.Note("note", "a", "parent:p"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        Assert.True((await world.Hub.Cases.ResolveAsync(only.Id, "anna", "not needed", cancellationToken: CaseWorld.Cancel)).IsDone);
        Assert.True(await world.DrainAsync());
        Assert.Empty(world.Wall.Pinned);
        Assert.Equal(CaseStatus.Resolved, (await world.CaseAsync(only.Id)).Status);
        Assert.Equal("Absorbed", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task RetryGroup_RetriesAllInOrderOfTheirEventsAndLeavesWhatFailsAgainAlone()
    {
        await using HubWorld world = new();
        HashSet<string> down = [.. Enumerable.Range(0, 120).Select(i => $"x{i}")];
        world.Source.OnReadOf = r => down.Contains(r.Id) ? new ConnectorException(ErrorKind.Permission, "no") : null;
        await world.AcceptAsync([.. Enumerable.Range(0, 120).Select(i => NoteSource.Note("note", $"n{i:000}", $"needs:x{i}"))]);
        await world.DrainAsync(60000);
        for (int i = 0; i < 120; i++)
        {
            world.Source.Readable[$"x{i}"] = "ok";
        }

        down.RemoveWhere(x => x != "x3");
        GroupRetry done = await world.Hub.Cases.RetryGroupAsync(new CaseFilter { Cause = "read-failed" }, "anna", CaseWorld.Cancel);
        Assert.Equal(new GroupRetry(120, 120, 0), done);
        await world.DrainAsync(60000);
        Assert.Equal(119, world.Wall.Pinned.Count);
        Assert.Equal(world.Wall.Pinned.Keys.Order(StringComparer.Ordinal), world.Wall.Pinned.Keys);
        Assert.Equal(("notes/note/n003", 1), ((await world.OnlyCaseAsync()).Subject, (await world.OnlyCaseAsync()).Reopened));
    }

    /// <summary>A case that opens while a group is retried was not among what a person saw and meant.</summary>
    [Fact]
    public async Task RetryGroup_OfMoreThanOneCommit_LeavesWhatOpensMeanwhileAlone()
    {
        AskedClock clock = new();
        await using HubWorld world = new(clock);
        await world.AcceptAsync([.. Enumerable.Range(0, 101).Select(i => NoteSource.Note("note", $"n{i:000}", "garbage")), NoteSource.Note("ignored", "last", "x")]);
        await world.DrainAsync(60000);
        bool opened = false;
        clock.OnAsk = () =>
        {
            if (!opened && world.Store.Execute("SELECT COUNT(*) FROM review WHERE is_open = 0") == 100)
            {
                opened = true;
                world.Store.Execute(
                    "INSERT INTO review (error_kind, cause, message, event, is_open, opened_at) SELECT error_kind, cause, message, 102, 1, opened_at FROM review WHERE id = 1");
            }
        };
        Assert.Equal(new GroupRetry(101, 101, 0), await world.Hub.Cases.RetryGroupAsync(new CaseFilter { Cause = "bad-input" }, "anna", CaseWorld.Cancel));
        Assert.True(opened);
        Assert.Equal(102, (await world.OnlyCaseAsync()).EventId);
    }

    [Fact]
    public async Task Assign_IsAuditedAndShown()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "garbage"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        DateTimeOffset due = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.True((await world.Hub.Cases.AssignAsync(only.Id, "bert", "anna", due, CaseWorld.Cancel)).IsDone);
        CaseInfo given = await world.OnlyCaseAsync();
        Assert.Equal(("bert", due), (given.Assignee, given.DueAt));
        AuditEntry line = (await world.TrailAsync(only.EventId!.Value))[^1];
        Assert.Equal(("assigned", "anna", $"case {only.Id}; to bert"), (line.What, line.By, line.Detail));
    }

    [Fact]
    public async Task Edit_IsOffByDefaultAndSaysHowToSwitchItOn()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "garbage"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        Assert.False(only.Actions.HasFlag(CaseActions.Edit));
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(
            () => world.Hub.Cases.EditAndRetryAsync(only.Id, "fine"u8.ToArray(), "anna", "typo", CaseWorld.Cancel));
        Assert.Equal((ErrorKind.Configuration, "Hub:AllowEdit"), (e.Kind, e.Field));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Held_CanBeApprovedOrRejectedAndNothingElse_AndTheTrailSaysWhoDid(bool approve)
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "a", "x"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        Assert.Equal(CaseActions.Assign | CaseActions.Approve, only.Actions);
        Assert.Equal(CaseOutcome.NotAllowed, (await world.Hub.Cases.RetryAsync(only.Id, "bert", CaseWorld.Cancel)).Outcome);
        Assert.Equal(CaseOutcome.NotAllowed, (await world.Hub.Cases.SkipAsync(only.Id, "bert", "why", CaseWorld.Cancel)).Outcome);
        Assert.True((await world.CaseAsync(only.Id)).IsOpen);
        Assert.Empty(world.Wall.Sent);

        Assert.True((approve
            ? await world.Hub.Cases.ApproveAsync(only.Id, "anna", CaseWorld.Cancel)
            : await world.Hub.Cases.RejectAsync(only.Id, "anna", "too dear", CaseWorld.Cancel)).IsDone);
        Assert.True(await world.DrainAsync());
        Assert.Equal(approve ? 1 : 0, world.Wall.Pinned.Count);
        Assert.Contains(
            await world.TrailAsync(only.EventId ?? 1),
            t => t.What == (approve ? "approved" : "rejected") && t.By == "anna" && t.Detail?.StartsWith($"case {only.Id}", StringComparison.Ordinal) == true);
        Assert.Equal((approve ? CaseStatus.Approved : CaseStatus.Rejected, "anna"), ((await world.CaseAsync(only.Id)).Status, (await world.CaseAsync(only.Id)).ClosedBy));
    }

    private sealed class AskedClock : TimeProvider
    {
        public Action OnAsk { get; set; } = () => { };

        public override DateTimeOffset GetUtcNow()
        {
            OnAsk();
            return System.GetUtcNow();
        }
    }

    private static Outcome Outcome(Dispatch dispatch, OutcomeStatus status) => new()
    {
        Key = dispatch.Key, Status = status, Reason = new CaseReason(status == OutcomeStatus.Refused ? ErrorKind.Validation : ErrorKind.Transient, "no", "No."),
    };

    /// <summary>Everything is planned while the wall takes nothing.</summary>
    private static async Task PlanAsync(HubWorld world, params Delivery[] notes)
    {
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(CaseWorld.Cancel);
        await hub.AcceptAsync(notes, CaseWorld.Cancel);
        while (await hub.WorkAsync(CaseWorld.Cancel))
        {
        }
    }

    [Fact]
    public async Task RetryGroup_LeavesCasesOfOtherGroupsAlone()
    {
        await using HubWorld world = new();
        world.Refuse("a");
        await world.AcceptAsync(NoteSource.Note("note", "a", "x"), NoteSource.Note("note", "b", "garbage"));
        await world.DrainAsync();
        CaseInfo other = Assert.Single(await world.Hub.Cases.ListAsync(CaseFilter.Open with { Cause = "bad-input" }, cancellationToken: CaseWorld.Cancel));
        world.Wall.OnSend = _ => null;
        GroupRetry retried = await world.Hub.Cases.RetryGroupAsync(CaseFilter.Open with { Cause = "refused" }, "anna", CaseWorld.Cancel);
        Assert.Equal(new GroupRetry(1, 1, 0), retried);
        Assert.Equal(CaseStatus.Open, (await world.CaseAsync(other.Id)).Status);
        Assert.DoesNotContain(await world.TrailAsync(other.EventId!.Value), t => t.What == "reopened");
    }

    [Fact]
    public async Task Edited_Original_IsNotReplayed()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "garbage"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        IConnectorOperations hub = world.AddNode("node-1", hub: o => o.AllowEdit = true).GetRequiredService<IConnectorOperations>();
        long copy = (await hub.Cases.EditAndRetryAsync(only.Id, "mended"u8.ToArray(), "anna", "typo", CaseWorld.Cancel)).EventId!.Value;
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(5), CaseWorld.Cancel));
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(
            () => hub.Replay.ReplayAsync(only.EventId!.Value, "bert", preview: false, cancellationToken: CaseWorld.Cancel));
        Assert.Equal(ErrorKind.Conflict, e.Kind);
        Assert.Contains($"replay event {copy}", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Each deed is in the chain of whoever did it, names every event it decided again, and proves the reason without telling it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Retry_OfOneOrAGroup_IsInTheChainOfWhoeverDidIt(bool group)
    {
        await using HubWorld world = new();
        world.Refuse("p");
        await world.AcceptAsync(
            NoteSource.Note("note", "a", "parent:p", lane: "l1"), NoteSource.Note("note", "b", "parent:p", lane: "l2"), NoteSource.Note("note", "c", "garbage", lane: "l3"));
        await world.DrainAsync();
        CaseInfo refused = Assert.Single(await world.Hub.Cases.ListAsync(CaseFilter.Open with { Cause = "refused" }, cancellationToken: CaseWorld.Cancel));
        CaseInfo garbage = Assert.Single(await world.Hub.Cases.ListAsync(CaseFilter.Open with { Cause = "bad-input" }, cancellationToken: CaseWorld.Cancel));
        if (group)
        {
            await world.Hub.Cases.RetryGroupAsync(CaseFilter.Open with { Cause = "refused" }, "anna", CaseWorld.Cancel);
        }
        else
        {
            await world.Hub.Cases.RetryAsync(refused.Id, "anna", CaseWorld.Cancel);
        }

        Assert.True((await world.Hub.Cases.SkipAsync(garbage.Id, "anna", "a test", CaseWorld.Cancel)).IsDone);
        foreach (long reopened in (long[])[1, 2])
        {
            Assert.Contains(await world.TrailAsync(reopened), t => t.What == "reopened" && t.By == "anna" && t.Detail == $"case {refused.Id}");
        }

        Assert.Contains(await world.TrailAsync(3), t => t.What == "skipped" && System.Text.RegularExpressions.Regex.IsMatch(t.Detail!, $"^case {garbage.Id}; why [0-9a-f]{{32}}$"));
        Assert.Equal(
            world.Store.Execute("SELECT COUNT(*) FROM audit WHERE actor = 'anna'"), world.Store.Execute("SELECT COUNT(*) FROM audit WHERE lane = 'person/anna'"));
    }

    /// <summary>Edited again and again, it still comes before what waited for its subject all the time.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Edit_OfOneThatOthersOfItsSubjectWaitFor_KeepsItsPlaceBeforeThem(int times)
    {
        await using HubWorld world = new();
        IConnectorOperations hub = world.AddNode("node-1", hub: o => o.AllowEdit = true).GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([NoteSource.Note("state", "a", "before"), NoteSource.Note("state", "a", "garbage")], CaseWorld.Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(5), CaseWorld.Cancel);
        await hub.AcceptAsync([NoteSource.Note("state", "a", "next"), NoteSource.Note("state", "a", "last")], CaseWorld.Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(5), CaseWorld.Cancel);
        Assert.Equal(["before"], world.Wall.Dispatches.Select(d => d.Payload));

        long copy = 0;
        for (int edit = 1; edit <= times; edit++)
        {
            byte[] payload = edit == times ? "mended"u8.ToArray() : "garbage"u8.ToArray();
            copy = (await hub.Cases.EditAndRetryAsync((await world.OnlyCaseAsync()).Id, payload, "anna", "typo", CaseWorld.Cancel)).EventId!.Value;
            await hub.DrainAsync(TimeSpan.FromSeconds(5), CaseWorld.Cancel);
        }

        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(5), CaseWorld.Cancel));
        Assert.Equal(4 + times, copy);
        Assert.Equal("last", world.Wall.Dispatches[^1].Payload);

        // What was set by the copy was set anew since: a replay of it would take that back.
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => hub.Replay.ReplayAsync(copy, "bert", preview: false, cancellationToken: CaseWorld.Cancel));
        Assert.Contains("replay event 4 instead", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_DecidesTheCopyUnderANewNumberAndEndsTheOriginal()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "garbage", "evt_1", priority: DeliveryPriority.Backfill));
        world.Store.Execute("UPDATE inbox SET trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'");
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        IConnectorOperations hub = world.AddNode("node-1", hub: o => o.AllowEdit = true).GetRequiredService<IConnectorOperations>();
        CaseResult edited = await hub.Cases.EditAndRetryAsync(only.Id, "mended-words"u8.ToArray(), "anna", "typo", CaseWorld.Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(5), CaseWorld.Cancel));
        Assert.Equal(["mended-words"], world.Wall.Pinned.Values);
        CaseDetail detail = (await hub.Cases.FindAsync(only.Id, CaseWorld.Cancel))!;
        Assert.Equal((CaseStatus.Edited, "Absorbed", edited.EventId), (detail.Case.Status, detail.Event!.State, detail.Event.EditedTo));
        Assert.Equal(1, world.Store.Execute(
            "SELECT COUNT(*) FROM inbox c JOIN inbox o ON o.id = c.edited_from WHERE c.priority = o.priority AND c.rank = o.rank AND c.trace = o.trace AND c.lane = o.lane"));
        IReadOnlyList<AuditEntry> trail = await hub.ExplainAsync(edited.EventId!.Value, CaseWorld.Cancel);
        Assert.Contains(trail, t => t.What == "edited" && t.By == "anna" && System.Text.RegularExpressions.Regex.IsMatch(t.Detail!, "payload [0-9a-f]{32} became [0-9a-f]{32}; why"));
        Assert.DoesNotContain("mended-words", string.Join('\n', trail), StringComparison.Ordinal);

        // The source sends the original once more: it is known.
        Assert.Equal(0, await hub.AcceptAsync([NoteSource.Note("note", "a", "garbage", "evt_1")], CaseWorld.Cancel));
    }
}

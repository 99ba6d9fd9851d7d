using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

public sealed class ReplayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preview_RecordedAnswers_IsWhatWasPlannedThenAndReadsNothing()
    {
        await using HubWorld world = await ReadAsync();
        int reads = world.Source.Reads;
        string before = world.Dump();
        ReplayResult result = await world.Hub.Replay.ReplayAsync(1, "anna", cancellationToken: Cancel);
        ReplayEffect effect = Assert.Single(result.Effects);
        Assert.Equal((ReplayDecision.Effects, false, EffectState.Applied, "send"), (result.Decision, result.IsCommitted, effect.State, effect.Plan));
        Assert.EndsWith("/note/a", effect.Key, StringComparison.Ordinal);
        Assert.Empty(effect.Changes);
        Assert.Equal(reads, world.Source.Reads);
        Assert.Equal(before, world.Dump());
    }

    [Fact]
    public async Task Preview_FreshAnswers_ShowsTheDifferenceAndPrintsNoValue()
    {
        await using HubWorld world = await ReadAsync();
        string before = world.Dump();
        ReplayResult result = await world.Hub.Replay.ReplayAsync(1, "anna", ReplayMode.FreshAnswers, cancellationToken: Cancel);
        PayloadChange change = Assert.Single(Assert.Single(result.Effects).Changes);
        Assert.Equal(("old-words", "new-words"), (change.Before.Reveal(), change.After.Reveal()));
        Assert.DoesNotContain("words", change.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, world.Dump());
    }

    [Fact]
    public async Task Preview_OfAParkedEventThatWouldClaim_ClaimsNothing()
    {
        await using HubWorld world = new();
        world.Source.OnRead = () => new ConnectorException(ErrorKind.Permission, "no");
        world.Wall.Claims = _ => ["domain:northpeak.example"];
        await world.AcceptAsync(NoteSource.Note("note", "a", "needs:x"));
        await world.DrainAsync();
        string before = world.Dump();
        world.Source.OnRead = () => null;
        world.Source.Readable["x"] = "words";
        ReplayResult result = await world.Hub.Replay.ReplayAsync(1, "anna", ReplayMode.FreshAnswers, cancellationToken: Cancel);
        ReplayEffect effect = Assert.Single(result.Effects);
        Assert.Null(effect.State);
        Assert.Equal("words", Assert.Single(effect.Changes).After.Reveal());
        Assert.Equal(before, world.Dump());
    }

    [Fact]
    public async Task Replay_OfADocumentThatExists_SendsNothingAndIsAudited()
    {
        await using HubWorld world = await ReadAsync();
        ReplayResult result = await world.Hub.Replay.ReplayAsync(1, "anna", ReplayMode.FreshAnswers, preview: false, Cancel);
        Assert.True(result.IsCommitted);
        Assert.True(await world.DrainAsync());
        Assert.Single(world.Wall.Sent);
        Assert.Equal("Absorbed", await world.StateOfAsync("a"));
        Assert.Contains(await world.TrailAsync(1), t => t is { What: "replayed", By: "anna", Detail: "fresh answers" });
    }

    [Fact]
    public async Task Replay_RecordedAnswers_DecidesByThem()
    {
        await using HubWorld world = await ReadAsync();
        int reads = world.Source.Reads;
        await world.Hub.Replay.ReplayAsync(1, "anna", preview: false, cancellationToken: Cancel);
        Assert.True(await world.DrainAsync());
        Assert.Equal(reads, world.Source.Reads);
    }

    [Fact]
    public async Task Replay_OfValuesThatALaterFactSet_IsRefusedAndNamesTheLaterOne()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("state", "a", "one"));
        await world.DrainAsync();
        await world.AcceptAsync(NoteSource.Note("state", "a", "two"));
        await world.DrainAsync();
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => world.Hub.Replay.ReplayAsync(1, "anna", preview: false, cancellationToken: Cancel));
        Assert.Equal(ErrorKind.Conflict, e.Kind);
        Assert.Contains("event 2", e.Message, StringComparison.Ordinal);
        Assert.True((await world.Hub.Replay.ReplayAsync(2, "anna", preview: false, cancellationToken: Cancel)).IsCommitted);
        Assert.True(await world.DrainAsync());
        Assert.Equal("two", world.Wall.Pinned.Values.Last());
    }

    /// <summary>Facts of several subjects say something of one record: the older one's replay would bring its value back.</summary>
    [Fact]
    public async Task Replay_OfValuesThatALaterFactOfAnotherSubjectSet_IsRefusedAndNamesTheLaterOne()
    {
        await using HubWorld world = new();
        world.Wall.OnPlan = intent => new PlanResult.Send(new EffectPlan { Subject = "board", Payload = (string)intent.Record });
        foreach (string note in (string[])["a", "b", "c"])
        {
            await world.AcceptAsync(NoteSource.Note("state", note, $"of-{note}", lane: $"lane-{note}"));
            await world.DrainAsync();
        }

        foreach (long older in (long[])[1, 2])
        {
            ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => world.Hub.Replay.ReplayAsync(older, "anna", preview: false, cancellationToken: Cancel));
            Assert.Equal(ErrorKind.Conflict, e.Kind);
            Assert.Contains("event 3", e.Message, StringComparison.Ordinal);
        }

        Assert.True((await world.Hub.Replay.ReplayAsync(3, "anna", preview: false, cancellationToken: Cancel)).IsCommitted);
        Assert.True(await world.DrainAsync());
        Assert.Equal("of-c", world.Wall.Pinned.Values.Last());
    }

    /// <summary>The value that stands came from a fact that was stored before and decided after.</summary>
    [Fact]
    public async Task Replay_OfValuesThatAnEarlierFactSetLater_IsRefusedToo()
    {
        await using HubWorld world = new();
        bool waits = true;
        world.Wall.OnPlan = intent => waits && intent.Source.Id == "a"
            ? new PlanResult.Review(new CaseReason(ErrorKind.Dependency, "not-yet", "not yet"))
            : new PlanResult.Send(new EffectPlan { Subject = "board", Payload = (string)intent.Record });
        await world.AcceptAsync(NoteSource.Note("state", "a", "first-told", lane: "lane-a"));
        await world.AcceptAsync(NoteSource.Note("state", "b", "first-decided", lane: "lane-b"));
        await world.DrainAsync();
        waits = false;
        await world.Hub.Cases.RetryAsync(Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).Id, "anna", Cancel);
        await world.DrainAsync();
        Assert.Equal(["first-decided", "first-told"], world.Wall.Pinned.Values);
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => world.Hub.Replay.ReplayAsync(2, "anna", preview: false, cancellationToken: Cancel));
        Assert.Contains("event 1", e.Message, StringComparison.Ordinal);
    }

    /// <summary>So did the fact that found its value there already and set nothing: what stands was decided after it.</summary>
    [Fact]
    public async Task Replay_OfAFactThatFoundItsValueThere_AfterAnEarlierOneSetAnother_IsRefusedToo()
    {
        await using HubWorld world = new();
        bool waits = true;
        world.Wall.OnPlanKnown = (intent, known) => !known.TryShadow(new ExternalRef("wall", "note", $"w{Math.Max(1, world.Wall.Pinned.Count)}"), out Shadow shadow) ? PlanResult.Needs
            : waits && intent.Source.Id == "a" ? new PlanResult.Review(new CaseReason(ErrorKind.Dependency, "not-yet", "not yet"))
            : shadow.Holds("text", (string)intent.Record) ? new PlanResult.Nothing("unchanged")
            : new PlanResult.Send(new EffectPlan { Subject = "board", Payload = (string)intent.Record });
        foreach ((string note, string words) in ((string, string)[])[("x", "green"), ("a", "red"), ("b", "green")])
        {
            await world.AcceptAsync(NoteSource.Note("state", note, words, lane: $"lane-{note}"));
            await world.DrainAsync();
        }

        waits = false;
        await world.Hub.Cases.RetryAsync(Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).Id, "anna", Cancel);
        await world.DrainAsync();
        Assert.Equal(["green", "red"], world.Wall.Pinned.Values);
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => world.Hub.Replay.ReplayAsync(3, "anna", preview: false, cancellationToken: Cancel));
        Assert.Contains("event 2", e.Message, StringComparison.Ordinal);
    }

    /// <summary>What is as it would be set is no reason to refuse, and nothing is sent.</summary>
    [Fact]
    public async Task Replay_OfAValueThatTheShadowHolds_SendsNothing()
    {
        await using HubWorld world = new();
        world.Wall.OnPlanKnown = (intent, known) => !known.TryShadow(new ExternalRef("wall", "note", "w1"), out Shadow shadow) ? PlanResult.Needs
            : shadow.Holds("text", (string)intent.Record) ? new PlanResult.Nothing("unchanged")
            : new PlanResult.Send(new EffectPlan { Subject = "board", Payload = (string)intent.Record });
        await world.AcceptAsync(NoteSource.Note("state", "a", "green", lane: "lane-a"));
        await world.DrainAsync();
        await world.AcceptAsync(NoteSource.Note("state", "b", "green", lane: "lane-b"));
        await world.DrainAsync();
        foreach (long id in (long[])[1, 2])
        {
            Assert.True((await world.Hub.Replay.ReplayAsync(id, "anna", preview: false, cancellationToken: Cancel)).IsCommitted);
            Assert.True(await world.DrainAsync());
        }

        Assert.Single(world.Wall.Sent);
    }

    /// <summary>
    /// Nothing stands against the replay when it is asked for; before its turn comes a newer fact is decided on another lane. What is on
    /// its way to the target is sent again whatever the shadow holds, and would bring the old value back.
    /// </summary>
    [Fact]
    public async Task Replay_OvertakenBeforeItsTurn_SetsNothingBack()
    {
        await using HubWorld world = new();
        world.Wall.OnPlanKnown = (intent, known) =>
        {
            bool answered = known.TryShadow(new ExternalRef("wall", "note", "w1"), out Shadow shadow) & known.TryBusy("wall", "board", out bool busy);
            return !answered ? PlanResult.Needs
                : !busy && shadow.Holds("text", (string)intent.Record) ? new PlanResult.Nothing("unchanged")
                : new PlanResult.Send(new EffectPlan { Subject = "board", Payload = (string)intent.Record });
        };
        await world.AcceptAsync(NoteSource.Note("state", "a", "green", lane: "lane-a"));
        await world.DrainAsync();
        Assert.True((await world.Hub.Replay.ReplayAsync(1, "anna", preview: false, cancellationToken: Cancel)).IsCommitted);
        await world.AcceptAsync(NoteSource.Note("state", "b", "red", lane: "lane-b", priority: DeliveryPriority.Interactive));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["green", "red"], world.Wall.Pinned.Values);
        Assert.Equal("Absorbed", await world.StateOfAsync("a"));
        Assert.Contains(await world.TrailAsync(1), t => t is { What: "absorbed", Detail: "pin: event 2 set a value since" });
    }

    /// <summary>What the overtaken replay saw is old too: the newest content, told again, is still recognised.</summary>
    [Fact]
    public async Task Replay_OvertakenBeforeItsTurn_LeavesWhatWasSeenSince()
    {
        await using HubWorld world = new();
        world.Wall.OnPlan = intent => new PlanResult.Send(new EffectPlan { Subject = "board", Payload = (string)intent.Record });
        await world.AcceptAsync(NoteSource.Note("state", "a", "one"));
        await world.DrainAsync();
        world.Tamper("UPDATE inbox SET kind = 'told', state = 0");
        world.Tamper("INSERT INTO audit (at, event, what, detail) VALUES (0, 1, 'replayed', '')");
        await world.AcceptAsync(NoteSource.Note("told", "a", "two", lane: "lane-b", priority: DeliveryPriority.Interactive));
        Assert.True(await world.DrainAsync());
        await world.AcceptAsync(NoteSource.Note("told", "a", "two", lane: "lane-b"));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["one", "two"], world.Wall.Pinned.Values);
        Assert.Equal("Absorbed", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task Replay_RecordedAnswersArePruned_OffersFreshOnes()
    {
        await using HubWorld world = await ReadAsync();
        world.Tamper("DELETE FROM answer");
        ReplayResult gone = await world.Hub.Replay.ReplayAsync(1, "anna", preview: false, cancellationToken: Cancel);
        Assert.Equal((ReplayDecision.Gone, false), (gone.Decision, gone.IsCommitted));
        Assert.Contains("fresh answers", gone.Reason, StringComparison.Ordinal);
        Assert.Equal(ReplayDecision.Effects, (await world.Hub.Replay.ReplayAsync(1, "anna", ReplayMode.FreshAnswers, cancellationToken: Cancel)).Decision);
    }

    [Fact]
    public async Task Replay_OfAParkedOrUnknownEvent_IsRefused()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "garbage"));
        await world.DrainAsync();
        ConnectorException parked = await Assert.ThrowsAsync<ConnectorException>(() => world.Hub.Replay.ReplayAsync(1, "anna", preview: false, cancellationToken: Cancel));
        Assert.Contains("retry its case", parked.Message, StringComparison.Ordinal);
        ConnectorException unknown = await Assert.ThrowsAsync<ConnectorException>(() => world.Hub.Replay.ReplayAsync(9, "anna", cancellationToken: Cancel));
        Assert.Equal(ErrorKind.NotFound, unknown.Kind);
    }

    [Fact]
    public void Diff_OfJson_IsByField()
    {
        IReadOnlyList<PayloadChange> changes = PayloadDiff.Of(
            """{"a": 1, "b": {"c": "x", "d": [1, 2]}, "gone": null}""", """{"b": {"d": [1, 3], "c": "x"}, "a": 1, "new": true}""");
        Assert.Equal(
            [("b.d[1]", "2", "3"), ("gone", "null", ""), ("new", "", "true")], changes.Select(c => (c.Path, c.Before.Reveal(), c.After.Reveal())));
    }

    /// <summary>A note was pinned as it read then; it reads otherwise now.</summary>
    private static async Task<HubWorld> ReadAsync()
    {
        HubWorld world = new();
        world.Source.Readable["x"] = "old-words";
        await world.AcceptAsync(NoteSource.Note("read", "a", "x"));
        await world.DrainAsync();
        world.Source.Readable["x"] = "new-words";
        return world;
    }
}

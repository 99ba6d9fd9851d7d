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

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>What is pruned is not needed to be right.</summary>
public sealed class RetentionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prune_PayloadAgeReached_RedeliveryIsStillRecognised()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one", "evt_1"));
        await world.DrainAsync();
        Assert.Equal(new PruneReport(0, 0, 0), await PruneAsync(world, days: 89));
        Assert.Equal(new PruneReport(1, 1, 0), await PruneAsync(world, days: 91));
        Assert.Equal(new PruneReport(0, 0, 0), await PruneAsync(world, days: 91));
        Assert.Equal(0, world.Store.Execute("SELECT CAST(SUM(length(payload)) AS BIGINT) FROM inbox"));
        Assert.Equal(0, world.Store.Execute("SELECT CAST(SUM(length(payload)) AS BIGINT) FROM effect"));
        Assert.Equal(0, world.Store.Execute("SELECT COUNT(*) FROM attempt"));
        Assert.Equal(1, world.Store.Execute("SELECT COUNT(*) FROM audit WHERE what = 'pruned' AND detail LIKE 'by anna: 1 payloads, 1 effects%'"));

        Assert.Equal(0, await world.Hub.AcceptAsync([NoteSource.Note("note", "a", "one", "evt_1")], Cancel));
        EventReport only = Assert.Single(await world.Hub.EventsAsync(Cancel));
        Assert.Equal(("Applied", "applied"), (only.State, only.Reason));
    }

    [Fact]
    public async Task Prune_InboxAgeReached_ReplayedDocumentMakesNothingNew()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one", "evt_1"));
        await world.DrainAsync();
        Assert.Equal(new PruneReport(1, 1, 0), await PruneAsync(world, days: 399));
        Assert.Equal(new PruneReport(0, 0, 1), await PruneAsync(world, days: 401));
        Assert.Empty(await world.Hub.EventsAsync(Cancel));

        Assert.Equal(1, await world.Hub.AcceptAsync([NoteSource.Note("note", "a", "one", "evt_1")], Cancel));
        await world.DrainAsync();
        Assert.Single(world.Wall.Sent);
        Assert.Equal("Absorbed", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task Prune_EventUnderACase_KeepsItsPayload()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => d.Payload == "refuse me" ? new Outcome { Key = d.Key, Status = OutcomeStatus.Refused } : null;
        await world.AcceptAsync(
            NoteSource.Note("note", "parked", "garbage"), NoteSource.Note("note", "refused", "refuse me"), NoteSource.Note("note", "questioned", "differs"));
        await world.DrainAsync();
        CaseReason differs = new(ErrorKind.Validation, "differs", "The total differs.");
        string key = world.Wall.Pinned.Keys.Single();
        await world.Node.GetRequiredService<HubStore>().RunAsync(t => t.Cases.OpenAsync(differs, null, key, default, DateTimeOffset.UnixEpoch, Cancel), Cancel);

        Assert.Equal(new PruneReport(0, 0, 0), await PruneAsync(world, days: 1000));
        Assert.Equal(3, world.Store.Execute("SELECT COUNT(*) FROM inbox WHERE length(payload) > 0"));

        // What a person closes keeps it for as long again: the case may be looked at once more.
        world.Wall.OnSend = _ => null;
        foreach (CaseInfo open in await world.Hub.Cases.ListAsync(cancellationToken: Cancel))
        {
            Assert.Equal(CaseOutcome.Done, (await world.Hub.Cases.RetryAsync(open.Id, "clerk", Cancel)).Outcome);
        }

        await world.DrainAsync();
        Assert.Equal("Applied", await world.StateOfAsync("refused"));
    }

    [Fact]
    public async Task Prune_CaseClosedLately_EventKeepsItsPayload()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        await world.DrainAsync();
        HubStore store = world.Node.GetRequiredService<HubStore>();
        long id = Assert.Single(await world.Hub.EventsAsync(Cancel)).Id;
        DateTimeOffset later = TimeProvider.System.GetUtcNow().AddDays(80);
        await store.RunAsync(t => t.Cases.OpenAsync(new(ErrorKind.Validation, "x", "x"), id, null, new ServerText("quotes a person"), later, Cancel), Cancel);
        await store.RunAsync(t => t.Cases.CloseForEventAsync(id, later, Cancel), Cancel);
        Assert.Equal(0, (await PruneAsync(world, days: 100)).Payloads);
        Assert.Equal(1, world.Store.Execute("SELECT COUNT(*) FROM review WHERE server_text IS NOT NULL"));
        Assert.Equal(1, (await PruneAsync(world, days: 171)).Payloads);
        Assert.Equal(0, world.Store.Execute("SELECT COUNT(*) FROM review WHERE server_text IS NOT NULL"));
    }

    [Fact]
    public async Task Prune_MoreThanOneStep_TakesAllAndForgetsStateEffects()
    {
        await using HubWorld world = new();
        await world.AcceptAsync([.. Enumerable.Range(0, 120).Select(i => NoteSource.Note(i % 2 == 0 ? "note" : "state", $"n{i}", $"t{i}"))]);
        await world.DrainAsync(20000);
        Assert.Equal(new PruneReport(120, 120, 0), await PruneAsync(world, days: 91));
        Assert.Equal(60, world.Store.Execute("SELECT COUNT(*) FROM effect"));
        Assert.Equal(0, world.Store.Execute("SELECT COUNT(*) FROM effect WHERE class = 1"));
    }

    [Fact]
    public async Task Prune_ByARunningHub_NeedsNobody()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        await world.DrainAsync();
        await using RunningNode running = await RunningNode.StartAsync(
            world, "keeper", s => s.AddSingleton<TimeProvider>(new ShiftedClock(TimeSpan.FromDays(91))));
        await RunningNode.UntilAsync(() => world.Store.Execute("SELECT COUNT(*) FROM inbox WHERE pruned_at IS NOT NULL") == 1, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(0, 400, 60, "PayloadAge")]
    [InlineData(90, 399, 60, "InboxAge")]
    [InlineData(500, 400, 60, "InboxAge")]
    [InlineData(90, 400, 0, "Interval")]
    public async Task Options_ThatWouldForgetTooMuch_AreRefused(int payloadDays, int inboxDays, int minutes, string field)
    {
        await using HubWorld world = new();
        ServiceProvider node = world.AddNode("node-2", s => s.AddConnectorHub().ConfigureRetention(o =>
            (o.PayloadAge, o.InboxAge, o.Interval) = (TimeSpan.FromDays(payloadDays), TimeSpan.FromDays(inboxDays), TimeSpan.FromMinutes(minutes))));
        OptionsValidationException e = Assert.Throws<OptionsValidationException>(() => node.GetRequiredService<IOptions<RetentionOptions>>().Value);
        Assert.Contains($"Retention:{field}", e.Message, StringComparison.Ordinal);
    }

    private static Task<PruneReport> PruneAsync(HubWorld world, int days) =>
        world.AddNode($"keeper-{Guid.NewGuid():N}", s => s.AddSingleton<TimeProvider>(new ShiftedClock(TimeSpan.FromDays(days))))
            .GetRequiredService<IConnectorOperations>().Store.PruneAsync("anna", Cancel);
}

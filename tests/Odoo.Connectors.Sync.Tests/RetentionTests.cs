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
        Assert.Equal(1, world.Store.Execute("SELECT COUNT(*) FROM audit WHERE what = 'pruned' AND actor = 'anna' AND detail LIKE '1 payloads, 1 effects%'"));

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

        Assert.Equal(0, await world.Hub.AcceptAsync([NoteSource.Note("note", "a", "one", "evt_1")], Cancel));
        Assert.Equal(1, await world.Hub.AcceptAsync([NoteSource.Note("note", "a", "one", "evt_2"), NoteSource.Note("note", "a", "one", "evt_1")], Cancel));
        await world.DrainAsync();
        Assert.Single(world.Wall.Sent);
        Assert.Equal("Absorbed", await world.StateOfAsync("a"));
    }

    [Fact]
    public async Task Prune_InboxAgeReached_LeavesNothingThatNamesTheEvent()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"), NoteSource.Note("ignored", "b", "one"));
        await world.DrainAsync();
        world.Store.Execute("INSERT INTO match_candidate (event, system, kind, id, record, score) SELECT id, 'crm', 'person', '1', 'r', 5 FROM inbox");
        world.Store.Execute("INSERT INTO feed_pass (system, stream, purpose, asked_by, asked_at, state, absorbed) VALUES ('notes', 's', 1, 'anna', 1, 2, 7)");
        world.Store.Execute("INSERT INTO feed_pass_event (pass, event) SELECT p.id, i.id FROM feed_pass p CROSS JOIN inbox i");
        await PruneAsync(world, days: 91);
        Assert.Equal(2, (await PruneAsync(world, days: 401)).Events);
        foreach (string table in (string[])["match_candidate", "feed_pass_event", "event_effect", "answer", "attempt", "seen"])
        {
            Assert.Equal(0, world.Store.Execute($"SELECT COUNT(*) FROM {table}"));
        }

        // The pass goes on telling what came of it.
        Assert.Equal(1, world.Store.Execute("SELECT COUNT(*) FROM feed_pass WHERE absorbed = 8 AND changed = 1"));
        Assert.True(world.Store.Execute("SELECT COUNT(*) FROM audit WHERE event IS NOT NULL") > 0);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Prune_EffectThatAPersonEnded_GoesUnlessItHoldsAnotherBack(int state)
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("state", "gone", "x"), NoteSource.Note("state", "gate", "x"), NoteSource.Note("state", "behind", "x"));
        await world.DrainAsync();
        world.Store.Execute($"UPDATE effect SET state = {state} WHERE source_id IN ('gone', 'gate')");
        world.Store.Execute("INSERT INTO effect_need (effect, needs) SELECT b.key, g.key FROM effect b CROSS JOIN effect g WHERE b.source_id = 'behind' AND g.source_id = 'gate'");
        world.Store.Execute("UPDATE effect SET state = 0 WHERE source_id = 'behind'");
        Assert.Equal(1, (await PruneAsync(world, days: 91)).Effects);
        Assert.Equal(2, world.Store.Execute("SELECT COUNT(*) FROM effect WHERE source_id IN ('gate', 'behind')"));

        world.Store.Execute("UPDATE effect SET state = 5 WHERE source_id = 'behind'");
        Assert.Equal(2, (await PruneAsync(world, days: 91)).Effects);
        Assert.Equal(0, world.Store.Execute("SELECT COUNT(*) FROM effect_need"));
    }

    [Fact]
    public async Task Prune_KeysOfIdempotentWork_GoWithTheEvents()
    {
        await using HubWorld world = new();
        IIdempotency idempotency = world.Node.GetRequiredService<IIdempotency>();
        await idempotency.RunAsync("key", "x"u8.ToArray(), (_, _) => Task.FromResult(1), KeptNumber.Default.Int32, cancellationToken: Cancel);
        Assert.Equal(0, (await PruneAsync(world, days: 399)).Keys);
        Assert.Equal(new PruneReport(0, 0, 0) { Keys = 1 }, await PruneAsync(world, days: 401));
    }

    [Fact]
    public async Task Prune_AuditAgeReached_TakesSealedBeginningsAndTheRestVerifies()
    {
        await using HubWorld world = new();
        await world.FillAsync();
        long entries = world.Ask<long>("SELECT COUNT(*) FROM audit");
        long sealedEntries = world.Ask<long>("SELECT COUNT(*) FROM audit a WHERE a.lane <> 'rules' AND a.number <= (SELECT MAX(s.number) FROM audit_seal s WHERE s.lane = a.lane)");
        Assert.Equal(0, (await PruneAsync(world, days: 499, auditDays: 500)).AuditEntries);
        Assert.Equal(0, (await PruneAsync(world, days: 501)).AuditEntries);

        PruneReport report = await PruneAsync(world, days: 501, auditDays: 500);
        Assert.Equal(sealedEntries, report.AuditEntries);
        Assert.InRange(sealedEntries, 1, entries - 1);
        Assert.Equal(0, world.Ask<long>("SELECT COUNT(*) FROM audit a WHERE a.lane <> 'rules' AND a.number <= (SELECT MAX(s.number) FROM audit_seal s WHERE s.lane = a.lane)"));
        // Three customers, the target, and what belongs to no lane.
        Assert.Equal(5, world.Ask<long>("SELECT COUNT(*) FROM audit WHERE what = 'audit-pruned' AND actor = 'anna'"));
        AuditVerification verified = await world.VerifyAsync();
        Assert.Empty(verified.Faults);
        Assert.Equal(2, verified.Roots);
        Assert.Equal(0, (await PruneAsync(world, days: 501, auditDays: 500)).AuditEntries);

        // What is sealed meanwhile goes at the next time, and the chains are whole again.
        Assert.NotNull(await world.Hub.Audit.SealAsync(Cancel));
        Assert.True((await PruneAsync(world, days: 501, auditDays: 500)).AuditEntries > 0);
        Assert.Empty((await world.VerifyAsync()).Faults);
        // What the hashes of rules mean must be known for ever.
        Assert.Contains(await world.Hub.Audit.RulesAsync(Cancel), r => r is { Part: "all", Version: 1 });
    }

    [Fact]
    public async Task Prune_AuditAgeReachedByAPartOfAChain_LeavesTheYoungerPart()
    {
        Microsoft.Extensions.Time.Testing.FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
        await using HubWorld world = new(clock);
        IConnectorOperations hub = world.AddNode("keeper", s => s.AddConnectorHub().ConfigureRetention(o => o.AuditAge = TimeSpan.FromDays(500)))
            .GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([NoteSource.Note("ignored", "old", "x")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(5), Cancel);
        clock.Advance(TimeSpan.FromDays(450));
        await hub.AcceptAsync([NoteSource.Note("ignored", "young", "x")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(5), Cancel);
        Assert.NotNull(await hub.Audit.SealAsync(Cancel));
        clock.Advance(TimeSpan.FromDays(51));
        Assert.True((await hub.Store.PruneAsync("anna", Cancel)).AuditEntries > 0);
        Assert.Equal((0, 1), (await AbsorbedAsync(1), await AbsorbedAsync(2)));
        Assert.True((await hub.Audit.VerifyAsync(cancellationToken: Cancel)).IsIntact);

        async Task<int> AbsorbedAsync(long id) => (await hub.ExplainAsync(id, Cancel)).Count(e => e.What == "absorbed");
    }

    [Fact]
    public async Task Prune_OfTheTrail_TakesALimitedNumberInEachStep()
    {
        await using HubWorld world = new();
        HubStore store = world.Node.GetRequiredService<HubStore>();
        for (int lane = 0; lane < 25; lane++)
        {
            await store.RunAsync(
                async t =>
                {
                    t.Audit.Lane = $"lane-{lane:d2}";
                    for (int line = 0; line < (lane == 0 ? 600 : 1); line++)
                    {
                        await t.Audit.WriteAsync(DateTimeOffset.UnixEpoch, null, null, "noted", null, Cancel);
                    }
                },
                Cancel);
        }

        Assert.NotNull(await world.Hub.Audit.SealAsync(Cancel));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();

        // 500 entries of a chain, 20 chains: 500 + 19, then 100 + 5.
        Assert.Equal(519, await store.RunAsync(t => AuditPruning.StepAsync(t, "anna", now, now, Cancel), Cancel));
        Assert.Equal(105, await store.RunAsync(t => AuditPruning.StepAsync(t, "anna", now, now, Cancel), Cancel));
    }

    [Fact]
    public async Task Prune_EventWithoutEffects_IsKeptForItsAgeToo()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("ignored", "a", "one"));
        await world.DrainAsync();
        Assert.Equal(new PruneReport(0, 0, 0), await PruneAsync(world, days: 89));
        Assert.Equal(new PruneReport(1, 0, 0), await PruneAsync(world, days: 91));
    }

    [Fact]
    public async Task Prune_SupersededEffect_IsKeptForItsAgeToo()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("state", "a", "one"), NoteSource.Note("state", "a", "two"));
        await world.DrainAsync();
        Assert.Equal("two", Assert.Single(world.Wall.Pinned).Value);
        Assert.Equal(new PruneReport(0, 0, 0), await PruneAsync(world, days: 89));
        Assert.Equal(new PruneReport(2, 2, 0), await PruneAsync(world, days: 91));
    }

    [Fact]
    public async Task Prune_AppliedEventUnderAnOpenCase_KeepsItsPayload()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        await world.DrainAsync();
        HubStore store = world.Node.GetRequiredService<HubStore>();
        long id = Assert.Single(await world.Hub.EventsAsync(Cancel)).Id;
        await store.RunAsync(t => t.Cases.OpenAsync(new(ErrorKind.Conflict, "two-records", "x"), id, null, default, DateTimeOffset.UnixEpoch, Cancel), Cancel);
        Assert.Equal(0, (await PruneAsync(world, days: 1000)).Payloads);
        await store.RunAsync(t => t.Cases.CloseForEventAsync(id, DateTimeOffset.UnixEpoch, Cancel), Cancel);
        Assert.Equal(1, (await PruneAsync(world, days: 1000)).Payloads);
    }

    [Fact]
    public async Task Prune_EffectOfAnEventThatHasNotEnded_StaysWhole()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "a", "state:s"));
        await world.DrainAsync();
        Assert.Single(world.Wall.Pinned);
        Assert.Equal(new PruneReport(0, 0, 0), await PruneAsync(world, days: 1000));
        Assert.Equal(2, world.Store.Execute("SELECT COUNT(*) FROM effect WHERE length(payload) > 0"));
    }

    [Fact]
    public async Task Prune_EffectAppliedLongAfterItsEventCame_KeepsBothAsLongAfterThat()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "a", "one"));
        await world.DrainAsync();
        CaseInfo asked = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        IConnectorOperations late = world.AddNode("late", s => s.AddSingleton<TimeProvider>(new ShiftedClock(TimeSpan.FromDays(80)))).GetRequiredService<IConnectorOperations>();
        await world.Node.GetRequiredService<Hub>().LeaveAsync(Cancel);
        Assert.True((await late.Cases.ApproveAsync(asked.Id, "anna", Cancel)).IsDone);
        Assert.True(await late.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal("Applied", await world.StateOfAsync("a"));
        Assert.Equal(new PruneReport(0, 0, 0), await PruneAsync(world, days: 169));
        Assert.Equal(new PruneReport(1, 1, 0), await PruneAsync(world, days: 171));
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE lane = 'lane-1' AND number = 10", 10)]
    [InlineData("DELETE FROM audit WHERE lane = 'lane-1' AND number = 9", 9)]
    [InlineData("UPDATE audit_head SET base_number = 10, base_hash = (SELECT hash FROM audit WHERE lane = 'lane-1' AND number = 10) WHERE lane = 'lane-1'; DELETE FROM audit WHERE lane = 'lane-1' AND number <= 10", 10)]
    public async Task Prune_ThenAnEntryAboveTheBaseIsTaken_VerifyFindsIt(string sql, long number)
    {
        await using HubWorld world = new();
        await world.FillAsync();
        await PruneAsync(world, days: 501, auditDays: 500);
        Assert.Equal(8, world.Ask<long>("SELECT base_number FROM audit_head WHERE lane = 'lane-1'"));
        world.Tamper(sql);
        Assert.Equal(new AuditFault("lane-1", number, AuditFaultKind.Removed), Assert.Single((await world.VerifyAsync()).Faults));
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

    [Fact]
    public async Task Options_TrailKeptShorterThanEvents_AreRefused()
    {
        await using HubWorld world = new();
        ServiceProvider node = world.AddNode("node-2", s => s.AddConnectorHub().ConfigureRetention(o => o.AuditAge = TimeSpan.FromDays(399)));
        OptionsValidationException e = Assert.Throws<OptionsValidationException>(() => node.GetRequiredService<IOptions<RetentionOptions>>().Value);
        Assert.Contains("Retention:AuditAge", e.Message, StringComparison.Ordinal);
    }

    private static Task<PruneReport> PruneAsync(HubWorld world, int days, int? auditDays = null) =>
        world.AddNode(
            $"keeper-{Guid.NewGuid():N}",
            s =>
            {
                s.AddSingleton<TimeProvider>(new ShiftedClock(TimeSpan.FromDays(days)));
                s.AddConnectorHub().ConfigureRetention(o => o.AuditAge = auditDays is null ? null : TimeSpan.FromDays(auditDays.Value));
            })
            .GetRequiredService<IConnectorOperations>().Store.PruneAsync("anna", Cancel);
}

[System.Text.Json.Serialization.JsonSerializable(typeof(int))]
internal sealed partial class KeptNumber : System.Text.Json.Serialization.JsonSerializerContext;

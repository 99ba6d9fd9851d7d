using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

public sealed class PrivacyTests
{
    private const string Token = "Zyxomma-4f17";
    private static readonly ExternalRef Customer = new("notes", "note", "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erase_OfARecord_LeavesNoKeyOfItsMatchesAndNoWordsAboutItsMerges()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "x", lane: "notes:a"), NoteSource.Note("note", "b", "x", lane: "notes:b"));
        await world.DrainAsync();
        ExternalRef a = new("notes", "note", "a"), b = new("notes", "note", "b");
        await world.Hub.Identity.MergeAsync(b, a, "anna", "one person", Cancel);
        world.Store.Execute("INSERT INTO claim_history (merge_id, target, match_key) SELECT id, 'wall', 'domain:person.example' FROM record_merge");
        world.Store.Execute("INSERT INTO match_key (target, rule, hash, record) SELECT 'wall', 'vat', 'h', record FROM link WHERE system = 'notes' AND id = 'a'");
        world.Store.Execute("INSERT INTO match_key (target, rule, hash, record) SELECT 'wall', 'vat', 'h of the one that joined', loser FROM record_merge");
        Erasure erased = await world.Hub.Privacy.EraseAsync(a, "anna", Cancel);
        Assert.True(erased.IsDone, erased.Message);
        Assert.Equal(0, world.Store.Execute("SELECT COUNT(*) FROM match_key"));
        Assert.Equal(0, world.Store.Execute("SELECT COUNT(*) FROM claim_history"));
        Assert.Equal(0, world.Store.Execute("SELECT COUNT(*) FROM record_merge WHERE why <> ''"));
    }

    [Fact]
    public async Task Erase_LeavesNoTraceInTheFilesAndTheTrailStillVerifies()
    {
        await using HubWorld world = new();
        world.Source.Readable["x"] = $"read-{Token}";
        world.Wall.Claims = i => i.Source.Id == "a" ? [$"vat:{Token}"] : [];
        await world.AcceptAsync(NoteSource.Note("note", "a", $"{Token} needs:x", "evt_1", "notes:a"));
        await world.DrainAsync();
        world.Wall.OnSend = d => d.Key.EndsWith("/other", StringComparison.Ordinal) ? null : new Outcome
        {
            Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "No."), ServerText = new ServerText($"said {Token}"),
        };
        await world.AcceptAsync(NoteSource.Note("note", "invoice-1", $"for {Token}", "evt_2", "notes:a"), NoteSource.Note("note", "other", "stays", lane: "notes:b"));
        await world.DrainAsync();
        IReadOnlyList<CaseInfo> cases = await world.Hub.Cases.ListAsync(cancellationToken: Cancel);
        await world.Hub.Cases.ResolveAsync(cases[0].Id, "anna", $"{Token} called", cancellationToken: Cancel);
        await world.Hub.Audit.SealAsync(Cancel);
        Assert.True(world.FilesHold(Token));

        Erasure erased = await world.Hub.Privacy.EraseAsync(Customer, "anna", Cancel);
        Assert.True(erased.IsDone, erased.Message);
        Assert.Equal((2, 2), (erased.Events, erased.Effects));
        Assert.DoesNotContain(Token, world.Dump(), StringComparison.Ordinal);
        Assert.False(world.FilesHold(Token));
        Assert.True(world.FilesHold("stays"));
        Assert.True((await world.VerifyAsync()).IsIntact);
        Assert.Contains("subject_key.secret=\n", world.Dump(), StringComparison.Ordinal);

        // The document is still known: the same fact under a new id makes no second one.
        world.Wall.OnSend = _ => null;
        int sent = world.Wall.Sent.Count;
        await world.AcceptAsync(NoteSource.Note("note", "a", "again", "evt_3", "notes:a"));
        Assert.True(await world.DrainAsync());
        Assert.Equal(sent, world.Wall.Sent.Count);
        ReplayResult replay = await world.Hub.Replay.ReplayAsync(1, "anna", ReplayMode.FreshAnswers, cancellationToken: Cancel);
        Assert.Equal(ReplayDecision.Gone, replay.Decision);
    }

    /// <summary>Another's delivery for which the customer was read speaks of the customer too.</summary>
    [Fact]
    public async Task Erase_OfOneThatWasReadForAnother_LeavesNothingOfWhatWasRead()
    {
        await using HubWorld world = new();
        world.Source.Readable["a"] = $"read-{Token}";
        await world.AcceptAsync(NoteSource.Note("note", "b", "needs:a", lane: "notes:b"));
        await world.DrainAsync();
        Assert.Contains($"read-{Token}", world.Dump(), StringComparison.Ordinal);
        Erasure erased = await world.Hub.Privacy.EraseAsync(Customer, "anna", Cancel);
        Assert.Equal((true, 1, 1), (erased.IsDone, erased.Events, erased.Effects));
        Assert.DoesNotContain(Token, world.Dump(), StringComparison.Ordinal);
    }

    /// <summary>The trail speaks of a customer under the key of its own lane, and of every lane that told of it.</summary>
    [Theory]
    [InlineData("invoice-1", "notes:a")]
    [InlineData("a", "elsewhere")]
    public async Task Erase_TakesTheKeyOfEveryLaneOfTheCustomer(string subject, string lane)
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", subject, "x", lane: lane), NoteSource.Note("note", "b", "x", lane: "notes:b"));
        await world.DrainAsync();
        Assert.Equal(2, world.Store.Execute("SELECT COUNT(*) FROM subject_key WHERE secret IS NOT NULL"));
        Assert.True((await world.Hub.Privacy.EraseAsync(Customer, "anna", Cancel)).IsDone);
        Assert.Equal(0, world.Store.Execute($"SELECT COUNT(*) FROM subject_key WHERE lane = '{lane}' AND secret IS NOT NULL"));
        Assert.Equal(1, world.Store.Execute("SELECT COUNT(*) FROM subject_key WHERE lane = 'notes:b' AND secret IS NOT NULL"));
    }

    [Fact]
    public async Task Erase_OfOneThatAnotherWasSentFor_BlanksWhatWasSent()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => new Outcome { Key = d.Key, Status = OutcomeStatus.NotApplied };
        await world.AcceptAsync(NoteSource.Note("note", "b", "parent:a", lane: "notes:b"));
        await world.DrainAsync(50);
        Erasure refused = await world.Hub.Privacy.EraseAsync(Customer, "anna", Cancel);
        Assert.False(refused.IsDone);
        Assert.Contains("0 events and 1 effects", refused.Message, StringComparison.Ordinal);

        world.Wall.OnSend = _ => null;
        Assert.True(await world.DrainAsync());
        Erasure erased = await world.Hub.Privacy.EraseAsync(Customer, "anna", Cancel);
        Assert.Equal((true, 0, 1), (erased.IsDone, erased.Events, erased.Effects));
        Assert.Equal(1, world.Store.Execute("SELECT COUNT(*) FROM effect WHERE source_id = 'a' AND payload = '' AND length(fingerprint) = 0"));
        Assert.Equal(1, world.Store.Execute("SELECT COUNT(*) FROM effect WHERE source_id = 'b' AND payload <> ''"));
    }

    /// <summary>By whatever name: neither a person's remark about a delivery nor what was agreed with the systems is left, but who erased it.</summary>
    [Fact]
    public async Task Erase_ByItsNameInTheTarget_LeavesNoRemarkAndNothingAgreed()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("told", "a", "x"), NoteSource.Note("note", "a", "garbage"));
        await world.DrainAsync();
        Assert.True((await world.Hub.Cases.SkipAsync((await world.OnlyCaseAsync()).Id, "anna", $"{Token} called", Cancel)).IsDone);
        Assert.NotEqual(0, world.Store.Execute("SELECT COUNT(*) FROM shadow"));
        Assert.Contains(Token, world.Dump(), StringComparison.Ordinal);
        Assert.True((await world.Hub.Privacy.EraseAsync(new ExternalRef("wall", "note", "w1"), "anna", Cancel)).IsDone);
        Assert.DoesNotContain(Token, world.Dump(), StringComparison.Ordinal);
        Assert.Equal(0, world.Store.Execute("SELECT COUNT(*) FROM shadow"));
        Assert.Equal(1, world.Store.Execute("SELECT COUNT(*) FROM audit WHERE what = 'erased' AND actor = 'anna' AND lane = 'person/anna'"));
    }

    /// <summary>Whoever shows a payload or a reason can prove by the trail that it was this one, under the customer's own key.</summary>
    [Fact]
    public async Task Trail_ProvesPayloadsAndReasonsUnderTheKeyOfTheirLane()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "x", lane: "notes:a"), NoteSource.Note("note", "b", "garbage", lane: "notes:b"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        await world.Hub.Cases.SkipAsync(only.Id, "anna", "a test", Cancel);
        Assert.EndsWith($"| payload {await HashAsync("notes:a", "x")}", (await world.TrailAsync(1)).Single(t => t.What == "planned").Detail, StringComparison.Ordinal);
        Assert.EndsWith($"; why {await HashAsync("notes:b", "a test")}", (await world.TrailAsync(2)).Single(t => t.What == "skipped").Detail, StringComparison.Ordinal);

        Task<string> HashAsync(string lane, string value) =>
            world.Node.GetRequiredService<HubStore>().RunAsync(t => t.Keys.HashAsync(lane, value, DateTimeOffset.UnixEpoch, Cancel), Cancel);
    }

    [Fact]
    public async Task Erase_WhileACaseIsOpen_ErasesNothingAndSaysWhatToDo()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "garbage"));
        await world.DrainAsync();
        string before = world.Dump();
        Erasure refused = await world.Hub.Privacy.EraseAsync(Customer, "anna", Cancel);
        Assert.False(refused.IsDone);
        Assert.Contains("1 events", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, world.Dump());
    }

    [Fact]
    public async Task Keys_OfAnErasedCustomer_AreNewAndTellNothingOfTheOldOnes()
    {
        await using HubWorld world = new();
        HubStore store = world.Node.GetRequiredService<HubStore>();
        string first = await HashAsync("lane-1");
        Assert.Equal(first, await HashAsync("lane-1"));
        Assert.NotEqual(first, await HashAsync("lane-2"));
        await store.RunAsync(t => t.Keys.EraseAsync("lane-1", DateTimeOffset.UnixEpoch, Cancel), Cancel);
        string second = await HashAsync("lane-1");
        Assert.NotEqual(first, second);
        Assert.Equal(second, await HashAsync("lane-1"));

        // In one step as well: what is said after the erasure is not said under the key that is gone.
        string third = await store.RunAsync(
            async t =>
            {
                Assert.Equal(second, await t.Keys.HashAsync("lane-1", "value", DateTimeOffset.UnixEpoch, Cancel));
                await t.Keys.EraseAsync("lane-1", DateTimeOffset.UnixEpoch, Cancel);
                return await t.Keys.HashAsync("lane-1", "value", DateTimeOffset.UnixEpoch, Cancel);
            },
            Cancel);
        Assert.NotEqual(second, third);
        Assert.Equal(third, await HashAsync("lane-1"));

        Task<string> HashAsync(string lane) => store.RunAsync(t => t.Keys.HashAsync(lane, "value", DateTimeOffset.UnixEpoch, Cancel), Cancel);
    }
}

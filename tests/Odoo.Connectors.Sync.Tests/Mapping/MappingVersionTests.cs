using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests.Mapping;

/// <summary>Versions of mappings: numbered by content, named by effects, approved by a person where that is required, pinned by a resend.</summary>
public sealed class MappingVersionTests
{
    private static readonly Action<FieldMap<string>> First = to => to.Set("x_text", s => s.Upper());
    private static readonly Action<FieldMap<string>> Second = to => to.Set("x_text", s => s.Upper().Truncate(3));
    private static readonly Action<FieldMap<string>> Third = to => to.Set("x_text", s => s.Upper().Truncate(4));

    private static readonly LookupTable Words = new("words", ("a", "b"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_SameContentAgain_HasItsNumberAgain()
    {
        await using HubWorld world = new();
        foreach (Action<FieldMap<string>> mapping in (Action<FieldMap<string>>[])[First, Second, First])
        {
            IConnectorOperations hub = await StartAsync(world, mapping);
            MappingVersion current = Assert.Single(await hub.Mappings.ListAsync(Cancel), v => v.IsCurrent);
            Assert.Equal((mapping == First ? 1 : 2, "configuration"), (current.Version, current.ApprovedBy));
        }

        IReadOnlyList<string> diff = await (await StartAsync(world, First)).Mappings.DiffAsync("wall", 1, 2, Cancel);
        Assert.Equal(["- String: Set x_text = upper(record)", "+ String: Set x_text = truncate(upper(record), 3)"], diff);
    }

    [Fact]
    public async Task Version_NewAndNotApproved_StopsItsTargetOnlyUntilSomebodyApproves()
    {
        await using HubWorld world = new();
        await StartAsync(world, First);
        Wall attic = new() { Name = "attic" };
        IConnectorOperations hub = await StartAsync(world, Second, governed: true, attic);
        Assert.True(await hub.Mappings.ApproveAsync("attic", 1, "sam", Cancel));
        await hub.AcceptAsync([NoteSource.Note("note", "1", "hello"), NoteSource.Note("elsewhere", "2", "there")], Cancel);
        Assert.False(await hub.DrainAsync(TimeSpan.FromMilliseconds(200), Cancel));

        Assert.Empty(world.Wall.Pinned);
        Assert.Single(attic.Pinned);
        CaseInfo only = Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(("mapping-approval", "wall"), (only.Reason.Cause, only.Reason.Field));
        Assert.Contains("- String: Set x_text = upper(record)\n+ String: Set x_text = truncate(upper(record), 3)", only.Reason.Message, StringComparison.Ordinal);

        Assert.True(await hub.Mappings.ApproveAsync("wall", 2, "kim", Cancel));
        Assert.False(await hub.Mappings.ApproveAsync("wall", 2, "kim", Cancel));
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal("""{"text":"hello","x_text":"HEL"}""", Assert.Single(world.Wall.Pinned).Value);
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal("kim", (await hub.Mappings.ListAsync(Cancel)).Single(v => v is { Target: "wall", Version: 2 }).ApprovedBy);
        Assert.Contains((await hub.Cases.FindAsync(only.Id, Cancel))!.Trail, t => t is { What: "approved", By: "kim" });

        // Where none is required any more, who approved stays.
        hub = await StartAsync(world, Second);
        Assert.Equal("kim", (await hub.Mappings.ListAsync(Cancel)).Single(v => v is { Target: "wall", Version: 2 }).ApprovedBy);
    }

    [Fact]
    public async Task Version_OfStandardPlansThatChanged_IsANewOne()
    {
        await using HubWorld world = new();
        await StartAsync(world, First);
        world.Wall.PlanVersion = 2;
        IReadOnlyList<MappingVersion> versions = await (await StartAsync(world, First)).Mappings.ListAsync(Cancel);
        Assert.Equal([(1, false), (2, true)], versions.Select(v => (v.Version, v.IsCurrent)));
    }

    [Fact]
    public async Task Version_OfReferenceDataThatChanged_WaitsAndShowsTheEntry()
    {
        await using HubWorld world = new();
        world.Wall.ReferenceData = ["Taxes: vat = 21"];
        await StartAsync(world, First);
        world.Wall.ReferenceData = ["Taxes: reduced = 6", "Taxes: vat = 20"];
        IConnectorOperations hub = await StartAsync(world, First, governed: true);

        CaseInfo only = Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal("mapping-approval", only.Reason.Cause);
        Assert.EndsWith("Against version 1:\n- Taxes: vat = 21\n+ Taxes: reduced = 6\n+ Taxes: vat = 20", only.Reason.Message, StringComparison.Ordinal);
    }

    /// <summary>A person is shown what differs from what was planned by until now.</summary>
    [Fact]
    public async Task Version_ThatWaits_IsShownAgainstTheLastApproved()
    {
        await using HubWorld world = new();
        await StartAsync(world, First);
        await StartAsync(world, Second);
        IConnectorOperations hub = await StartAsync(world, Third, governed: true);
        Assert.Contains(
            "Against version 2:\n- String: Set x_text = truncate(upper(record), 3)\n+ String: Set x_text = truncate(upper(record), 4)",
            Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_LaterThanOneThatWaits_HasACaseAndAnApprovalOfItsOwn()
    {
        await using HubWorld world = new();
        await StartAsync(world, First);
        await StartAsync(world, Second, governed: true);
        IConnectorOperations hub = await StartAsync(world, Third, governed: true);
        IReadOnlyList<CaseInfo> cases = await hub.Cases.ListAsync(cancellationToken: Cancel);
        Assert.Equal(
            [(2, "+ String: Set x_text = truncate(upper(record), 3)"), (3, "+ String: Set x_text = truncate(upper(record), 4)")],
            cases.Select((c, i) => (i + 2, c.Reason.Message[(c.Reason.Message.IndexOf('+', StringComparison.Ordinal))..])));
        Assert.All(cases, (c, i) => Assert.Contains($"ApproveAsync(\"wall\", {i + 2}, …)", c.Reason.Message, StringComparison.Ordinal));
        Assert.All(cases, c => Assert.Contains("Against version 1:", c.Reason.Message, StringComparison.Ordinal));
        Assert.All(cases, c => Assert.Equal(("wall", CaseActions.Assign | CaseActions.Resolve), (c.System, c.Actions)));
        Assert.Equal(new GroupRetry(0, 0, 2), await hub.Cases.RetryGroupAsync(CaseFilter.Open, "sam", Cancel));

        // The older one is approved: the newer one is what this node plans by, and it still waits.
        Assert.True(await hub.Mappings.ApproveAsync("wall", 2, "sam", Cancel));
        await hub.AcceptAsync([NoteSource.Note("note", "1", "hello")], Cancel);
        Assert.False(await hub.DrainAsync(TimeSpan.FromMilliseconds(200), Cancel));
        Assert.Empty(world.Wall.Sent);
        Assert.Equal(cases[1].Id, Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel)).Id);

        Assert.True(await hub.Mappings.ApproveAsync("wall", 3, "kim", Cancel));
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal("""{"text":"hello","x_text":"HELL"}""", Assert.Single(world.Wall.Pinned).Value);
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(["configuration", "sam", "kim"], (await hub.Mappings.ListAsync(Cancel)).Where(v => v.Target == "wall").Select(v => v.ApprovedBy));
    }

    /// <summary>A rolling restart: the old node goes on by its version, the new one plans nothing until its own is approved.</summary>
    [Fact]
    public async Task TwoNodes_OfTwoVersions_NeitherPlansByOneThatIsNotApproved()
    {
        await using HubWorld world = new();
        (Hub Hub, Wall Wall) old = Side(world, "old", First), next = Side(world, "new", Second);
        await old.Hub.EnsureReadyAsync(Cancel);
        await next.Hub.EnsureReadyAsync(Cancel);
        Assert.True(await old.Hub.Mappings.ApproveAsync("wall", 1, "sam", Cancel));
        Delivery[] notes = [.. Enumerable.Range(0, 40).Select(i => NoteSource.Note("note", $"n{i}", $"hello{i}", $"e{i}", $"lane{i % 10}"))];
        await old.Hub.AcceptAsync(notes[..20], Cancel);
        Task<bool>[] both = [.. new[] { next.Hub, old.Hub }.Select(h => Task.Run(() => h.DrainAsync(TimeSpan.FromSeconds(20), Cancel), Cancel))];
        Assert.True((await Task.WhenAll(both)).All(b => b), string.Join('\n', await old.Hub.EventsAsync(Cancel)));
        Assert.Equal(20, world.Store.Execute("SELECT COUNT(*) FROM effect WHERE mapping = 1"));
        Assert.Equal(20, world.Store.Execute("SELECT COUNT(*) FROM effect"));

        // The old one has left. Alone, the new one waits; approved, it goes on by its own.
        await old.Hub.LeaveAsync(Cancel);
        await next.Hub.AcceptAsync(notes[20..], Cancel);
        Assert.False(await next.Hub.DrainAsync(TimeSpan.FromMilliseconds(100), Cancel));
        Assert.Equal(20, world.Store.Execute("SELECT COUNT(*) FROM effect"));
        Assert.True(await next.Hub.Mappings.ApproveAsync("wall", 2, "kim", Cancel));
        Assert.True(await next.Hub.DrainAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal(20, world.Store.Execute("SELECT COUNT(*) FROM effect WHERE mapping = 2"));
        string?[] sent = [.. old.Wall.Pinned.Concat(next.Wall.Pinned).Select(p => (string?)JsonNode.Parse(p.Value)!["x_text"])];
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => $"HELLO{i}").Concat(Enumerable.Repeat("HEL", 20)).Order()], sent.Order());
    }

    [Fact]
    public async Task Effect_Planned_NamesItsMappingVersionAndEveryRule()
    {
        await using HubWorld world = new();
        await StartAsync(world, First);
        IConnectorOperations hub = await StartAsync(world, Second);
        await hub.AcceptAsync([NoteSource.Note("note", "1", "hello")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel);
        AuditEntry planned = (await hub.ExplainAsync(1, Cancel)).Single(a => a.What == "planned");
        Assert.Equal("x_text = truncate(upper(record), 3)", planned.Rules["x_text"]);
        Assert.Contains("mapping version 2", planned.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mapping_FindsNoValue_IsACaseAndNothingIsSent()
    {
        await using HubWorld world = new();
        IConnectorOperations hub = await StartAsync(world, to => to.Set("x_text", s => s.Lookup(Words)));
        await hub.AcceptAsync([NoteSource.Note("note", "1", "hello")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Equal(("mapping-failed", "x_text"), (await hub.Cases.ListAsync(cancellationToken: Cancel)).Select(c => (c.Reason.Cause, c.Reason.Field)).Single());
        Assert.Empty(world.Wall.Sent);
    }

    [Theory]
    [InlineData(true, "HELLO", "resent")]
    [InlineData(false, "HEL", "retried")]
    public async Task Refused_MappingChangedMeanwhile_ResendKeepsItsVersionAndRetryTakesTheNewOne(bool keep, string sent, string audited)
    {
        await using HubWorld world = new();
        IConnectorOperations hub = await StartAsync(world, First);
        world.Wall.OnSend = d => new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "No.") };
        await hub.AcceptAsync([NoteSource.Note("note", "1", "hello")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel);
        CaseInfo refused = Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal("Parked", (await hub.EventsAsync(Cancel))[0].State);

        world.Wall.OnSend = _ => null;
        hub = await StartAsync(world, Second);
        ReplayEffect preview = Assert.Single((await hub.Replay.ReplayAsync(1, "kim", cancellationToken: Cancel)).Effects);
        Assert.Equal((1, 2, "send", EffectState.Refused), (preview.PlannedWith, preview.MappingNow, preview.Plan, preview.State));
        PayloadChange difference = Assert.Single(preview.Changes);
        Assert.Equal(("x_text", "\"HELLO\"", "\"HEL\""), (difference.Path, difference.Before.Reveal(), difference.After.Reveal()));
        Assert.DoesNotContain("HEL", difference.ToString(), StringComparison.Ordinal);
        Assert.Empty(world.Wall.Pinned);

        Assert.True(keep ? await hub.Mappings.ResendAsync(refused.EffectKey!, "kim", Cancel) : (await hub.Cases.RetryAsync(refused.Id, "kim", Cancel)).IsDone);
        Assert.Equal(keep ? "Decided" : "Pending", (await hub.EventsAsync(Cancel))[0].State);
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(sent, (string?)JsonNode.Parse(Assert.Single(world.Wall.Pinned).Value)!["x_text"]);
        Assert.Equal("Applied", (await hub.EventsAsync(Cancel))[0].State);
        Assert.Equal(keep ? 1 : 2, world.Store.Execute("SELECT mapping FROM effect"));
        Assert.Contains(await hub.ExplainAsync(1, Cancel), a => a.What == audited);
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.False(await hub.Mappings.ResendAsync(refused.EffectKey!, "kim", Cancel));
    }

    [Fact]
    public async Task Preview_DocumentThatIsApplied_ShowsWhatAReplayWouldChangeAndSendsNothing()
    {
        await using HubWorld world = new();
        IConnectorOperations hub = await StartAsync(world, First);
        await hub.AcceptAsync([NoteSource.Note("note", "1", "hello")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel);
        hub = await StartAsync(world, Second);
        ReplayResult preview = await hub.Replay.ReplayAsync(1, "kim", cancellationToken: Cancel);
        Assert.Equal(["x_text"], preview.Effects.Single().Changes.Select(d => d.Path));

        // Replayed all the same, it is known by its key.
        await hub.AcceptAsync([NoteSource.Note("note", "1", "hello")], Cancel);
        await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel);
        Assert.Single(world.Wall.Sent);
    }

    /// <summary>A governed node with mappings of its own, beside others.</summary>
    private static (Hub Hub, Wall Wall) Side(HubWorld world, string name, Action<FieldMap<string>> mapping)
    {
        Wall wall = new();
        ServiceProvider node = world.AddNode(name, s => s.AddConnectorHub().Map("wall", mapping), hub => hub.RequireMappingApproval = true, wall);
        wall.OnPlan = Plans(node.GetRequiredService<MappingTable>());
        return (node.GetRequiredService<Hub>(), wall);
    }

    private static Func<Intent, PlanResult?> Plans(MappingTable table) => intent =>
    {
        PlannedFields fields = new(new JsonObject { ["text"] = (string)intent.Record }, "Note owned by notes");
        return table.Apply("wall", intent.Record, intent.Source, fields) is CaseReason reason
            ? new PlanResult.Review(reason)
            : new PlanResult.Send(new EffectPlan { Subject = $"{intent.Source}", Payload = fields.Values.ToJsonString(), Provenance = fields.Provenance });
    };

    /// <summary>A node with other mappings takes over, as after a new release.</summary>
    private static async Task<IConnectorOperations> StartAsync(HubWorld world, Action<FieldMap<string>> mapping, bool governed = false, Wall? attic = null)
    {
        ServiceProvider node = world.AddNode(
            "node-1",
            services =>
            {
                services.AddConnectorHub().Map("wall", mapping).AddFlow<PinElsewhere>();
                if (attic is not null)
                {
                    services.AddSingleton<IConnectedSystem>(attic);
                }
            },
            hub => hub.RequireMappingApproval = governed);
        world.Wall.OnPlan = Plans(node.GetRequiredService<MappingTable>());
        IConnectorOperations hub = node.GetRequiredService<IConnectorOperations>();
        await hub.DrainAsync(TimeSpan.FromSeconds(1), Cancel);
        return hub;
    }
}

using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

public sealed class HeldTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hold_UntilApproved_NothingIsSentAndWhatNeedsItWaits()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "held:parent"), NoteSource.Note("note", "b", "free"));
        Assert.True(await world.DrainAsync());
        Assert.Equal("free", Assert.Single(world.Wall.Pinned).Value);
        CaseInfo asked = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal("approval", asked.Reason.Cause);
        Assert.Contains("It is dear.", asked.Reason.Message, StringComparison.Ordinal);
        Assert.Equal("Decided", await world.StateOfAsync("a"));

        Assert.True(await ApproveAsync(world, asked.EffectKey!));
        Assert.False(await ApproveAsync(world, asked.EffectKey!));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["b", "parent", "a"], world.Wall.Pinned.Keys.Select(k => k.Split('/')[^1]));
        Assert.Equal("Applied", await world.StateOfAsync("a"));
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Contains(await world.Hub.ExplainAsync(1, Cancel), e => e is { What: "approved", By: "clerk" });
    }

    /// <summary>Of the two steps above it, one was applied by an earlier event: it waits for the other one all the same.</summary>
    [Fact]
    public async Task Hold_AboveAStepThatIsApplied_WhatComesAfterBothWaits()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "p", "was there"));
        Assert.True(await world.DrainAsync());
        await world.AcceptAsync(NoteSource.Note("note", "a", "held:h parent:p"));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["p"], Pinned(world));

        Assert.True(await ApproveAsync(world, Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).EffectKey!));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["p", "h", "a"], Pinned(world));
    }

    /// <summary>Of the two steps above it, one was planned by an earlier event and waits as well: it waits for both, whichever comes first.</summary>
    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public async Task Hold_AboveAStepThatIsPlanned_WhatComesAfterBothWaits(string approvedLast)
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "first", "one"));
        Assert.True(await world.DrainAsync());
        await world.AcceptAsync(NoteSource.Note("note", "a", "held:second parent:first"));
        Assert.True(await world.DrainAsync());
        CaseInfo[] asked = [.. (await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).OrderBy(c => c.EffectKey!.EndsWith(approvedLast, StringComparison.Ordinal))];
        Assert.Equal(2, asked.Length);
        Assert.True(await ApproveAsync(world, asked[0].EffectKey!));
        Assert.True(await world.DrainAsync());
        Assert.DoesNotContain("a", Pinned(world));
        Assert.True(await ApproveAsync(world, asked[1].EffectKey!));
        Assert.True(await world.DrainAsync());
        Assert.Equal([approvedLast, "a"], Pinned(world).Skip(1));
    }

    /// <summary>What is independent begins a chain of its own, also where it was applied before.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hold_AboveAnIndependentStep_WhatComesAfterItGoesOn(bool appliedBefore)
    {
        await using HubWorld world = new();
        if (appliedBefore)
        {
            await world.AcceptAsync(NoteSource.Note("note", "i", "was there"));
            Assert.True(await world.DrainAsync());
        }

        await world.AcceptAsync(NoteSource.Note("note", "a", "held:h apart:i"));
        Assert.True(await world.DrainAsync());
        Assert.Equal(["i", "a"], Pinned(world));
    }

    [Fact]
    public async Task Reject_EndsItAndWhatNeedsItWithoutSending()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("note", "a", "held:parent"));
        Assert.True(await world.DrainAsync());
        CaseInfo asked = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.True(await RejectAsync(world, asked.EffectKey!));
        Assert.False(await RejectAsync(world, asked.EffectKey!));
        Assert.True(await world.DrainAsync());
        Assert.Empty(world.Wall.Sent);
        EventReport only = Assert.Single(await world.Hub.EventsAsync(Cancel));
        Assert.Equal(("Absorbed", "rejected by clerk"), (only.State, only.Reason));
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(2, (await world.Hub.ExplainAsync(only.Id, Cancel)).Count(e => e.What == "rejected"));
    }

    [Fact]
    public async Task Reject_AfterAPartWasApplied_SaysSo()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "a", "parent:p"));
        Assert.True(await world.DrainAsync());
        Assert.Single(world.Wall.Pinned);
        CaseInfo asked = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.True(await RejectAsync(world, asked.EffectKey!));
        EventReport only = Assert.Single(await world.Hub.EventsAsync(Cancel));
        Assert.Equal(("Applied", "partly applied, the rest was rejected by clerk"), (only.State, only.Reason));
    }

    [Fact]
    public async Task Rejected_WhenALaterFactAsksForIt_IsHeldAgain()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "a", "one"));
        Assert.True(await world.DrainAsync());
        Assert.True(await RejectAsync(world, Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).EffectKey!));
        await world.AcceptAsync(NoteSource.Note("held", "a", "two"));
        Assert.True(await world.DrainAsync());
        CaseInfo again = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.True(await ApproveAsync(world, again.EffectKey!));
        Assert.True(await world.DrainAsync());
        Assert.Equal("two", Assert.Single(world.Wall.Pinned).Value);
    }

    [Fact]
    public async Task Held_WhenTheSameIsDecidedAgain_StaysAsItWasShown()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "a", "shown"));
        Assert.True(await world.DrainAsync());
        await world.AcceptAsync(NoteSource.Note("held", "a", "another"));
        Assert.True(await world.DrainAsync());
        Assert.True(await ApproveAsync(world, Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).EffectKey!));
        Assert.True(await world.DrainAsync());
        Assert.Equal("shown", Assert.Single(world.Wall.Pinned).Value);
        Assert.All(await world.Hub.EventsAsync(Cancel), e => Assert.Equal("Applied", e.State));
    }

    [Fact]
    public async Task HeldState_OvertakenByALaterValue_NeedsNobodyAnyMore()
    {
        await using HubWorld world = new();
        IConnectorOperations hub = world.AddNode("node-1", s => s.AddSingleton<IFlow>(new HeldStates())).GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([NoteSource.Note("held-state", "a", "dear")], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        CaseInfo asked = Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel));
        await hub.AcceptAsync([NoteSource.Note("state", "a", "cheap")], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal("cheap", Assert.Single(world.Wall.Pinned).Value);
        Assert.Empty(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.False(await ApproveAsync(world, asked.EffectKey!));
        Assert.All(await hub.EventsAsync(Cancel), e => Assert.Equal("Applied", e.State));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GivenUp_WhatNeedsItAndWasRefusedBefore_EndsToo(bool held)
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "no") };
        await world.AcceptAsync(NoteSource.Note("note", "child", "one"));
        Assert.True(await world.DrainAsync());
        await world.AcceptAsync(NoteSource.Note("note", "x", held ? "held:p parent:child" : "parent:p parent:child"));
        Assert.True(await world.DrainAsync());
        CaseInfo parent = Assert.Single(
            await world.Hub.Cases.ListAsync(cancellationToken: Cancel), c => c.EffectKey?.EndsWith("/p", StringComparison.Ordinal) == true);
        CaseResult done = held
            ? await world.Hub.Cases.RejectAsync(parent.Id, "clerk", "no", Cancel)
            : await world.Hub.Cases.SkipAsync(parent.Id, "clerk", "no", Cancel);
        Assert.Equal(CaseOutcome.Done, done.Outcome);
        Assert.True(await world.DrainAsync(2000));
        Assert.DoesNotContain(await StatesAsync(world), s => s is EffectState.Planned or EffectState.Held);
    }

    [Fact]
    public async Task Rejected_IsNoReasonNotToErase()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "a", "one"));
        Assert.True(await world.DrainAsync());
        Odoo.Connectors.Model.ExternalRef subject = NoteSource.Note("held", "a", "one").Subject;
        Assert.False((await world.Hub.Privacy.EraseAsync(subject, "clerk", Cancel)).IsDone);
        Assert.True(await RejectAsync(world, Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).EffectKey!));
        Assert.True((await world.Hub.Privacy.EraseAsync(subject, "clerk", Cancel)).IsDone);
    }

    [Fact]
    public async Task Held_NamesTheMappingVersionItWasPlannedWith()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note("held", "a", "one"));
        Assert.True(await world.DrainAsync());
        string key = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).EffectKey!;
        PlannedPayload? planned = await world.Node.GetRequiredService<HubStore>().ReadAsync(t => t.Mappings.PlannedAsync(key, Cancel), Cancel);
        Assert.Equal(1, planned!.Mapping);
    }

    private static IReadOnlyList<string> Pinned(HubWorld world) => [.. world.Wall.Pinned.Keys.Select(k => k.Split('/')[^1])];

    private static async Task<IEnumerable<EffectState>> StatesAsync(HubWorld world)
    {
        HubStore store = world.Node.GetRequiredService<HubStore>();
        return await store.ReadAsync(
            async t =>
            {
                List<EffectState> states = [];
                foreach (EventReport e in await t.Inbox.ReportAsync(Cancel))
                {
                    states.AddRange(await t.Hand.StatesAsync(e.Id, Cancel));
                }

                return states;
            },
            Cancel);
    }

    private static Task<bool> ApproveAsync(HubWorld world, string key) =>
        world.Node.GetRequiredService<HubStore>().RunAsync(t => HeldEffects.ApproveAsync(t, key, "clerk", TimeProvider.System.GetUtcNow(), Cancel), Cancel);

    private static Task<bool> RejectAsync(HubWorld world, string key) =>
        world.Node.GetRequiredService<HubStore>().RunAsync(t => HeldEffects.RejectAsync(t, key, "clerk", TimeProvider.System.GetUtcNow(), Cancel), Cancel);

    private sealed class HeldStates : IFlow
    {
        public bool Handles(string changeKind) => changeKind == "held-state";

        public Decision Decide(Change change, Known known) => new Decision.Do(
        [
            new Intent { Target = "wall", Kind = "pin", Class = EffectClass.State, Source = change.Subject, Record = change.Record!, Hold = "It is dear." },
        ]);
    }
}

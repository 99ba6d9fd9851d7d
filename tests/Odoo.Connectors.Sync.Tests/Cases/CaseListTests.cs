using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests;

public sealed class CaseListTests
{
    [Fact]
    public async Task List_ByFilter_FindsWhatMatchesAllOfIt()
    {
        await using HubWorld world = new();
        world.Refuse("refused");
        await world.AcceptAsync(NoteSource.Note("note", "bad", "garbage"), NoteSource.Note("note", "refused", "x"));
        await world.DrainAsync();
        Assert.Equal(["bad-input", "refused"], await CausesAsync(CaseFilter.Open));
        Assert.Equal(["bad-input"], await CausesAsync(new CaseFilter { Cause = "bad-input" }));
        Assert.Equal(["bad-input"], await CausesAsync(new CaseFilter { Kind = ErrorKind.Protocol }));
        Assert.Equal(["refused"], await CausesAsync(new CaseFilter { System = "wall" }));
        Assert.Equal(["bad-input"], await CausesAsync(new CaseFilter { System = "notes" }));
        Assert.Equal(["refused"], await CausesAsync(new CaseFilter { Subject = "notes/note/refused" }));
        Assert.Empty(await CausesAsync(new CaseFilter { System = "notes", Cause = "refused" }));
        Assert.Empty(await CausesAsync(new CaseFilter { Status = CaseStatus.Retried }));
        Assert.Empty(await CausesAsync(new CaseFilter { OpenedBefore = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero) }));
        Assert.Equal(2, (await CausesAsync(new CaseFilter { OpenedFrom = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero) })).Length);

        CaseInfo refused = (await world.Hub.Cases.ListAsync(new CaseFilter { Cause = "refused" }, cancellationToken: CaseWorld.Cancel))[0];
        Assert.Equal(("wall", "pin", "lane-1", "notes/note/refused"), (refused.System, refused.Kind, refused.Lane, refused.Subject));
        await world.Hub.Cases.AssignAsync(refused.Id, "anna", "boss", cancellationToken: CaseWorld.Cancel);
        Assert.Equal(["refused"], await CausesAsync(new CaseFilter { Assignee = "anna" }));

        async Task<string[]> CausesAsync(CaseFilter filter) =>
            [.. (await world.Hub.Cases.ListAsync(filter, cancellationToken: CaseWorld.Cancel)).Select(c => c.Reason.Cause)];
    }

    [Fact]
    public async Task List_InPages_ShowsEveryCaseOnce()
    {
        await using HubWorld world = new();
        await world.AcceptAsync([.. Enumerable.Range(0, 7).Select(i => NoteSource.Note("note", $"n{i}", "garbage"))]);
        await world.DrainAsync();
        List<string?> seen = [];
        CasePage page = new(Size: 3);
        while (await world.Hub.Cases.ListAsync(page: page, cancellationToken: CaseWorld.Cancel) is { Count: > 0 } cases)
        {
            Assert.True(cases.Count <= 3);
            seen.AddRange(cases.Select(c => c.Subject));
            page = page with { After = cases[^1].Id };
        }

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"notes/note/n{i}"), seen);
    }

    [Fact]
    public async Task Group_CountsByCauseAndSystem()
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using HubWorld world = new(clock);
        world.Refuse("r1", "r2");
        await world.AcceptAsync(NoteSource.Note("note", "b1", "garbage"), NoteSource.Note("note", "r1", "x"));
        await world.DrainAsync();
        clock.Advance(TimeSpan.FromHours(2));
        await world.AcceptAsync(NoteSource.Note("note", "r2", "x"));
        await world.DrainAsync();
        IReadOnlyList<CaseGroup> groups = await world.Hub.Cases.GroupAsync(cancellationToken: CaseWorld.Cancel);
        DateTimeOffset first = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        Assert.Equal([new CaseGroup("refused", "wall", 2, first, first.AddHours(2)), new CaseGroup("bad-input", "notes", 1, first, first)], groups);
    }

    [Fact]
    public async Task Find_ShowsEventEffectsAttemptsAndTrail()
    {
        await using HubWorld world = new();
        world.Refuse("a");
        await world.AcceptAsync(NoteSource.Note("note", "a", "x"));
        await world.DrainAsync();
        CaseInfo only = await world.OnlyCaseAsync();
        CaseDetail detail = (await world.Hub.Cases.FindAsync(only.Id, CaseWorld.Cancel))!;
        EffectReport effect = Assert.Single(detail.Effects);
        Assert.Equal(("wall", "pin", EffectState.Refused), (effect.Target, effect.Kind, effect.State));
        AttemptReport attempt = Assert.Single(effect.Attempts);
        Assert.Equal((1, OutcomeStatus.Refused, ErrorKind.Validation), (attempt.Number, attempt.Status, attempt.Failure));
        Assert.Equal(["planned", "refused", "parked"], detail.Trail.Select(t => t.What));
        Assert.Null(await world.Hub.Cases.FindAsync(999, CaseWorld.Cancel));
    }
}

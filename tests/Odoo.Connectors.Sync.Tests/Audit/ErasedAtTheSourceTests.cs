using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A system that erases a person tells of it, and what the hub keeps of the person goes without anybody asking.</summary>
public sealed class ErasedAtTheSourceTests
{
    private const string Token = "Quaxel-77b2";
    private static readonly ExternalRef Person = new("notes", "note", "a");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Erased_AtItsSource_LeavesNothingButATombstoneAndTheTrail()
    {
        await using HubWorld world = new();
        world.Wall.Claims = i => i.Source.Id == "a" ? [$"vat:{Token}"] : [];
        await world.AcceptAsync(NoteSource.Note("note", "a", Token, "evt_1", "notes:note/a"), NoteSource.Note("note", "b", "stays", lane: "notes:note/b"));
        await world.DrainAsync();
        Assert.True(world.FilesHold(Token));

        await world.AcceptAsync(NoteSource.Note(ChangeKinds.RecordErased, "a", "gone", "evt_2", "notes:note/a"));
        Assert.True(await world.DrainAsync());

        Assert.DoesNotContain(Token, world.Dump(), StringComparison.Ordinal);
        Assert.False(world.FilesHold(Token));
        Assert.True(world.FilesHold("stays"));
        RecordLink? link = await world.Hub.Identity.FindAsync(Person, Cancel);
        Assert.Equal(LinkState.Tombstoned, link!.StateOf(Person));
        Assert.Contains("subject_key.secret=\n", world.Dump(), StringComparison.Ordinal);
        IReadOnlyList<AuditEntry> trail = await world.Hub.ExplainAsync((await world.Hub.EventsAsync(Cancel))[^1].Id, Cancel);
        Assert.Single(trail, e => e.What == "erased");
        Assert.True((await world.VerifyAsync()).IsIntact);
        Assert.Equal("absorbed", await world.StateOfAsync("a"), ignoreCase: true);
    }

    [Fact]
    public async Task Erased_WhileWorkOfItIsOpen_WaitsAndIsACaseThatCanBeRetried()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => new Outcome { Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "refused", "No.") };
        world.Source.Readable["a"] = $"read-{Token}";
        await world.AcceptAsync(NoteSource.Note("note", "b", "needs:a", "evt_1", "notes:note/b"));
        await world.DrainAsync();
        CaseInfo refused = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));

        await world.AcceptAsync(NoteSource.Note(ChangeKinds.RecordErased, "a", "gone", "evt_2", "notes:note/a"));
        await world.DrainAsync();

        Assert.Contains(Token, world.Dump(), StringComparison.Ordinal);
        CaseInfo waits = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel), c => c.Reason.Cause == "erasure-waits");
        await world.Hub.Cases.SkipAsync(refused.Id, "anna", "not needed", cancellationToken: Cancel);
        await world.Hub.Cases.RetryAsync(waits.Id, "anna", cancellationToken: Cancel);
        Assert.True(await world.DrainAsync());
        Assert.DoesNotContain(Token, world.Dump(), StringComparison.Ordinal);
        Assert.DoesNotContain(await world.Hub.Cases.ListAsync(cancellationToken: Cancel), c => c.IsOpen);
    }

    [Fact]
    public async Task Erased_WhatComesLate_DoesNotBringItBack()
    {
        await using HubWorld world = new();
        await world.AcceptAsync(NoteSource.Note(ChangeKinds.RecordErased, "a", "gone", "evt_2", "notes:note/a"));
        await world.DrainAsync();
        await world.AcceptAsync(NoteSource.Note("note", "a", "late", "evt_1", "notes:note/a"));
        Assert.True(await world.DrainAsync());
        Assert.Empty(world.Wall.Sent);
    }
}

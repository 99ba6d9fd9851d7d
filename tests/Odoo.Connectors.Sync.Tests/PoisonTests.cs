using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Facts that the store itself refuses.</summary>
public sealed class PoisonTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decide_WhenTheStoreRefusesAValue_ParksThatFactAlone()
    {
        await using HubWorld world = new();
        IConnectorOperations hub = world.AddNode("node-1", s => s.AddSingleton<IFlow>(new Nameless())).GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync(
            [NoteSource.Note("note", "a", "before", lane: "l1"), NoteSource.Note("nameless", "b", "x", lane: "l2"), NoteSource.Note("note", "c", "after", lane: "l3")], Cancel);
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal(["after", "before"], world.Wall.Pinned.Values.Order(StringComparer.Ordinal));
        Assert.Equal(["Applied", "Parked", "Applied"], (await hub.EventsAsync(Cancel)).Select(e => e.State));
        CaseInfo only = Assert.Single(await hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal("decide-failed", only.Reason.Cause);
        Assert.Null(await world.Node.GetRequiredService<HubStore>().ReadAsync(
            t => t.Identity.FindAsync(NoteSource.Note("nameless", "b", "x").Subject, Cancel), Cancel));
    }

    private sealed class Nameless : IFlow
    {
        public bool Handles(string changeKind) => changeKind == "nameless";

        public Decision Decide(Change change, Known known) => new Decision.Do(
        [
            new Intent { Target = "wall", Kind = null!, Class = EffectClass.State, Source = change.Subject, Record = change.Record! },
        ]);
    }
}

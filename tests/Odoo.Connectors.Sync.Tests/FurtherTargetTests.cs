using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>An effect that writes several records tells all of them: each gets its link and what it holds, in the commit of the outcome.</summary>
public sealed class FurtherTargetTests
{
    private static readonly ExternalRef Ann = new("notes", "contact", "ann");
    private static readonly ExternalRef Bob = new("notes", "contact", "bob");

    [Fact]
    public async Task Outcome_OfSeveralTargets_LinksEachAndKeepsWhatItHolds()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => Pinned(d, Of(Ann, "7", "Ann"), Of(Bob, "8", "Bob"));
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());

        Assert.Equal(["7", "8", "1"], [await IdOfAsync(world, Ann, "contact"), await IdOfAsync(world, Bob, "contact"), await IdOfAsync(world, new("notes", "note", "a"), "note")]);
        Assert.NotEqual((await world.Hub.Identity.FindAsync(Ann, Cancel))!.RecordId, (await world.Hub.Identity.FindAsync(Bob, Cancel))!.RecordId);
        Assert.Equal<bool[]>([true, true, false], [await HoldsAsync(world, "7", "Ann"), await HoldsAsync(world, "8", "Bob"), await HoldsAsync(world, "8", "Ann")]);
        Assert.Empty(await world.Hub.Cases.ListAsync(CaseFilter.All, cancellationToken: Cancel));
    }

    /// <summary>Whichever side of the commit the process dies on, all of it is there in the end, once, and nothing was there before.</summary>
    [Theory]
    [InlineData(FaultPoint.Answered, false)]
    [InlineData(FaultPoint.Settled, true)]
    public async Task Outcome_ProcessDies_TargetsAreThereWithTheEffectOrNotAtAll(string point, bool committed)
    {
        await using HubWorld world = new();
        List<bool> doubts = [];
        world.Wall.OnSend = d =>
        {
            doubts.Add(d.InDoubt);
            return Pinned(d, Of(Ann, "7", "Ann"), Of(Bob, "8", "Bob"));
        };
        Hub dying = world.AddNode("node-1", s => s.AddSingleton<IFaultPoints>(new Dies(point))).GetRequiredService<Hub>();
        await dying.AcceptAsync([NoteSource.Note("note", "a", "one")], Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HubWorld.WorkAsync(dying));
        Assert.Equal(committed ? ["7", "8"] : [null, null], (string?[])[await IdOfAsync(world, Ann, "contact"), await IdOfAsync(world, Bob, "contact")]);
        Assert.Equal(committed, await HoldsAsync(world, "7", "Ann"));

        Assert.True(await world.AddNode("node-1").GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromSeconds(5), Cancel));
        Assert.Equal(["7", "8"], [await IdOfAsync(world, Ann, "contact"), await IdOfAsync(world, Bob, "contact")]);
        Assert.True(await HoldsAsync(world, "8", "Bob"));
        Assert.Equal<bool[]>(committed ? [false] : [false, true], [.. doubts]);
    }

    /// <summary>What was made before the rest was refused is there: forgotten, it would be made a second time.</summary>
    [Fact]
    public async Task Outcome_RefusedWithSomeMade_LinksWhatWasMade()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => new Outcome
        {
            Key = d.Key, Status = OutcomeStatus.Refused, Reason = new CaseReason(ErrorKind.Validation, "no", "No."), Further = [Of(Ann, "7", "Ann")],
        };
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        Assert.Equal("7", await IdOfAsync(world, Ann, "contact"));
        Assert.Equal("no", Assert.Single(await world.Hub.Cases.ListAsync(CaseFilter.All, cancellationToken: Cancel)).Reason.Cause);
    }

    [Fact]
    public async Task Outcome_WrittenAgainUnread_IsNoLongerAgreedAbout()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => Pinned(d, Of(Ann, "7", "Ann"), Of(Bob, "8", "Bob"));
        await world.AcceptAsync(NoteSource.Note("state", "a", "one"));
        Assert.True(await world.DrainAsync());
        world.Wall.OnSend = d => Pinned(d, new FurtherTarget { Source = Ann, Target = Written("7"), Unread = ["name"] });
        await world.AcceptAsync(NoteSource.Note("state", "a", "two"));
        Assert.True(await world.DrainAsync());
        Assert.Equal<bool[]>([false, true], [await HoldsAsync(world, "7", "Ann"), await HoldsAsync(world, "8", "Bob")]);
    }

    [Fact]
    public async Task Outcome_TargetOfAnotherRecord_IsACaseAndTheLinkStays()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => Pinned(d, Of(Ann, "7", "Ann"));
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        world.Wall.OnSend = d => Pinned(d, Of(Bob, "7", "Ann"));
        await world.AcceptAsync(NoteSource.Note("note", "b", "two"));
        Assert.True(await world.DrainAsync());

        CaseInfo open = Assert.Single(await world.Hub.Cases.ListAsync(CaseFilter.All, cancellationToken: Cancel));
        Assert.Equal(("two-records", ErrorKind.Conflict), (open.Reason.Cause, open.Reason.Kind));
        Assert.Contains("wall/contact/7 for notes/contact/bob", open.Reason.Message, StringComparison.Ordinal);
        Assert.Equal(["7", null], (string?[])[await IdOfAsync(world, Ann, "contact"), await IdOfAsync(world, Bob, "contact")]);
    }

    /// <summary>A contact may come from a system that is not connected: its effect is applied, and there is nothing to link.</summary>
    [Fact]
    public async Task Outcome_SourceIsNotConnected_IsAppliedWithoutALink()
    {
        await using HubWorld world = new();
        world.Wall.OnSend = d => Pinned(d, Of(new ExternalRef("elsewhere", "contact", "cy"), "9", "Cy"));
        await world.AcceptAsync(NoteSource.Note("note", "a", "one"));
        Assert.True(await world.DrainAsync());
        Assert.Equal("Applied", await world.StateOfAsync("a"));
        Assert.Null(await world.Hub.Identity.FindAsync(Written("9"), Cancel));
        Assert.True(await HoldsAsync(world, "9", "Cy"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ExternalRef Written(string id) => new("wall", "contact", id);

    private static FurtherTarget Of(ExternalRef source, string id, string name) =>
        new() { Source = source, Target = Written(id), Values = new Dictionary<string, string?> { ["name"] = name } };

    private static Outcome Pinned(Dispatch dispatch, params FurtherTarget[] further) => new()
    {
        Key = dispatch.Key, Status = OutcomeStatus.Applied, Target = new ExternalRef("wall", "note", "1"), Further = further,
    };

    private static async Task<string?> IdOfAsync(HubWorld world, ExternalRef reference, string kind) =>
        (await world.Hub.Identity.FindAsync(reference, Cancel))?.IdIn("wall", kind);

    private static async Task<bool> HoldsAsync(HubWorld world, string id, string name)
    {
        Bindings bindings = world.Node.GetRequiredService<Bindings>();
        await bindings.EnsureAsync(Cancel);
        Shadow shadow = await world.Node.GetRequiredService<HubStore>().RunAsync(t => t.Shadows.FindAsync(Written(id), bindings.ShadowKey, Cancel), Cancel);
        return shadow.Holds("name", name);
    }

    private sealed class Dies(string point) : IFaultPoints
    {
        public void Reached(string reached)
        {
            if (reached == point)
            {
                throw new OperationCanceledException("dead");
            }
        }
    }
}

using static Odoo.Connectors.Sync.Tests.Identity.IdentityWorld;

namespace Odoo.Connectors.Sync.Tests.Identity;

/// <summary>What a system says of the identity of its records is carried into the map, whether a flow knows of it or not.</summary>
public sealed class ToldIdentityTests
{
    [Fact]
    public async Task Merged_LoserIsSupersededAndTheSecondTimeNothingHappens()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "one");
        await world.Identity.LinkAsync(Billed("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.TellAsync(Account("1"), "2", ChangeKinds.RecordMerged);
        RecordLink one = (await world.Identity.FindAsync(Billed("1"), Cancel))!;
        Assert.Equal((LinkState.Superseded, "2"), (one.StateOf(Account("1")), one.IdIn("crm", "customer")));
        // What was made for it stays where it is.
        Assert.Equal(("1", "w1"), (one.IdIn("billing", "customer"), one.IdIn("erp", "note")));

        string before = await world.DumpAsync();
        await world.TellAsync(Account("1"), "2", ChangeKinds.RecordMerged);
        Assert.Equal(("Absorbed", before), ((await world.LastAsync()).State, await world.DumpAsync()));
    }

    [Fact]
    public async Task Merged_OfRecordsThatNothingIsKnownOf_IsAbsorbed()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "2", ChangeKinds.RecordMerged);
        Assert.Equal("Absorbed", (await world.LastAsync()).State);
        Assert.Null(await world.Identity.FindAsync(Account("1"), Cancel));
    }

    [Fact]
    public async Task Merged_IntoItself_IsACase()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "one");
        await world.TellAsync(Account("1"), "1", ChangeKinds.RecordMerged);
        Assert.Equal(("bad-input", ErrorKind.Protocol), (Assert.Single(await world.CasesAsync()).Reason.Cause, Assert.Single(await world.CasesAsync()).Reason.Kind));
    }

    [Fact]
    public async Task Gone_AndNotThere_IsATombstoneAndALateFactIsAbsorbed()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "one");
        world.Crm.Gone.Add("1");
        await world.TellAsync(Account("1"), "v=5", ChangeKinds.RecordGone);
        RecordReference gone = (await world.Identity.FindAsync(Account("1"), Cancel))!.Find(Account("1"))!;
        Assert.Equal((LinkState.Tombstoned, 5L), (gone.State, gone.Version));
        await world.TellAsync(Account("1"), "v=4 late", "changed");
        Assert.Equal("Absorbed", (await world.LastAsync()).State);
    }

    /// <summary>Events come in any order: what was restored meanwhile is not deleted.</summary>
    [Fact]
    public async Task Gone_AndThereAfterAll_IsAbsorbed()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "one");
        await world.TellAsync(Account("1"), "gone", ChangeKinds.RecordGone);
        Assert.Equal(LinkState.Linked, (await world.Identity.FindAsync(Account("1"), Cancel))!.StateOf(Account("1")));
        Assert.Equal("Absorbed", (await world.LastAsync()).State);
    }

    /// <summary>A CRM deletes what it merges away, and tells both.</summary>
    [Fact]
    public async Task Gone_AfterItWasMerged_StaysSuperseded()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "one");
        world.Crm.Gone.Add("1");
        await world.TellAsync(Account("1"), "2", ChangeKinds.RecordMerged);
        await world.TellAsync(Account("1"), "gone", ChangeKinds.RecordGone);
        Assert.Equal(LinkState.Superseded, (await world.Identity.FindAsync(Account("1"), Cancel))!.StateOf(Account("1")));
    }
}

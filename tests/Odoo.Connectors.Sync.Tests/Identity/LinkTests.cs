using Odoo.Connectors.Model;
using static Odoo.Connectors.Sync.Tests.Identity.IdentityWorld;

namespace Odoo.Connectors.Sync.Tests.Identity;

public sealed class LinkTests
{
    [Fact]
    public async Task Primary_OfSeveralAliases_IsTheFirstUntilAnotherIsPreferred()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Partner("1"), Account("1"), "ann", cancellationToken: Cancel);
        RecordLink record = await world.Identity.LinkAsync(Partner("2"), Account("1"), "ann", cancellationToken: Cancel);
        Assert.Equal("1", record.IdIn("erp", "customer"));
        record = await world.Identity.LinkAsync(Partner("3"), Account("1"), "ann", new LinkOptions { Primary = true }, Cancel);
        Assert.Equal("3", record.IdIn("erp", "customer"));
        Assert.Equal(4, record.References.Count);
    }

    [Fact]
    public async Task Primary_PerCompany_IsUsedForItAndTheSharedOneForOthers()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Partner("1"), Account("1"), "ann", cancellationToken: Cancel);
        RecordLink record = await world.Identity.LinkAsync(Partner("2"), Account("1"), "ann", new LinkOptions { Company = "BE01" }, Cancel);
        Assert.Equal(("1", "2", "1"), (record.IdIn("erp", "customer"), record.IdIn("erp", "customer", "BE01"), record.IdIn("erp", "customer", "DE01")));
    }

    [Fact]
    public async Task Link_ReferenceOfAnotherRecord_IsRefusedAndNamesTheField()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Billed("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.Identity.LinkAsync(Billed("2"), Account("2"), "ann", cancellationToken: Cancel);
        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(
            () => world.Identity.LinkAsync(Billed("1"), Account("2"), "ann", cancellationToken: Cancel));
        Assert.Equal((ErrorKind.Conflict, "reference"), (refused.Kind, refused.Field));
        Assert.Equal(Account("1"), (await world.Identity.FindAsync(Billed("1"), Cancel))!.Origin);
    }

    [Fact]
    public async Task Link_SystemThatIsNotConnected_IsRefused()
    {
        await using IdentityWorld world = new();
        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(
            () => world.Identity.LinkAsync(new ExternalRef("nowhere", "customer", "1"), Account("1"), "ann", cancellationToken: Cancel));
        Assert.Equal((ErrorKind.Configuration, "system"), (refused.Kind, refused.Field));
        Assert.Null(await world.Identity.FindAsync(Account("1"), Cancel));
    }

    [Fact]
    public async Task Supersede_IdRenamedInItsSystem_WritesUseTheNewOneAndTheOldOneIsStillFound()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Partner("1"), Account("1"), "ann", cancellationToken: Cancel);
        RecordLink record = await world.Identity.SupersedeAsync(Partner("1"), Partner("2"), "ann", Cancel);
        Assert.Equal("2", record.IdIn("erp", "customer"));
        Assert.Equal(Account("1"), (await world.Identity.FindAsync(Partner("1"), Cancel))!.Origin);
        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(() => world.Identity.SupersedeAsync(Partner("2"), Billed("2"), "ann", Cancel));
        Assert.Equal((ErrorKind.Validation, "replacement"), (refused.Kind, refused.Field));
    }

    [Fact]
    public async Task Supersede_OfTheIdThatWritesUse_WritesUseItsReplacementAndNoOlderAlias()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Partner("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.Identity.LinkAsync(Partner("3"), Account("1"), "ann", cancellationToken: Cancel);
        Assert.Equal("2", (await world.Identity.SupersedeAsync(Partner("1"), Partner("2"), "ann", Cancel)).IdIn("erp", "customer"));
    }

    [Fact]
    public async Task Supersede_OfTwoRecordsIdsInATarget_JoinsThemAndAsksNobodyToMergeWhatIsMerged()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Partner("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.Identity.LinkAsync(Partner("2"), Account("2"), "ann", cancellationToken: Cancel);
        RecordLink one = await world.Identity.SupersedeAsync(Partner("1"), Partner("2"), "ann", Cancel);
        Assert.Equal((Account("2"), "2"), (one.Origin, one.IdIn("erp", "customer")));
        Assert.Empty(await world.CasesAsync());
    }

    [Fact]
    public async Task Supersede_IdOfOneCompany_StaysThatCompanys()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Partner("1"), Account("1"), "ann", new LinkOptions { Company = "BE01" }, Cancel);
        RecordLink record = await world.Identity.SupersedeAsync(Partner("1"), Partner("2"), "ann", Cancel);
        Assert.Equal(("2", null), (record.IdIn("erp", "customer", "BE01"), record.IdIn("erp", "customer", "DE01")));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("v=4", false)]
    [InlineData("v=5", false)]
    [InlineData("v=6", true)]
    [InlineData("undelete", true)]
    public async Task Update_AfterItsDeletion_RevivesOnlyIfNewerOrUndeleted(string late, bool revives)
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "v=3");
        await world.TellAsync(Account("1"), "v=5", "deleted");
        RecordLink gone = (await world.Identity.FindAsync(Account("1"), Cancel))!;
        Assert.Equal((LinkState.Tombstoned, null, LinkState.Linked), (gone.StateOf(Account("1")), gone.IdIn("crm", "customer"), gone.State));

        int sent = world.Erp.Sent.Count;
        await world.TellAsync(Account("1"), late, "changed");
        Assert.Equal(revives ? "Applied" : "Absorbed", (await world.LastAsync()).State);
        Assert.Equal(revives ? sent + 1 : sent, world.Erp.Sent.Count);
        Assert.Equal(revives ? "1" : null, (await world.Identity.FindAsync(Account("1"), Cancel))!.IdIn("crm", "customer"));
    }

    [Fact]
    public async Task Creation_ToldAfterItsDeletion_MakesNothing()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "v=5", "deleted");
        await world.TellAsync(Account("1"), "v=1");
        Assert.Empty(world.Erp.Sent);
        Assert.Equal(LinkState.Tombstoned, (await world.Identity.FindAsync(Account("1"), Cancel))!.State);
    }

    [Fact]
    public async Task Webhook_OfARecordBeforeOurOwnCreateReturned_WaitsAndMakesNoSecondOne()
    {
        await using IdentityWorld world = new();
        bool lost = true;
        world.Erp.OnSend = d => lost
            ? new Outcome { Key = d.Key, Status = OutcomeStatus.Unknown }
            : new Outcome { Key = d.Key, Status = OutcomeStatus.Applied, Target = Partner("1") };
        await world.Hub.AcceptAsync([Told(Account("1"), "ours")], Cancel);
        await world.Hub.DrainAsync(TimeSpan.FromMilliseconds(50), Cancel);
        await world.Hub.AcceptAsync([Told(Partner("1"), "the webhook of our own create")], Cancel);
        await world.Hub.DrainAsync(TimeSpan.FromMilliseconds(50), Cancel);
        Assert.Equal("Waiting", (await world.LastAsync()).State);

        lost = false;
        Assert.True(await world.Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        Assert.Equal("wall-1|customer|crm-1/customer/1", Assert.Single(world.Erp.Sent.Distinct()));
        Assert.Equal(Account("1"), (await world.Identity.FindAsync(Partner("1"), Cancel))!.Origin);
    }

    [Fact]
    public async Task ClonedReference_NamedByTwoRecords_IsACaseAndKeepsItsLink()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "original");
        await world.TellAsync(Account("2"), "its clone");
        await world.TellAsync(Account("1"), "7", "same");
        await world.TellAsync(Account("2"), "7", "same");
        Assert.Equal("two-records", Assert.Single(await world.CasesAsync()).Reason.Cause);
        Assert.Equal(Account("1"), (await world.Identity.FindAsync(Billed("7"), Cancel))!.Origin);
    }
}

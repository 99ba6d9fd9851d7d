using Odoo.Connectors.Model;
using static Odoo.Connectors.Sync.Tests.Identity.IdentityWorld;

namespace Odoo.Connectors.Sync.Tests.Identity;

public sealed class MergeTests
{
    [Fact]
    public async Task Merge_TwoRecords_LoserIsFoundAsSurvivorAndUnmergeIsTheExactInverse()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Billed("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.Identity.LinkAsync(Partner("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.Identity.LinkAsync(Billed("2"), Account("2"), "ann", cancellationToken: Cancel);
        string before = await world.DumpAsync();

        RecordMerge merge = await world.Identity.MergeAsync(Billed("1"), Account("2"), "ann", "one customer, two accounts", Cancel);
        RecordLink one = (await world.Identity.FindAsync(Account("1"), Cancel))!;
        Assert.Equal(Account("2"), one.Origin);
        Assert.Equal(("2", "2", "1"), (one.IdIn("crm", "customer"), one.IdIn("billing", "customer"), one.IdIn("erp", "customer")));
        Assert.Equal([Account("1"), Billed("1"), Partner("1")], merge.Moved.OrderBy(r => r.ToString(), StringComparer.Ordinal).OrderBy(r => r.System == "crm" ? 0 : r.System == "billing" ? 1 : 2));
        RecordMerge kept = Assert.Single(await world.Identity.MergesAsync(Account("1"), Cancel));
        Assert.Equal(("ann", "one customer, two accounts", null), (kept.By, kept.Why, kept.UndoneAt));

        UnmergeResult apart = await world.Identity.UnmergeAsync(merge.Id, "bob", Cancel);
        Assert.Equal(before, await world.DumpAsync());
        Assert.Equal((Account("1"), Account("2")), (apart.Restored.Origin, apart.Survivor.Origin));
        ConnectorException again = await Assert.ThrowsAsync<ConnectorException>(() => world.Identity.UnmergeAsync(merge.Id, "bob", Cancel));
        Assert.Equal(ErrorKind.NotFound, again.Kind);
    }

    [Fact]
    public async Task Merge_BothInOneTarget_SurvivorsStaysPrimaryAndACaseNamesBoth()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Partner("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.Identity.LinkAsync(Partner("2"), Account("2"), "ann", cancellationToken: Cancel);
        RecordMerge merge = await world.Identity.MergeAsync(Account("1"), Account("2"), "ann", "one customer", Cancel);
        Assert.Equal("2", (await world.Identity.FindAsync(Account("1"), Cancel))!.IdIn("erp", "customer"));
        CaseInfo only = Assert.Single(await world.CasesAsync());
        Assert.Equal("two-partners", only.Reason.Cause);
        Assert.Contains("erp/customer/1 and erp/customer/2", only.Reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("crm/", only.Reason.Message[only.Reason.Message.IndexOf(':', StringComparison.Ordinal)..], StringComparison.Ordinal);

        await world.Identity.UnmergeAsync(merge.Id, "ann", Cancel);
        Assert.Empty(await world.CasesAsync());
    }

    [Fact]
    public async Task Merge_SaidByTheSource_LosersIdIsSupersededAndFutureGoesToTheSurvivor()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "one");
        await world.TellAsync(Account("2"), "two");
        await world.TellAsync(Account("1"), "2", "merged");
        RecordLink one = (await world.Identity.FindAsync(Account("1"), Cancel))!;
        Assert.Equal(LinkState.Superseded, one.StateOf(Account("1")));
        Assert.Equal((Account("2"), "2"), (one.Origin, one.Find(Account("1"))!.SupersededBy));
        Assert.Equal("two-partners", Assert.Single(await world.CasesAsync()).Reason.Cause);

        // A late fact of the loser is one of the survivor, whose document is there.
        int sent = world.Erp.Sent.Count;
        await world.TellAsync(Account("1"), "one, late");
        Assert.Equal(sent, world.Erp.Sent.Count);
        Assert.Equal("Absorbed", (await world.LastAsync()).State);
    }

    [Fact]
    public async Task Merge_OfUnknownRecordsSaidByTheSource_SurvivorIsTheRecord()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "2", "merged");
        RecordLink one = (await world.Identity.FindAsync(Account("1"), Cancel))!;
        Assert.Equal((Account("2"), "2"), (one.Origin, one.IdIn("crm", "customer")));
    }

    [Fact]
    public async Task Merge_WhileTheLoserIsBeingDecided_DecidesOnTheSurvivor()
    {
        // The read of an object is outside of any transaction: whatever is committed meanwhile, the decision is made on it.
        await using IdentityWorld world = new();
        await world.TellAsync(Account("2"), "two");
        await world.Identity.LinkAsync(Billed("1"), Account("1"), "ann", cancellationToken: Cancel);
        world.Crm.OnRead = () => world.Identity.MergeAsync(Account("1"), Account("2"), "ann", "one customer", Cancel);
        await world.TellAsync(Account("1"), "one", "read");
        Assert.Equal("Absorbed", (await world.LastAsync()).State);
        Assert.Single(world.Erp.Pinned);
    }

    [Fact]
    public async Task Merge_EffectOfTheLoserOnItsWay_LinksItsRecordToTheSurvivor()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("2"), "two");
        await world.Hub.AcceptAsync([Told(Account("1"), "one")], Cancel);
        world.Erp.OnSend = d =>
        {
            world.Erp.OnSend = _ => null;
            world.Identity.MergeAsync(Account("1"), Account("2"), "ann", "one customer", Cancel).GetAwaiter().GetResult();
            return null;
        };
        Assert.True(await world.Hub.DrainAsync(TimeSpan.FromSeconds(10), Cancel));
        RecordLink one = (await world.Identity.FindAsync(Account("1"), Cancel))!;
        Assert.Equal("w1", one.IdIn("erp", "note"));
        Assert.Contains(new ExternalRef("erp", "note", "w2"), one.References);
    }

    [Fact]
    public async Task Unmerge_DocumentsMadeMeanwhile_AreListedAndNotMoved()
    {
        await using IdentityWorld world = new();
        await world.Identity.LinkAsync(Billed("1"), Account("1"), "ann", cancellationToken: Cancel);
        await world.Identity.LinkAsync(Billed("2"), Account("2"), "ann", cancellationToken: Cancel);
        await world.TellAsync(Account("3"), "not concerned");
        RecordMerge merge = await world.Identity.MergeAsync(Account("1"), Account("2"), "ann", "one customer", Cancel);
        await world.TellAsync(Account("1"), "made for both");
        UnmergeResult apart = await world.Identity.UnmergeAsync(merge.Id, "ann", Cancel);
        MadeDocument made = Assert.Single(apart.MadeMeanwhile);
        Assert.Equal(("wall-1|customer|crm-1/customer/2", "erp", "w2"), (made.EffectKey, made.Target, made.TargetId));
        Assert.Equal("w2", apart.Survivor.IdIn("erp", "note"));
        Assert.Null(apart.Restored.IdIn("erp", "note"));
    }

    [Fact]
    public async Task Merge_ClaimsOfTheLoser_AreTheSurvivorsUntilUnmerged()
    {
        await using IdentityWorld world = new();
        world.Erp.Claims = i => [$"vat:{((string)i.Record).Split(' ')[0]}"];
        await world.TellAsync(Account("1"), "BE1");
        await world.TellAsync(Account("2"), "BE2");
        RecordMerge merge = await world.Identity.MergeAsync(Account("1"), Account("2"), "ann", "one customer", Cancel);
        await world.TellAsync(Account("3"), "BE1");
        Assert.Equal(Account("2"), (await world.Identity.FindAsync(Account("3"), Cancel))!.Origin);

        await world.Identity.UnmergeAsync(merge.Id, "ann", Cancel);
        await world.TellAsync(Account("4"), "BE1");
        Assert.Equal(Account("1"), (await world.Identity.FindAsync(Account("4"), Cancel))!.Origin);
    }

    [Fact]
    public async Task Unmerge_ListsDocumentsOfItsRecordsSinceTheMergeAndNothingElse()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("2"), "made before");
        await world.Identity.LinkAsync(Billed("1"), Account("1"), "ann", cancellationToken: Cancel);
        RecordMerge merge = await world.Identity.MergeAsync(Account("1"), Account("2"), "ann", "one customer", Cancel);
        await world.TellAsync(Account("2"), "values are no document", "changed");
        await world.TellAsync(Account("3"), "of another customer");
        Assert.Empty((await world.Identity.UnmergeAsync(merge.Id, "ann", Cancel)).MadeMeanwhile);
    }

    [Fact]
    public async Task Unmerge_OfTheEarlierOfTwo_LeavesTheLaterOneOnlyWhatIsItsOwn()
    {
        // 1 into 2, 2 into 3: what came of 1 moved twice. Taken back from the first merge, it is no longer the second one's to take back.
        await using IdentityWorld world = new();
        world.Erp.Claims = i => [$"vat:{((string)i.Record).Split(' ')[0]}"];
        foreach (string id in (string[])["1", "2", "3"])
        {
            await world.TellAsync(Account(id), $"BE{id}");
            await world.Identity.LinkAsync(Billed(id), Account(id), "ann", cancellationToken: Cancel);
        }

        string apart = await world.DumpAsync();
        RecordMerge first = await world.Identity.MergeAsync(Account("1"), Account("2"), "ann", "one customer", Cancel);
        RecordMerge second = await world.Identity.MergeAsync(Account("2"), Account("3"), "ann", "one customer", Cancel);
        await world.Identity.UnmergeAsync(first.Id, "ann", Cancel);
        RecordMerge third = await world.Identity.MergeAsync(Account("1"), Account("3"), "ann", "one customer", Cancel);
        await world.Identity.UnmergeAsync(second.Id, "ann", Cancel);
        Assert.Equal(Account("3"), (await world.Identity.FindAsync(Billed("1"), Cancel))!.Origin);
        Assert.Equal(Account("2"), (await world.Identity.FindAsync(Billed("2"), Cancel))!.Origin);
        await world.TellAsync(Account("4"), "BE1");
        await world.TellAsync(Account("5"), "BE2");
        Assert.Equal(
            (Account("3"), Account("2")),
            ((await world.Identity.FindAsync(Account("4"), Cancel))!.Origin, (await world.Identity.FindAsync(Account("5"), Cancel))!.Origin));

        await world.Identity.UnmergeAsync(third.Id, "ann", Cancel);
        string again = await world.DumpAsync();
        Assert.Equal(apart.Split('\n'), again.Split('\n').Where(l => !l.StartsWith("crm/customer/4", StringComparison.Ordinal) && !l.StartsWith("crm/customer/5", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Merge_EveryChange_IsAuditedWithWhoMadeIt()
    {
        await using IdentityWorld world = new();
        await world.TellAsync(Account("1"), "one");
        await world.TellAsync(Account("1"), "2", "merged");
        EventReport last = await world.LastAsync();
        Assert.Contains(await world.Hub.ExplainAsync(last.Id, Cancel), a => a.What == "superseded" && a is { Detail: "crm/customer/1 by crm/customer/2", By: "crm" });
    }
}

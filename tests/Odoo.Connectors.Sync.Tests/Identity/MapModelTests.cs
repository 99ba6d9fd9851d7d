using CsCheck;
using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests.Identity;

/// <summary>Any sequence of changes leaves the map as a plain model says: one live record for each reference, and merges undone exactly.</summary>
public sealed class MapModelTests
{
    private static readonly ExternalRef[] Pool = [.. Enumerable.Range(0, 8).Select(i => new ExternalRef(i < 5 ? "crm" : "erp", "customer", $"{i}"))];

    [Fact]
    public async Task Map_AnySequenceOfChanges_IsAsTheModelSays()
    {
        await using IdentityWorld world = new();
        await world.ReadyAsync();
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 7], Gen.Int[0, 7]).Array[1, 25].Sample(
            operations => RunAsync(world, operations).GetAwaiter().GetResult(), iter: StoreOfThisRun.Times(300), threads: 1);
    }

    private static async Task RunAsync(IdentityWorld world, (int What, int One, int Other)[] operations)
    {
        // One transaction that is never committed: each sequence begins with an empty map.
        await using HubTransaction transaction = await world.Store.BeginAsync(IdentityWorld.Cancel);
        Stamp stamp = new("test", "test", null, DateTimeOffset.UnixEpoch);
        MapModel model = new();
        foreach ((int what, int one, int other) in operations)
        {
            await StepAsync(world.Writer, transaction, stamp, model, what, Pool[one], Pool[other]);
            await AssertSameAsync(transaction, model);
        }
    }

    private static async Task StepAsync(
        IdentityWriter writer, HubTransaction transaction, Stamp stamp, MapModel model, int what, ExternalRef one, ExternalRef other)
    {
        CancellationToken cancel = IdentityWorld.Cancel;
        RecordLink? first = await transaction.Identity.FindAsync(one, cancel), second = await transaction.Identity.FindAsync(other, cancel);
        switch (what)
        {
            case 0 or 1 when one != other:
                RecordLink record = await writer.EnsureAsync(transaction, other, cancel);
                bool? linked = await writer.LinkAsync(transaction, one, record, "", stamp, cancel);
                Assert.Equal(model.Link(one, other), linked is not null);
                break;
            case 2 when first is not null && second is not null && first.RecordId != second.RecordId:
                string before = await DumpAsync(transaction);
                RecordMerge merge = (await transaction.Merges.FindAsync(await writer.MergeAsync(transaction, first, second, null, stamp, cancel), cancel))!;
                await IdentityWriter.UnmergeAsync(transaction, merge, stamp, cancel);
                Assert.Equal(before, await DumpAsync(transaction));
                model.Merge(await writer.MergeAsync(transaction, first, second, null, stamp, cancel), one, other);
                break;
            case 3 when model.Active.Count > 0:
                long id = model.Active[Array.IndexOf(Pool, one) % model.Active.Count];
                await IdentityWriter.UnmergeAsync(transaction, (await transaction.Merges.FindAsync(id, cancel))!, stamp, cancel);
                model.Unmerge(id);
                break;
            case 4 when first is not null && one != other && one.System == other.System:
                await writer.SupersedeAsync(transaction, one, other, stamp, cancel);
                long? merged = second is not null && second.RecordId != first.RecordId
                    ? (await transaction.Merges.OfAsync(second.RecordId, cancel)).Last().Id : null;
                model.Supersede(merged, one, other);
                break;
            case 5:
                await writer.TombstoneAsync(transaction, one, null, stamp, cancel);
                model.Tombstone(one);
                break;
        }
    }

    private static async Task AssertSameAsync(HubTransaction transaction, MapModel model)
    {
        Dictionary<Guid, string> recordOf = [];
        foreach (ExternalRef reference in Pool)
        {
            RecordLink? found = await transaction.Identity.FindAsync(reference, IdentityWorld.Cancel);
            Assert.Equal(model.Knows(reference), found is not null);
            if (found is null)
            {
                continue;
            }

            Assert.Equal(model.StateOf(reference), found.StateOf(reference));
            Assert.Equal(model.MembersWith(reference), found.References.Select(r => r.Id).Order(StringComparer.Ordinal));
            Assert.Equal(found.RecordId, await transaction.Merges.ResolveAsync(found.RecordId, IdentityWorld.Cancel));
            foreach (IGrouping<string, RecordReference> group in found.Links.GroupBy(l => l.Reference.System, StringComparer.Ordinal))
            {
                int live = group.Count(l => l.State == LinkState.Linked);
                Assert.Equal(live > 0 ? 1 : 0, group.Count(l => l.IsPrimary));
                Assert.All(group.Where(l => l.IsPrimary), l => Assert.Equal(LinkState.Linked, l.State));
            }
        }
    }

    private static async Task<string> DumpAsync(HubTransaction transaction)
    {
        List<string> lines = [];
        foreach (ExternalRef reference in Pool)
        {
            RecordLink? found = await transaction.Identity.FindAsync(reference, IdentityWorld.Cancel);
            lines.Add($"{reference} {found?.RecordId} {found?.Origin} {found?.Find(reference)}");
        }

        return string.Join('\n', lines);
    }
}

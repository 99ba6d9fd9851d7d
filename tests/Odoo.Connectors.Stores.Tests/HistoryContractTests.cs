using Odoo.Connectors.Model;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>What sources told, version by version, on every store.</summary>
public sealed class HistoryContractTests
{
    private static readonly string[] s_asked = ["a", "d", "none"];

    public static TheoryData<StoreKind> Kinds => TestStore.Kinds;

    private static CancellationToken Cancel => StoreRig.Cancel;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Add_AVersionThatIsThere_ChangesNothing(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(t => t.History.AddAsync(Row("a", 2), Cancel));
        await rig.RunAsync(t => t.History.AddAsync(Row("a", 2) with { KnownAt = StoreRig.Noon.AddDays(3), Ledger = "other" }, Cancel));
        HistoryRow only = Assert.Single(await PageAsync(rig, null));
        Assert.Equal(Row("a", 2), only with { Id = 0 });
        Assert.Equal("x2", await rig.One.ReadAsync(t => t.History.LatestAsync(only.Record, Cancel), Cancel));
        Assert.Null(await rig.One.ReadAsync(t => t.History.LatestAsync(only.Record with { Id = "b" }, Cancel), Cancel));
    }

    /// <summary>Record by record, the oldest version first, page by page, without what was not known by then.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Page_OfManyRecords_GoesOnWhereItEnded(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        await rig.RunAsync(async t =>
        {
            foreach (HistoryRow row in new[] { Row("b", 1), Row("a", 3), Row("a", 10), Row("a", 2), Row("B", 1), Row("b", 7) with { KnownAt = StoreRig.Noon.AddMilliseconds(1) } })
            {
                await t.History.AddAsync(row, Cancel);
            }

            await t.History.AddAsync(Row("a", 1) with { Record = new ExternalRef("crm", RecordKinds.Deal, "a") }, Cancel);
        });
        List<HistoryRow> all = [];
        List<HistoryRow> page;
        do
        {
            page = await PageAsync(rig, all.LastOrDefault(), most: 2);
            all.AddRange(page);
        }
        while (page.Count > 0);
        Assert.Equal([("B", 1L), ("a", 2L), ("a", 3L), ("a", 10L), ("b", 1L)], all.Select(r => (r.Record.Id, r.Ordering)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Served_AfterADay_AreThoseThatBillLonger(StoreKind kind)
    {
        await using StoreRig rig = new(kind);
        DateOnly day = new(2026, 3, 31);
        await rig.RunAsync(async t =>
        {
            foreach ((string id, DateOnly? until) in new (string, DateOnly?)[] { ("a", day), ("b", day.AddDays(1)), ("c", null), ("d", day.AddDays(9)) })
            {
                await t.History.AddAsync(Row(id, 1) with { Until = until }, Cancel);
            }
        });
        Assert.Equal(["b", "d"], (await rig.One.ReadAsync(t => t.History.ServedAsync(RecordKinds.Contract, day, 0, 10, Cancel), Cancel)).Select(r => r.Record.Id));
        ExternalRef[] asked = [.. s_asked.Select(id => new ExternalRef("billing", RecordKinds.Contract, id))];
        List<HistoryRow> found = await rig.One.ReadAsync(t => t.History.FindAsync(asked, Cancel), Cancel);
        Assert.Equal([("a", (DateOnly?)day), ("d", day.AddDays(9))], found.Select(r => (r.Record.Id, r.Until)));
    }

    private static Task<List<HistoryRow>> PageAsync(StoreRig rig, HistoryRow? after, int most = 10) =>
        rig.One.ReadAsync(t => t.History.PageAsync(RecordKinds.Contract, StoreRig.Noon, after, most, Cancel), Cancel);

    private static HistoryRow Row(string id, long version) => new()
    {
        Record = new ExternalRef("billing", RecordKinds.Contract, id), Ordering = version, Content = $"x{version}", EffectiveAt = StoreRig.Noon, KnownAt = StoreRig.Noon, Ledger = "odoo",
        Body = "{}",
    };
}

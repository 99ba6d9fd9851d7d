using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Stores.Tests;

/// <summary>What the store gives up for another one's sake runs again.</summary>
public sealed class ConflictTests
{
    private static CancellationToken Cancel => StoreRig.Cancel;

    [Fact]
    public async Task Run_RowChangedByAnother_RunsAgainOnWhatThatLeft()
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        await rig.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel));
        int runs = 0;
        long number = await rig.RunAsync(async t =>
        {
            await t.Meta.WatermarkAsync("nobody", "", Cancel);
            if (runs++ < 5)
            {
                await rig.Two.RunAsync(o => o.Lanes.NextDecisionAsync("lane", Cancel), Cancel);
            }

            return await t.Lanes.NextDecisionAsync("lane", Cancel);
        });
        Assert.Equal((6, 6L), (runs, number));
    }

    [Fact]
    public async Task Run_AlwaysInAnothersWay_EndsAsTransient()
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        await rig.RunAsync(t => t.Lanes.EnsureAsync("lane", Cancel));
        int runs = 0;
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => rig.RunAsync(async t =>
        {
            runs++;
            await t.Meta.WatermarkAsync("nobody", "", Cancel);
            await rig.Two.RunAsync(o => o.Lanes.NextDecisionAsync("lane", Cancel), Cancel);
            return await t.Lanes.NextDecisionAsync("lane", Cancel);
        }));
        Assert.Equal((ErrorKind.Transient, 51), (e.Kind, runs));
    }

    /// <summary>The index of a key refuses the second of two that add it, before the server sees that they read past each other.</summary>
    [Fact]
    public async Task Run_RowAddedByAnother_RunsAgainOnWhatThatLeft()
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        LedgerEffect effect = StoreRig.Effect("e");
        int runs = 0;
        await rig.RunAsync(async t =>
        {
            await t.Meta.WatermarkAsync("nobody", "", Cancel);
            if (runs == 0)
            {
                await rig.Two.RunAsync(o => o.Ledger.SendingAsync(effect, 1, StoreRig.Noon, Cancel), Cancel);
            }

            await t.Ledger.SendingAsync(effect with { Attempts = runs++ }, 1, StoreRig.Noon, Cancel);
        });
        Assert.Equal(2, runs);
        Assert.Equal(2, rig.Store.Execute("SELECT COUNT(*) FROM attempt"));
    }

    [Fact]
    public async Task Run_RefusedByAnIndexWheneverItRuns_EndsAsAFaultOfItsData()
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        int runs = 0;
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => rig.RunAsync(async t =>
        {
            runs++;
            await t.Ledger.SendingAsync(StoreRig.Effect("e"), 1, StoreRig.Noon, Cancel);
            await t.Ledger.SendingAsync(StoreRig.Effect("e"), 1, StoreRig.Noon, Cancel);
        }));
        Assert.Equal((ErrorKind.Protocol, 51), (e.Kind, runs));
        Assert.True(StoreFaults.IsOfData(e));
    }

    /// <summary>One statement lock must not make strangers conflict: each works on lanes, subjects and effects of its own.</summary>
    [Fact]
    public async Task Run_StrangersSideBySide_SeldomConflict()
    {
        await using StoreRig rig = new(StoreKind.PostgreSql);
        const int Workers = 6, Rounds = 20;
        int runs = 0;
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(w => Task.Run(
            async () =>
            {
                for (int round = 0; round < Rounds; round++)
                {
                    string key = $"w{w}r{round}";
                    await rig.RunAsync(async t =>
                    {
                        Interlocked.Increment(ref runs);
                        await t.Lanes.EnsureAsync($"lane{w}", Cancel);
                        await StoreRig.AddAsync(t, StoreRig.Delivery(key, key, $"lane{w}"));
                        await t.Inbox.WakeAsync(StoreRig.Noon, Cancel);
                        await t.Ledger.FindAsync(key, Cancel);
                        await t.Ledger.PlanAsync(StoreRig.Effect(key), StoreRig.Noon, Cancel);
                    });
                }
            },
            Cancel)));
        // Index pages are still shared while they are few; whole tables would make nearly every run conflict.
        Assert.InRange(runs, Workers * Rounds, Workers * Rounds * 3);
    }
}

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
                        await t.Inbox.AddAsync(StoreRig.Delivery(key, key, $"lane{w}"), StoreRig.Noon, Cancel);
                        await t.Inbox.NextAsync($"lane{w}", StoreRig.Noon, Cancel);
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

using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

public sealed class NodeTests
{
    [Fact]
    public async Task TwoNodes_SameStore_ApplyEverythingOnceInOrder()
    {
        await using HubWorld world = new();
        ServiceProvider second = world.AddNode("node-2");
        IConnectorOperations other = second.GetRequiredService<IConnectorOperations>();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        Delivery[] notes = [.. Enumerable.Range(0, 60).Select(i => NoteSource.Note("note", $"n{i}", $"text{i}", $"e{i}", $"lane{i % 7}"))];
        await Task.WhenAll(
            Task.Run(async () => { foreach (Delivery n in notes) { await world.Hub.AcceptAsync([n], cancel); } }, cancel),
            Task.Run(async () => { foreach (Delivery n in notes) { await other.AcceptAsync([n], cancel); } }, cancel));
        bool[] quiet = await Task.WhenAll(
            Task.Run(() => world.Hub.DrainAsync(TimeSpan.FromSeconds(20), cancel), cancel),
            Task.Run(() => other.DrainAsync(TimeSpan.FromSeconds(20), cancel), cancel));
        Assert.All(quiet, Assert.True);
        Assert.Equal(60, world.Wall.Pinned.Count);
        Assert.Equal(60, world.Wall.Sent.Count);
        Assert.Equal(60, (await world.Hub.EventsAsync(cancel)).Count);
    }

    [Fact]
    public async Task Node_DiesWhileSending_SuccessorAsksAndDoesNotRepeat()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        world.Wall.OnSend = d =>
        {
            world.Wall.Pin(d);
            throw new OperationCanceledException("the process dies here", new CancellationToken(canceled: true));
        };
        ServiceProvider dying = world.AddNode("node-1", s => s.AddSingleton<IFaultPoints>(new Dies(FaultPoint.Answered)));
        IConnectorOperations hub = dying.GetRequiredService<IConnectorOperations>();
        await hub.AcceptAsync([NoteSource.Note("note", "a", "one")], cancel);
        await Assert.ThrowsAnyAsync<Exception>(() => hub.DrainAsync(TimeSpan.FromSeconds(5), cancel));

        world.Wall.OnSend = d =>
        {
            Assert.True(d.InDoubt);
            return null;
        };
        ServiceProvider successor = world.AddNode("node-1");
        Assert.True(await successor.GetRequiredService<IConnectorOperations>().DrainAsync(TimeSpan.FromSeconds(5), cancel));
        Assert.Single(world.Wall.Pinned);
    }

    [Fact]
    public async Task StaleNode_AfterItsNameWasTaken_CommitsNothing()
    {
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        HubStore store = world.Node.GetRequiredService<HubStore>();
        long old;
        await using (HubTransaction t = await store.BeginAsync(cancel))
        {
            old = await t.Nodes.RegisterAsync("n", TimeSpan.FromSeconds(30), cancel);
            await t.Lanes.EnsureAsync("lane", cancel);
            Assert.True(await t.Lanes.TryHoldAsync("lane", old, cancel));
            await t.CommitAsync(cancel);
        }

        await using (HubTransaction t = await store.BeginAsync(cancel))
        {
            long taken = await t.Nodes.RegisterAsync("n", TimeSpan.FromSeconds(30), cancel);
            Assert.True(await t.Lanes.TryHoldAsync("lane", taken, cancel));
            await t.CommitAsync(cancel);
        }

        await using (HubTransaction t = await store.BeginAsync(cancel))
        {
            await Assert.ThrowsAsync<StaleFenceException>(() => t.Lanes.FenceAsync("lane", old, cancel));
        }
    }

    [Fact]
    public async Task Lease_ThatIsOver_IsNotRenewed()
    {
        // Others may hold its lanes by now: whoever wakes up after it must not believe that it still lasts.
        await using HubWorld world = new();
        CancellationToken cancel = TestContext.Current.CancellationToken;
        HubStore store = world.Node.GetRequiredService<HubStore>();
        await using HubTransaction t = await store.BeginAsync(cancel);
        long epoch = await t.Nodes.RegisterAsync("n", TimeSpan.FromMilliseconds(-1), cancel);
        Assert.False(await t.Nodes.RenewAsync(epoch, TimeSpan.FromSeconds(30), cancel));
    }

    [Fact]
    public async Task Binding_AccountChanged_StopsWithBothAccountsNamed()
    {
        await using HubWorld world = new();
        await world.DrainAsync();
        world.Source.Account = "acct-2";
        IConnectorOperations again = world.AddNode("node-2").GetRequiredService<IConnectorOperations>();
        WrongWorldException e = await Assert.ThrowsAsync<WrongWorldException>(() => again.DrainAsync(TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.Contains("acct-1", e.Message, StringComparison.Ordinal);
        Assert.Contains("acct-2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Binding_LiveAndTestMixed_IsRefused()
    {
        await using HubWorld world = new();
        world.Source.IsLive = true;
        await Assert.ThrowsAsync<WrongWorldException>(() => world.DrainAsync());
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

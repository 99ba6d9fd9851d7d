namespace Odoo.Connectors.Sync.Tests;

/// <summary>Nodes on one PostgreSQL wake each other.</summary>
public sealed class WakeTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Accept_ByAnotherNode_WakesTheIdleOne()
    {
        await using HubWorld world = new();
        await using RunningNode idle = await RunningNode.StartAsync(world, "idle", hub: o => o.Idle = TimeSpan.FromMinutes(1));
        for (int i = 0; i < 3; i++)
        {
            await world.AcceptAsync(NoteSource.Note("note", $"n{i}", "text"));
            await RunningNode.UntilAsync(() => world.Wall.Pinned.Count == i + 1, Soon);
        }
    }

    [Fact]
    public async Task Listener_LosesItsConnection_HearsAgain()
    {
        await using HubWorld world = new();
        await using RunningNode idle = await RunningNode.StartAsync(world, "idle", hub: o => o.Idle = TimeSpan.FromMinutes(1));
        await RunningNode.UntilAsync(() => Listening(world) == 1, Soon);
        world.Store.Execute("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'");

        // What is accepted while nobody listens is found when it listens again.
        await world.AcceptAsync(NoteSource.Note("note", "a", "text"));
        await RunningNode.UntilAsync(() => world.Wall.Pinned.Count == 1 && Listening(world) == 1, Soon);
        await world.AcceptAsync(NoteSource.Note("note", "b", "text"));
        await RunningNode.UntilAsync(() => world.Wall.Pinned.Count == 2, Soon);
    }

    private static long? Listening(HubWorld world) =>
        world.Store.Execute("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'");
}

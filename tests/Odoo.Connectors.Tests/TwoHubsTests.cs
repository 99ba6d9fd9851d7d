using Odoo.Connectors.Samples.LeadToCash;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Tests;

/// <summary>Several hub processes share one store.</summary>
public sealed class TwoHubsTests
{
    [Theory]
    [InlineData(StoreKind.Sqlite, true)]
    [InlineData(StoreKind.Sqlite, false)]
    [InlineData(StoreKind.PostgreSql, true)]
    public async Task TwoProcesses_BothReceiveEveryWebhook_SameLedger(StoreKind kind, bool effectAction)
    {
        await using StoryWorld world = await StartAsync(kind, effectAction);
        world.HappenAll();
        await using HubProcess first = new(world.Settings);
        await using HubProcess second = new(world.Settings);
        await Task.WhenAll(first.StartAsync(node: "node-a"), second.StartAsync(node: "node-b"));
        foreach (StoryStep evt in world.Events)
        {
            await Task.WhenAll(first.DeliverAsync(evt.Json), second.DeliverAsync(evt.Json));
        }

        await world.DrainAsync();
        await world.AssertBooksAsync();
        Assert.Equal(("", ""), (first.Errors, second.Errors));
    }

    /// <summary>A rolling restart, or a command line beside the service: the other process comes and goes while the first works.</summary>
    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task SecondProcess_ComesAndGoes_SameLedger(StoreKind kind)
    {
        await using StoryWorld world = await StartAsync(kind, effectAction: true);
        world.HappenAll();
        await using HubProcess steady = new(world.Settings);
        await using HubProcess guest = new(world.Settings);
        await steady.StartAsync(node: "node-a");
        foreach (StoryStep evt in world.Events)
        {
            await Task.WhenAll(steady.DeliverAsync(evt.Json), VisitAsync(guest, evt));
        }

        await world.DrainAsync();
        await world.AssertBooksAsync();
        Assert.Equal(("", ""), (steady.Errors, guest.Errors));

        static async Task VisitAsync(HubProcess guest, StoryStep evt)
        {
            await guest.StartAsync(node: "node-b");
            await guest.DeliverAsync(evt.Json);
            await guest.StopAsync();
        }
    }

    private static Task<StoryWorld> StartAsync(StoreKind kind, bool effectAction) => StoryWorld.StartAsync(
        "plain", effectAction, s => kind == StoreKind.Sqlite ? s : s with { Store = PostgreSqlCluster.Shared.NewDatabase() });
}

using Odoo.Connectors.Samples.LeadToCash;

namespace Odoo.Connectors.Tests;

/// <summary>Two hub processes share one store and both receive everything.</summary>
public sealed class TwoHubsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TwoProcesses_BothReceiveEveryWebhook_SameLedger(bool effectAction)
    {
        await using StoryWorld world = await StoryWorld.StartAsync("plain", effectAction);
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
    }
}

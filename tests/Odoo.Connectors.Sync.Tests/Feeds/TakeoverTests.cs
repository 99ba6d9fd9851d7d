using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>A stream belongs to one node at a time: who lost it stores nothing, and who cannot have it loses no run.</summary>
public sealed class TakeoverTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_LeaseEndsWhileThePageIsRead_StoresNeitherThePageNorItsWatermark()
    {
        await using FeedWorld world = new();
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "one");
        world.Table.OnPoll = () => LoseTheLease(world);
        await world.PollAsync();
        Assert.Equal(1, world.Table.Polls);
        Assert.Empty(await world.Hub.EventsAsync(Cancel));
        Assert.Null((await world.StatusAsync()).Watermark);

        world.Table.OnPoll = () => null;
        world.Restart();
        await world.DrainAsync();
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
    }

    [Fact]
    public async Task Pass_LeaseEndsWhileThePageIsRead_StoresNothingOfIt()
    {
        await using FeedWorld world = new();
        await world.DrainAsync();
        world.Table.Rows["a"] = (world.Clock.GetUtcNow().AddDays(-9), "one");
        long number = await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        world.Table.OnPoll = () => LoseTheLease(world);
        await world.PassAsync();
        Assert.Equal((0, 0), ((await world.Feeds.PassAsync(number, Cancel))!.Pages, (await world.Hub.EventsAsync(Cancel)).Count));

        world.Table.OnPoll = () => null;
        world.Restart();
        await world.DrainAsync();
        Assert.Equal((1, PassState.Complete), ((await world.Feeds.PassAsync(number, Cancel))!.Pages, (await world.Feeds.PassAsync(number, Cancel))!.State));
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
    }

    [Fact]
    public async Task Run_WhileAnotherNodeHoldsTheStream_IsLeftToItAndNotPutOff()
    {
        await using FeedWorld world = new();
        await world.TickAsync();
        Hub other = world.AddNode("node-2").GetRequiredService<Hub>();
        await other.EnsureReadyAsync(Cancel);
        world.Store.Execute("UPDATE lane SET epoch = (SELECT epoch FROM node WHERE name = 'node-2') WHERE name = 'poll/table/rows'");
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        DateTimeOffset due = world.Clock.GetUtcNow();
        await world.TickAsync();
        Assert.Equal((1, due), (world.Table.Polls, (await world.StatusAsync()).NextRunAt));

        // The other node ends without having polled: the run is made up for at once.
        await other.LeaveAsync(Cancel);
        await world.TickAsync();
        Assert.Equal(2, world.Table.Polls);
    }

    private static ConnectorException? LoseTheLease(FeedWorld world)
    {
        world.Store.Execute("UPDATE node SET expires_at = 0");
        return null;
    }
}

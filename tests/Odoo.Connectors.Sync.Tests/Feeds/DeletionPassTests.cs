using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>What was deleted is found by lists of ids: no record is read, and nothing is concluded from half a list.</summary>
public sealed class DeletionPassTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>1,203 rows in lists of 400: three full pages and one of 2 after one row went.</summary>
    [Fact]
    public async Task FindDeleted_ReadsNoRowAndTellsEachDeletionOnce()
    {
        await using FeedWorld world = new();
        Fill(world, 1203);
        await world.PollAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Table.Rows.Remove("r0777");
        world.Table.PageSize = 400;
        int polls = world.Table.Polls;
        FeedPass pass = await FindAsync(world);
        Assert.Equal((PassPurpose.Deletions, PassState.Complete, 1202, 4, 1), (pass.Purpose, pass.State, pass.Seen, pass.Pages, pass.Absent));
        Assert.Equal((polls, 1), (world.Table.Polls, world.Table.Asked));
        Assert.Equal([400, 400, 400, 2], world.Table.Listed);
        Assert.Equal(1, world.Count("SELECT COUNT(*) - 1 FROM inbox WHERE subject_id = 'r0777'"));

        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, (await FindAsync(world)).Absent);
        Assert.Equal(1, world.Table.Asked);
        Assert.Equal(1202, world.Count("SELECT COUNT(*) FROM feed_record WHERE absent = 0"));
    }

    [Fact]
    public async Task FindDeleted_FlowsAreToldAndThePassIsSettled()
    {
        await using FeedWorld world = new();
        Fill(world, 3);
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Table.Rows.Remove("r0001");
        long number = Assert.Single(await world.Feeds.FindDeletedAsync("table", "anna", Cancel));
        await world.DrainAsync();
        Assert.Equal("gone", world.Wall.Pinned.Values.Last());
        Assert.True((await world.Feeds.PassAsync(number, Cancel))!.IsSettled);
        Assert.Equal(1, world.Count("SELECT COUNT(*) FROM audit WHERE what = 'feed-find-deleted'"));
    }

    [Fact]
    public async Task FindDeleted_InterruptedAtEveryPage_GoesOnWhereItStoodAndDeletesNothingFalsely()
    {
        await using FeedWorld world = new();
        Fill(world, 10);
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Table.PageSize = 3;
        long number = Assert.Single(await world.Feeds.FindDeletedAsync("table", "anna", Cancel));
        DiesAtEveryPage faults = new();
        world.Restart(s => s.AddSingleton<IFaultPoints>(faults));
        for (bool done = false; !done;)
        {
            try
            {
                await world.PassAsync();
                done = true;
            }
            catch (InvalidOperationException)
            {
                world.Restart(s => s.AddSingleton<IFaultPoints>(faults));
            }
        }

        FeedPass pass = (await world.Feeds.PassAsync(number, Cancel))!;
        Assert.Equal((10, 4, 0, PassState.Complete), (pass.Seen, pass.Pages, pass.Absent, pass.State));
        // Each page was asked for twice: before the death, and after it.
        Assert.Equal([3, 3, 3, 3, 3, 3, 1, 1], world.Table.Listed);
        Assert.Equal((5, 0), (faults.Deaths, world.Table.Asked));
    }

    [Fact]
    public async Task FindDeleted_SourceFailsInTheMiddle_NothingCountsAsDeleted()
    {
        await using FeedWorld world = new();
        Fill(world, 10);
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Table.PageSize = 3;
        world.Table.Rows.Remove("r0009");
        int pages = 0;
        world.Table.OnPoll = () => ++pages > 2 ? new ConnectorException(ErrorKind.Transient, "The table is away.") : null;
        FeedPass half = await FindAsync(world);
        Assert.Equal((PassState.Reading, 6, 0, 0), (half.State, half.Seen, half.Absent, world.Table.Asked));
        world.Table.OnPoll = () => null;
        await world.PassAsync();
        Assert.Equal(1, (await world.Feeds.PassAsync(half.Id, Cancel))!.Absent);
    }

    /// <summary>What the list leaves out though it is there, as an access rule does, is asked for and stays.</summary>
    [Fact]
    public async Task FindDeleted_RowThatTheListHides_IsNotDeleted()
    {
        await using FeedWorld world = new();
        Fill(world, 3);
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Table.Hidden.Add("r0001");
        Assert.Equal((0, 1), ((await FindAsync(world)).Absent, world.Table.Asked));
    }

    [Fact]
    public async Task FindDeleted_StreamThatIsNotExhaustiveOrSystemThatCannotList_IsRefusedOrLeftOut()
    {
        await using FeedWorld world = new(more: s => s.AddSingleton<IConnectedSystem>(new OnlyPolled()));
        world.Table.Exhaustive = false;
        Assert.Empty(await world.Feeds.FindDeletedAsync("table", "anna", Cancel));
        ConnectorException refused = await Assert.ThrowsAsync<ConnectorException>(() => world.Feeds.FindDeletedAsync("only-polled", "anna", Cancel));
        Assert.Equal((ErrorKind.Configuration, "system"), (refused.Kind, refused.Field));
        Assert.Contains("ReconcileAsync", refused.Message, StringComparison.Ordinal);
    }

    private static void Fill(FeedWorld world, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            world.Table.Rows[$"r{row:0000}"] = (world.Clock.GetUtcNow().AddDays(-1), "text");
        }
    }

    private static async Task<FeedPass> FindAsync(FeedWorld world)
    {
        long number = Assert.Single(await world.Feeds.FindDeletedAsync("table", "anna", Cancel));
        await world.PassAsync();
        return (await world.Feeds.PassAsync(number, Cancel))!;
    }

    private sealed class OnlyPolled : IPollFeed
    {
        public string Name => "only-polled";

        public IReadOnlyList<string> Streams => ["all"];

        public TimeSpan Interval => TimeSpan.FromMinutes(1);

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("only-polled-1", false));

        public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken) =>
            Task.FromResult(new PollPage { Deliveries = [], Watermark = watermark });
    }
}

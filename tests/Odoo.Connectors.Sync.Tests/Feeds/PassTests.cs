using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Backfills, reconciliations and deletes by absence.</summary>
public sealed class PassTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pass_WhileTheHubIsHalfFull_ReadsNothing()
    {
        await using FeedWorld world = new();
        await world.DrainAsync();
        world.Restart(s => s.Configure<HubOptions>(o => o.MaxOpenEvents = 2));
        world.Table.Rows["a"] = (world.Clock.GetUtcNow().AddDays(-9), "text");
        await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        await world.Hub.AcceptAsync([NoteSource.Note("note", "waits", "x") with { System = "table" }], Cancel);
        int polls = world.Table.Polls;
        await world.PassAsync();
        Assert.Equal(polls, world.Table.Polls);
    }

    [Fact]
    public async Task Pass_OfAPausedStream_WaitsUntilItIsResumed()
    {
        await using FeedWorld world = new();
        world.Table.Rows["a"] = (world.Clock.GetUtcNow().AddDays(-9), "text");
        long number = await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        await world.Feeds.PauseAsync("table", "rows", "anna", Cancel);
        await world.PassAsync();
        Assert.Equal((0, 0), (world.Table.Polls, (await world.Feeds.PassAsync(number, Cancel))!.Pages));
        await world.Feeds.ResumeAsync("table", "rows", "anna", Cancel);
        await world.PassAsync();
        Assert.Equal(PassState.Complete, (await world.Feeds.PassAsync(number, Cancel))!.State);
    }

    [Fact]
    public async Task Backfill_OfManyRows_LetsALiveOneGoFirst()
    {
        await using FeedWorld world = new();
        for (int row = 0; row < 20; row++)
        {
            world.Table.Rows[$"r{row}"] = (world.Clock.GetUtcNow().AddDays(-9), $"old {row}");
        }

        await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        await world.PassAsync();
        await world.Hub.AcceptAsync([NoteSource.Note("row", "live", "live") with { System = "table", Subject = new ExternalRef("table", "row", "live") }], Cancel);
        await HubWorld.WorkAsync(world.Node.GetRequiredService<Hub>());
        Assert.Equal(21, world.Wall.Pinned.Count);
        Assert.Equal("live", world.Wall.Pinned.Values.First());
    }

    [Fact]
    public async Task Reconcile_RowThatItsPagesLeftOutAndThatIsThere_IsNotDeleted()
    {
        await using FeedWorld world = new();
        world.Table.Rows["a"] = (world.Clock.GetUtcNow().AddDays(-1), "one");
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Table.Hidden.Add("a");
        long number = Assert.Single(await world.Feeds.ReconcileAsync("table", null, "anna", Cancel));
        await world.DrainAsync();
        FeedPass pass = (await world.Feeds.PassAsync(number, Cancel))!;
        Assert.Equal((PassState.Complete, 0, 1), (pass.State, pass.Absent, world.Table.Asked));
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
    }

    [Fact]
    public async Task Backfill_FromAnInstant_ConcludesNothingAboutWhatItLeavesOut()
    {
        await using FeedWorld world = new();
        world.Table.Rows["old"] = (world.Clock.GetUtcNow().AddDays(-9), "old");
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        long number = await world.Feeds.BackfillAsync("table", "rows", world.Clock.GetUtcNow().AddDays(-3), "anna", Cancel);
        await world.PassAsync();
        Assert.Equal((PassState.Complete, 0), ((await world.Feeds.PassAsync(number, Cancel))!.State, world.Table.Asked));
    }

    [Fact]
    public async Task Reconcile_ManyRowsGone_FindsAllOfThem()
    {
        await using FeedWorld world = new();
        for (int row = 0; row < 130; row++)
        {
            world.Table.Rows[$"r{row}"] = (world.Clock.GetUtcNow().AddDays(-1), $"row {row}");
        }

        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Table.Rows.Clear();
        long number = Assert.Single(await world.Feeds.ReconcileAsync("table", null, "anna", Cancel));
        await world.PassAsync();
        FeedPass pass = (await world.Feeds.PassAsync(number, Cancel))!;
        Assert.Equal((PassState.Complete, 130), (pass.State, pass.Absent));
    }

    [Fact]
    public async Task Pass_ThatFails_IsACaseOfItsSystem()
    {
        await using FeedWorld world = new();
        await world.DrainAsync();
        await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        world.Table.OnPoll = () => new ConnectorException(ErrorKind.Permission, "No.");
        await world.PassAsync();
        Assert.Equal("table", Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).System);
    }

    [Fact]
    public async Task Reconcile_TellsWhatWasAbsorbedChangedAndACase()
    {
        await using FeedWorld world = new();
        foreach (string id in (string[])["a", "b", "c", "d"])
        {
            world.Table.Rows[id] = (world.Clock.GetUtcNow().AddDays(-9), $"text {id}");
        }

        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));

        // Changed behind the watermark's back, as a bulk job without stamps does; one is broken.
        world.Table.Rows["b"] = (world.Clock.GetUtcNow().AddDays(-10), "missed");
        world.Table.Rows["c"] = (world.Clock.GetUtcNow().AddDays(-10), "garbage");
        await world.DrainAsync();
        Assert.Equal(4, world.Wall.Pinned.Count);

        long number = Assert.Single(await world.Feeds.ReconcileAsync("table", null, "anna", Cancel));
        FeedPass queued = (await world.Feeds.PassAsync(number, Cancel))!;
        Assert.Equal((PassState.Reading, false, "anna", PassPurpose.Reconcile), (queued.State, queued.IsSettled, queued.By, queued.Purpose));
        await world.DrainAsync();
        FeedPass pass = (await world.Feeds.PassAsync(number, Cancel))!;
        Assert.Equal((4, 2, 1, 1, 0), (pass.Seen, pass.Absorbed, pass.Changed, pass.Cases, pass.Absent));
        Assert.True(pass.IsSettled);

        // Counted for good when the next pass is asked for.
        await world.Feeds.ReconcileAsync("table", null, "anna", Cancel);
        Assert.Equal(pass, await world.Feeds.PassAsync(number, Cancel));
    }

    [Fact]
    public async Task Backfill_FromAnInstant_ReadsOnlyWhatChangedSinceAndLeavesTheLiveWatermark()
    {
        await using FeedWorld world = new();
        world.Table.Rows["old"] = (world.Clock.GetUtcNow().AddDays(-9), "old");
        world.Table.Rows["new"] = (world.Clock.GetUtcNow().AddDays(-2), "new");
        await world.DrainAsync();
        long number = await world.Feeds.BackfillAsync("table", "rows", world.Clock.GetUtcNow().AddDays(-3), "anna", Cancel);
        await world.DrainAsync();
        FeedPass pass = (await world.Feeds.PassAsync(number, Cancel))!;
        Assert.Equal((1, 1, PassState.Complete), (pass.Seen, pass.Absorbed, pass.State));
        Assert.StartsWith("2026-02-27T12:00:00.0000000Z|new|", (await world.StatusAsync()).Watermark, StringComparison.Ordinal);
        Assert.Equal(2, world.Wall.Pinned.Count);
    }

    [Fact]
    public async Task Backfill_InterruptedAtEveryPage_GoesOnWhereItStoodAndDeletesNothingFalsely()
    {
        await using FeedWorld world = new();
        world.Table.PageSize = 3;
        for (int row = 0; row < 10; row++)
        {
            world.Table.Rows[$"r{row}"] = (world.Clock.GetUtcNow().AddDays(-1), $"row {row}");
        }

        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        long number = await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        DiesAtEveryPage faults = new();
        world.Restart(s => s.AddSingleton<IFaultPoints>(faults));
        for (bool done = false; !done;)
        {
            try
            {
                Assert.Equal(0, world.Count("SELECT COUNT(*) FROM feed_record WHERE absent = 1"));
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
        world.Restart();
        await world.DrainAsync();
        Assert.Equal(10, world.Wall.Pinned.Count);
        Assert.DoesNotContain("gone", world.Wall.Pinned.Values);
    }

    [Fact]
    public async Task Backfill_SourceFailsInTheMiddle_NothingCountsAsDeleted()
    {
        await using FeedWorld world = new();
        world.Table.PageSize = 3;
        for (int row = 0; row < 10; row++)
        {
            world.Table.Rows[$"r{row}"] = (world.Clock.GetUtcNow().AddDays(-1), $"row {row}");
        }

        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        world.Table.Rows.Remove("r4");
        long number = await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        int polls = 0;
        world.Table.OnPoll = () => ++polls > 2 ? new ConnectorException(ErrorKind.Transient, "The table is away.") : null;
        await world.PassAsync();
        FeedPass half = (await world.Feeds.PassAsync(number, Cancel))!;
        Assert.Equal((PassState.Reading, 2, 0), (half.State, half.Pages, half.Absent));
        Assert.DoesNotContain("gone", world.Wall.Pinned.Values);

        world.Table.OnPoll = () => null;
        await world.DrainAsync();
        Assert.Equal(1, (await world.Feeds.PassAsync(number, Cancel))!.Absent);
        Assert.Equal("gone", world.Wall.Pinned.Values.Last());

        // Told once: the next pass knows that it is gone.
        long again = await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        await world.DrainAsync();
        Assert.Equal(0, (await world.Feeds.PassAsync(again, Cancel))!.Absent);
    }

    [Fact]
    public async Task Backfill_NotExhaustive_DeletesNothing()
    {
        await using FeedWorld world = new();
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "one");
        await world.DrainAsync();
        world.Table.Exhaustive = false;
        world.Table.Rows.Clear();
        world.Clock.Advance(TimeSpan.FromHours(1));
        long number = await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        await world.DrainAsync();
        FeedPass pass = (await world.Feeds.PassAsync(number, Cancel))!;
        Assert.Equal((0, PassState.Complete), (pass.Absent, pass.State));
        Assert.DoesNotContain("gone", world.Wall.Pinned.Values);
    }

    [Fact]
    public async Task Operations_UnknownNames_SayWhatThereIs()
    {
        await using FeedWorld world = new();
        ConnectorException stream = await Assert.ThrowsAsync<ConnectorException>(() => world.Feeds.BackfillAsync("table", "columns", null, "anna", Cancel));
        Assert.Equal(("stream", true), (stream.Field, stream.Message.Contains("rows", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<ConnectorException>(() => world.Feeds.PollNowAsync("wall", null, "anna", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Feeds.PauseAsync("table", "rows", " ", Cancel));
        Assert.Null(await world.Feeds.PassAsync(99, Cancel));
    }
}

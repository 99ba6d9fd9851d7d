using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Tests.Shared;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Live polls: nothing is missed under interruption, a pause holds, an expired watermark is read from the beginning.</summary>
public sealed class PollTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Poll_25000RowsOfOneTimestampInterruptedAtEveryPage_MissesNone()
    {
        await using FeedWorld world = new();
        int rows = StoreOfThisRun.Times(25_000);
        for (int row = 0; row < rows; row++)
        {
            world.Table.Rows[$"r{row:D5}"] = (world.Clock.GetUtcNow().AddDays(-1), "same time");
        }

        DiesAtEveryPage faults = new();
        world.Restart(s => s.AddSingleton<IFaultPoints>(faults));
        for (bool done = false; !done;)
        {
            try
            {
                await world.PollAsync();
                done = true;
            }
            catch (InvalidOperationException)
            {
                world.Restart(s => s.AddSingleton<IFaultPoints>(faults));
            }
        }

        Assert.Equal(rows / 500, faults.Deaths);
        Assert.Equal(rows, world.Count("SELECT COUNT(DISTINCT subject) FROM inbox"));
        Assert.Equal(rows, world.Count("SELECT COUNT(*) FROM inbox"));
    }

    [Fact]
    public async Task Poll_RowWithAnIdThatNoIndexHolds_IsACaseAndHoldsNothingUp()
    {
        await using FeedWorld world = new();
        world.Table.Rows[new string('a', 501)] = (world.Clock.GetUtcNow().AddHours(-2), "too long");
        world.Table.Rows["b"] = (world.Clock.GetUtcNow().AddHours(-1), "fine");
        await world.PollAsync();
        await world.PollAsync();
        await world.DrainAsync();
        Assert.Equal([("table/row/b", "Applied")], (await world.Hub.EventsAsync(Cancel)).Where(e => e.State != "Absorbed").Select(e => (e.Subject, e.State)));
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal((ErrorKind.Validation, "delivery-too-long", "Subject.Id", "table"), (only.Reason.Kind, only.Reason.Cause, only.Reason.Field, only.System));
        Assert.True(only.IsOpen);
        Assert.Equal(1, world.Count("SELECT COUNT(*) FROM feed_record"));
    }

    [Fact]
    public async Task Poll_RowCommittedLateBehindTheWatermark_IsSeenInsideTheOverlap()
    {
        await using FeedWorld world = new();
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "first");
        await world.DrainAsync();
        world.Table.Rows["late"] = (world.Clock.GetUtcNow().AddMinutes(-4), "was in a long transaction");
        await world.DrainAsync();
        Assert.Equal(["first", "was in a long transaction"], world.Wall.Pinned.Values);
    }

    [Fact]
    public async Task Poll_Paused_ReadsNothingUntilResumedAndTellsWhoPausedIt()
    {
        await using FeedWorld world = new();
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "one");
        await world.Feeds.PauseAsync("table", "rows", "anna", Cancel);
        await world.DrainAsync();
        await world.TickAsync();
        Assert.Equal((0, FeedState.Paused, "anna"), (world.Table.Polls, (await world.StatusAsync()).State, (await world.StatusAsync()).PausedBy));
        await world.Feeds.ResumeAsync("table", "rows", "bert", Cancel);
        await world.DrainAsync();
        Assert.Equal("one", Assert.Single(world.Wall.Pinned).Value);
        Assert.Equal(2, world.Count("SELECT COUNT(*) FROM audit WHERE what IN ('feed-paused', 'feed-resumed') AND detail = 'table/rows' AND actor IS NOT NULL"));
    }

    [Fact]
    public async Task Status_TellsWatermarkLagAndFailure()
    {
        await using FeedWorld world = new();
        Assert.Equal((FeedState.Ready, null, null), ((await world.StatusAsync()).State, (await world.StatusAsync()).Watermark, (await world.StatusAsync()).Lag));
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "one");
        await world.TickAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        world.Table.OnPoll = () => new ConnectorException(ErrorKind.Authentication, "The key was revoked.");
        await world.TickAsync();
        FeedStatus status = await world.StatusAsync();
        Assert.Equal((FeedState.Failing, TimeSpan.FromMinutes(3)), (status.State, status.Lag));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), status.LastPollAt);
        Assert.Equal(status.LastPollAt, status.LastPageAt);
        Assert.StartsWith("2026-03-01T12:00:00", status.Watermark, StringComparison.Ordinal);
        Assert.Equal("poll-failed", Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Cause);

        world.Table.OnPoll = () => null;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.TickAsync();
        Assert.Equal(FeedState.Ready, (await world.StatusAsync()).State);
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task Poll_ExpiredWatermark_ReadsEverythingAndNeverJumpsToTheLatest()
    {
        await using FeedWorld world = new();
        world.Table.PageSize = 2;
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "before the outage");
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromDays(40));
        world.Table.KeptSince = world.Clock.GetUtcNow().AddDays(-30);
        for (int row = 0; row < 7; row++)
        {
            world.Table.Rows[$"b{row}"] = (world.Clock.GetUtcNow().AddDays(row - 35), $"in the outage {row}");
        }

        // Rows before the vendor's horizon are still there; only a cursor to them is not. Inside the pass the place moves past it.
        world.Table.OnPoll = () => null;
        await world.Node.GetRequiredService<Hub>().EnsureReadyAsync(Cancel);
        await world.Node.GetRequiredService<Hub>().PollDueAsync(world.Table, Cancel);
        Assert.Equal(FeedState.CatchingUp, (await world.StatusAsync()).State);
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(("watermark-expired", ErrorKind.Gone), (only.Reason.Cause, only.Reason.Kind));
        Assert.Equal(PassPurpose.Expired, (await world.StatusAsync()).Pass!.Purpose);

        world.Table.PageSize = 100;
        await world.DrainAsync();
        Assert.Equal(8, world.Wall.Pinned.Count);
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(FeedState.Ready, (await world.StatusAsync()).State);

        world.Table.Rows["c"] = (world.Clock.GetUtcNow(), "after");
        await world.DrainAsync();
        Assert.Equal(9, world.Wall.Pinned.Count);
    }

    [Fact]
    public async Task Poll_ExpiredWatermark_WaitsForItsPassWhichWaitsForNoWindowAndNoOtherPass()
    {
        await using FeedWorld world = new(new() { ["Systems:table:Window"] = "22:00-05:00" });
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "before the outage");
        await world.DrainAsync();
        long queued = await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        world.Clock.Advance(TimeSpan.FromDays(40));
        world.Table.KeptSince = world.Clock.GetUtcNow().AddDays(-30);
        world.Table.Rows["b"] = (world.Clock.GetUtcNow().AddDays(-1), "in the outage");
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.PollDueAsync(world.Table, Cancel);
        int polls = world.Table.Polls;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.PollDueAsync(world.Table, Cancel);
        Assert.Equal((polls, FeedState.CatchingUp), (world.Table.Polls, (await world.StatusAsync()).State));
        Assert.Equal(1, world.Count("SELECT COUNT(*) FROM feed_pass WHERE purpose = 2"));

        await world.DrainAsync();
        Assert.Equal(FeedState.Ready, (await world.StatusAsync()).State);
        Assert.Contains("in the outage", world.Wall.Pinned.Values);
        Assert.Equal(0, (await world.Feeds.PassAsync(queued, Cancel))!.Pages);
    }

    [Fact]
    public async Task Poll_ExpiredWatermarkOfAVendorThatForgets_StaysACaseUntilAPersonComparedTheGap()
    {
        await using FeedWorld world = new();
        world.Table.Rest = "What changed before February is not in the pass";
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "before the outage");
        await world.DrainAsync();
        world.Clock.Advance(TimeSpan.FromDays(40));
        world.Table.KeptSince = world.Clock.GetUtcNow().AddDays(-30);
        world.Table.Rows["b"] = (world.Clock.GetUtcNow().AddDays(-1), "kept");
        await world.DrainAsync();
        await world.PassAsync();
        await world.DrainAsync();
        Assert.Equal(FeedState.Ready, (await world.StatusAsync()).State);
        Assert.Contains("kept", world.Wall.Pinned.Values);
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal("watermark-expired", only.Reason.Cause);
        Assert.Contains("before February is not in the pass. Compare that time", only.Reason.Message, StringComparison.Ordinal);
        Assert.True((await world.Hub.Cases.ResolveAsync(only.Id, "anna", "compared, nothing missing", cancellationToken: Cancel)).IsDone);
        Assert.Empty(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
    }

    [Fact]
    public async Task Poll_BadRow_IsACaseThatNamesTheFieldAndBlocksNoOther()
    {
        await using FeedWorld world = new();
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "garbage");
        world.Table.Rows["b"] = (world.Clock.GetUtcNow(), "good");
        await world.DrainAsync();
        CaseInfo only = Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel));
        Assert.Equal(("bad-input", "text"), (only.Reason.Cause, only.Reason.Field));
        Assert.Equal("good", Assert.Single(world.Wall.Pinned).Value);
    }
}

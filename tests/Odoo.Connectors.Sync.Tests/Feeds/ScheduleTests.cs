using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>Cron expressions, batch windows, and one runner among several nodes.</summary>
public sealed class ScheduleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Interval_IsTheDefault()
    {
        await using FeedWorld world = new();
        await world.TickAsync();
        await world.TickAsync();
        Assert.Equal(1, world.Table.Polls);
        world.Clock.Advance(TimeSpan.FromSeconds(59));
        await world.TickAsync();
        Assert.Equal(1, world.Table.Polls);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.TickAsync();
        Assert.Equal(2, world.Table.Polls);
    }

    [Fact]
    public async Task Schedule_MissedRuns_AreMadeUpForOnce()
    {
        await using FeedWorld world = new(new() { ["Systems:table:Schedule"] = "0 * * * *" });
        await world.TickAsync();
        Assert.Equal(0, world.Table.Polls);
        world.Clock.Advance(TimeSpan.FromHours(5) + TimeSpan.FromMinutes(20));
        await world.TickAsync();
        await world.TickAsync();
        Assert.Equal(1, world.Table.Polls);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 18, 0, 0, TimeSpan.Zero), (await world.StatusAsync()).NextRunAt);
    }

    [Fact]
    public async Task PollNow_DoesNotWaitForTheSchedule()
    {
        await using FeedWorld world = new(new() { ["Systems:table:Schedule"] = "0 3 * * *" });
        await world.TickAsync();
        await world.Feeds.PollNowAsync("table", null, "anna", Cancel);
        TimeSpan pause = await world.TickAsync();

        // Nobody wakes it: it looks by itself, however late the next run is.
        Assert.InRange(pause, TimeSpan.Zero, new HubOptions().Idle);
        await world.TickAsync();
        Assert.Equal(1, world.Table.Polls);
    }

    [Fact]
    public async Task Schedule_FailedNightlyPoll_IsTriedAgainThatNight()
    {
        await using FeedWorld world = new(new() { ["Systems:table:Schedule"] = "0 3 * * *" });
        await world.TickAsync();
        world.Clock.Advance(TimeSpan.FromHours(15));
        world.Table.OnPoll = () => new ConnectorException(ErrorKind.Transient, "The table is away.");
        await world.TickAsync();
        world.Table.OnPoll = () => null;
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.TickAsync();
        Assert.Equal((2, FeedState.Ready), (world.Table.Polls, (await world.StatusAsync()).State));
    }

    [Fact]
    public async Task Schedule_TwoNodes_PollARunOnce()
    {
        await using FeedWorld world = new();
        ServiceProvider other = world.AddNode("node-2");
        await Task.WhenAll(Task.Run(() => world.TickAsync(), Cancel), Task.Run(() => world.TickAsync(other), Cancel));
        Assert.Equal(1, world.Table.Polls);
    }

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z")] // 2:30 does not exist that night: at 3:00 instead (+01:00 becomes +02:00)
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // 2:30 comes twice: once only
    public void Schedule_DaylightSaving_RunsOnceANight(string from, string expected)
    {
        FeedSchedule schedule = new("table", new FeedOptions { Schedule = "30 2 * * *", TimeZone = "Europe/Brussels" }, TimeSpan.FromMinutes(1));
        DateTimeOffset first = schedule.Next(Time(from));
        Assert.InRange(first, Time(expected).AddMinutes(-30), Time(expected));
        Assert.True(schedule.Next(first) - first > TimeSpan.FromHours(22));
    }

    [Fact]
    public void Schedule_SixFields_HaveSeconds() =>
        Assert.Equal(
            Time("2026-03-01T12:00:15Z"),
            new FeedSchedule("table", new FeedOptions { Schedule = "*/15 * * * * *" }, TimeSpan.FromMinutes(1)).Next(Time("2026-03-01T12:00:00Z")));

    [Theory]
    [InlineData("2026-03-01T20:59:00Z", false)]
    [InlineData("2026-03-01T21:00:00Z", true)]
    [InlineData("2026-03-02T03:59:00Z", true)]
    [InlineData("2026-03-02T04:00:00Z", false)]
    public void Window_SpansMidnightInItsZone(string at, bool open)
    {
        FeedSchedule schedule = new("table", new FeedOptions { Window = "22:00-05:00", TimeZone = "Europe/Brussels" }, TimeSpan.FromMinutes(1));
        Assert.Equal(open, schedule.Allows(PassPurpose.Backfill, Time(at)));
        Assert.True(schedule.Allows(PassPurpose.Expired, Time(at)));
    }

    [Fact]
    public async Task Window_HoldsPassesBackAndNeverTheLivePoll()
    {
        await using FeedWorld world = new(new() { ["Systems:table:Window"] = "22:00-05:00" });
        world.Table.Rows["a"] = (world.Clock.GetUtcNow(), "one");
        long number = await world.Feeds.BackfillAsync("table", "rows", null, "anna", Cancel);
        await world.DrainAsync();
        Assert.Equal((1, 0), (world.Wall.Pinned.Count, (await world.Feeds.PassAsync(number, Cancel))!.Pages));
        world.Clock.Advance(TimeSpan.FromHours(10));
        await world.DrainAsync();
        Assert.Equal(PassState.Complete, (await world.Feeds.PassAsync(number, Cancel))!.State);
    }

    [Theory]
    [InlineData("Schedule", "every five minutes")]
    [InlineData("Window", "22:00")]
    [InlineData("Window", "05:00-05:00")]
    [InlineData("TimeZone", "Europe/Atlantis")]
    public void Setting_Wrong_StopsTheStartAndIsNamed(string field, string value)
    {
        ConnectorException e = Assert.Throws<ConnectorException>(() => new FeedWorld(new() { [$"Systems:table:{field}"] = value }).Hub);
        Assert.Equal((ErrorKind.Configuration, $"Systems:table:{field}"), (e.Kind, e.Field));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

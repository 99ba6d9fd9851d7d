using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Sync.Tests.Limits;

/// <summary>What a vendor leaves is shared by priority: backfills stop first, then polls, then webhooks' work, and never who is waited for.</summary>
public sealed class LimitTests : IAsyncDisposable
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 9, 15, 9, 0, 0, TimeSpan.Zero));
    private readonly HubWorld _world;

    public LimitTests() => _world = new HubWorld(_clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LimitBoard Board => _world.Node.GetRequiredService<LimitBoard>();

    [Theory]
    [InlineData(501, DeliveryPriority.Backfill)]
    [InlineData(500, DeliveryPriority.Reconciliation)]
    [InlineData(201, DeliveryPriority.Reconciliation)]
    [InlineData(200, DeliveryPriority.Realtime)]
    [InlineData(51, DeliveryPriority.Realtime)]
    [InlineData(50, DeliveryPriority.Interactive)]
    [InlineData(0, DeliveryPriority.Interactive)]
    public void Daily_OfAThousand_TheLessIsLeftTheMoreUrgentItMustBe(long left, DeliveryPriority least)
    {
        Board.Report("crm", new ApiLimit("daily", left, 1000, s_day));
        Assert.Equal(
            Enum.GetValues<DeliveryPriority>().Where(p => p <= least), Enum.GetValues<DeliveryPriority>().Where(p => Board.Wait("crm", p) == TimeSpan.Zero));
        Assert.Equal(TimeSpan.Zero, Board.Wait("other", DeliveryPriority.Backfill));
    }

    [Fact]
    public void Daily_WithATimeOfReset_IsWaitedForUntilThen()
    {
        Board.Report("crm", new ApiLimit("daily", 0, 1000, s_day) { ResetsAt = _clock.GetUtcNow() + TimeSpan.FromHours(3) });
        Assert.Equal(TimeSpan.FromHours(3), Board.Wait("crm", DeliveryPriority.Realtime));
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(TimeSpan.Zero, Board.Wait("crm", DeliveryPriority.Backfill));
    }

    /// <summary>A rolling limit fills without anybody saying so: after a while one call may ask.</summary>
    [Fact]
    public void Daily_WithoutATimeOfReset_IsAskedForAgain()
    {
        Board.Report("crm", new ApiLimit("daily", 0, 1000, s_day));
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(TimeSpan.Zero, Board.Wait("crm", DeliveryPriority.Backfill));
    }

    [Fact]
    public void Take_TheLastOfAWindow_TheNextWaitsForItsEnd()
    {
        Board.Report("crm", new ApiLimit("10 seconds", 2, 190, s_window));
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(6)), (Board.Take("crm"), Board.Take("crm"), Board.Take("crm")));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.Zero, Board.Take("crm"));
    }

    [Fact]
    public async Task Effects_OfABackfill_WaitWhileRealtimeOnesGo()
    {
        Hub hub = _world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        Board.Report("wall", new ApiLimit("daily", 400, 1000, s_day));
        await hub.AcceptAsync([NoteSource.Note("new", "old", "old") with { Priority = DeliveryPriority.Backfill }, NoteSource.Note("new", "now", "now")], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.Equal(["now"], _world.Wall.Pinned.Values);

        Board.Report("wall", new ApiLimit("daily", 900, 1000, s_day));
        await HubWorld.WorkAsync(hub);
        Assert.Equal(["now", "old"], _world.Wall.Pinned.Values);
    }

    [Fact]
    public async Task Effects_WhenAWindowIsUsedUp_NoneGoes()
    {
        Hub hub = _world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        Board.Report("wall", new ApiLimit("10 seconds", 0, 190, s_window));
        await hub.AcceptAsync([NoteSource.Note("new", "now", "now") with { Priority = DeliveryPriority.Interactive }], Cancel);
        await HubWorld.WorkAsync(hub);
        Assert.Empty(_world.Wall.Pinned);
        Assert.Equal(s_window, hub.Wait(_world.Wall));
        _clock.Advance(s_window);
        await HubWorld.WorkAsync(hub);
        Assert.Single(_world.Wall.Pinned);
    }

    [Theory]
    [InlineData(400, 1, 0)]
    [InlineData(100, 0, 0)]
    [InlineData(600, 1, 1)]
    public async Task Polls_AndBackfills_StopAtTheirShares(long left, int polls, int passes)
    {
        PriorityFeed feed = new();
        ServiceProvider node = _world.AddNode("node-2", s => s.AddSingleton<IConnectedSystem>(feed));
        Hub hub = node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await hub.Feeds.BackfillAsync("feed", "all", null, "ann", Cancel);
        node.GetRequiredService<LimitBoard>().Report("feed", new ApiLimit("daily", left, 1000, s_day));
        await hub.PollAsync(feed, Cancel);
        Assert.Equal((polls, passes), (feed.Asked.Count(a => a == DeliveryPriority.Reconciliation), feed.Asked.Count(a => a == DeliveryPriority.Backfill)));
    }

    [Theory]
    [InlineData(0.1, 0.2, 0.5)]
    [InlineData(0.05, 0.6, 0.5)]
    [InlineData(-0.1, 0.2, 0.5)]
    [InlineData(0, 0, 1)]
    public void Budget_SharesThatDoNotFit_SayWhatToSet(double realtime, double reconciliation, double backfill)
    {
        HubWorld world = _world;
        ServiceProvider node = world.AddNode("node-4", configuration: new Dictionary<string, string?>
        {
            ["Systems:crm:Budget:RealtimeLeaves"] = FormattableString.Invariant($"{realtime}"),
            ["Systems:crm:Budget:ReconciliationLeaves"] = FormattableString.Invariant($"{reconciliation}"),
            ["Systems:crm:Budget:BackfillLeaves"] = FormattableString.Invariant($"{backfill}"),
        });
        IOptionsMonitor<SystemBudget> budgets = node.GetRequiredService<IOptionsMonitor<SystemBudget>>();
        bool fits = realtime is >= 0 && realtime <= reconciliation && reconciliation <= backfill && backfill < 1;
        if (fits)
        {
            Assert.Equal(reconciliation, budgets.Get("crm").ReconciliationLeaves);
            return;
        }

        Assert.Contains("BackfillLeaves", Assert.Throws<OptionsValidationException>(() => budgets.Get("crm")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_NotesWhatAnswersSayAndWaitsForTheWindow()
    {
        Answers answers = new();
        using HttpMessageInvoker client = Client(answers);
        await AskAsync(client);
        Task<HttpResponseMessage> second = AskAsync(client);
        Assert.False(second.IsCompleted);
        _clock.Advance(s_window);
        await second;
        Assert.Equal(2, answers.Count);
    }

    [Fact]
    public async Task Handler_WhatIsLeftOfTheDayIsKept_RefusesAndSendsNothing()
    {
        Answers answers = new();
        using HttpMessageInvoker client = Client(answers);
        Board.Report("crm", new ApiLimit("daily", 400, 1000, s_day) { ResetsAt = _clock.GetUtcNow() + TimeSpan.FromHours(3) });
        CallPriority.Begin(DeliveryPriority.Backfill);
        ConnectorException refusal = await Assert.ThrowsAsync<ConnectorException>(() => AskAsync(client));
        Assert.Equal((ErrorKind.RateLimited, TimeSpan.FromHours(3), 0), (refusal.Kind, refusal.RetryAfter, answers.Count));
    }

    public async ValueTask DisposeAsync() => await _world.DisposeAsync();

    private HttpMessageInvoker Client(Answers answers) => new(
        new ApiLimitsHandler("crm", Board, _ => [new ApiLimit("10 seconds", 0, 190, s_window)], _clock) { InnerHandler = answers });

    private static async Task<HttpResponseMessage> AskAsync(HttpMessageInvoker client)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "http://crm.test/");
        return await client.SendAsync(request, Cancel);
    }

    private sealed class Answers : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }

    private sealed class PriorityFeed : IPollFeed
    {
        public List<DeliveryPriority> Asked { get; } = [];

        public string Name => "feed";

        public IReadOnlyList<string> Streams => ["all"];

        public TimeSpan Interval => TimeSpan.FromMinutes(1);

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("feed-1", false));

        public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
        {
            Asked.Add(CallPriority.Current);
            return Task.FromResult(new PollPage { Deliveries = [], Watermark = "1" });
        }
    }
}

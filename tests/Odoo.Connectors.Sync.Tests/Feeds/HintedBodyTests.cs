using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

/// <summary>One body of a webhook may bring deliveries and say of others only that they changed: both or neither are kept.</summary>
public sealed class HintedBodyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Body_DeliveriesAndHints_AreOneCommit()
    {
        DiesOnce dies = new(FaultPoint.Accepted);
        await using FeedWorld world = new(more: s => s.AddSingleton<IConnectedSystem>(new Mixed()).AddSingleton<IFaultPoints>(dies));
        await ScheduledAsync(world);

        // Dead right after the commit: the sender sends again, and what it sends is known.
        await Assert.ThrowsAsync<InvalidOperationException>(() => PostAsync(world));

        Assert.Single(await world.Hub.EventsAsync(Cancel), e => e.Subject == "notes/note/n1");
        Assert.True((await StreamAsync(world)).NextRunAt <= world.Clock.GetUtcNow(), "The stream is not due.");
        Assert.Equal(200, (await PostAsync(world)).Status);
        Assert.Equal(1, await PolledAsync(world));
    }

    [Fact]
    public async Task Body_NotStored_LeavesTheStreamWhereItWas()
    {
        await using FeedWorld world = new(more: s => s.AddSingleton<IConnectedSystem>(new Mixed()).AddSingleton<IFaultPoints>(new DiesOnce(FaultPoint.BeforeAccept)));
        await ScheduledAsync(world);

        await Assert.ThrowsAsync<InvalidOperationException>(() => PostAsync(world));

        Assert.Empty(await world.Hub.EventsAsync(Cancel));
        Assert.True((await StreamAsync(world)).NextRunAt > world.Clock.GetUtcNow(), "The stream is due.");
    }

    [Fact]
    public async Task Bodies_ManyBeforeAPoll_AreOnePoll()
    {
        await using FeedWorld world = new(more: s => s.AddSingleton<IConnectedSystem>(new Mixed()));
        await ScheduledAsync(world);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync(world)));

        Assert.Equal(1, await PolledAsync(world));
        Assert.Equal(0, await PolledAsync(world));
    }

    private static Mixed FeedOf(FeedWorld world) => world.Node.GetServices<IConnectedSystem>().OfType<Mixed>().Single();

    /// <summary>The first poll puts the next one off by an hour.</summary>
    private static async Task ScheduledAsync(FeedWorld world) => Assert.Equal(1, await PolledAsync(world));

    private static async Task<int> PolledAsync(FeedWorld world)
    {
        int before = FeedOf(world).Polls;
        Hub hub = world.Node.GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await hub.PollDueAsync(FeedOf(world), Cancel);
        return FeedOf(world).Polls - before;
    }

    private static async Task<FeedStatus> StreamAsync(FeedWorld world) => Assert.Single(await world.Feeds.StatusAsync(Cancel), s => s.System == "mixed");

    private static Task<WebhookResult> PostAsync(FeedWorld world) => world.Node.GetRequiredService<IWebhookIntake>().ReceiveAsync("mixed", _ => null, default, Cancel);

    private sealed class DiesOnce(string at) : IFaultPoints
    {
        private bool _died;

        public void Reached(string point)
        {
            if (point == at && !_died)
            {
                _died = true;
                throw new InvalidOperationException("dead");
            }
        }
    }

    private sealed class Mixed : IWebhookFeed, IPollFeed
    {
        public string Name => "mixed";

        public int MaxBodyBytes => 1000;

        public IReadOnlyList<string> Streams => ["lines"];

        public TimeSpan Interval => TimeSpan.FromHours(1);

        public int Polls { get; private set; }

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("mixed-1", false));

        public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) =>
            WebhookResult.Accept(NoteSource.Note("ignored", "n1", "x") with { DedupeKey = "evt_1" }).WithHints("lines");

        public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
        {
            Polls++;
            return Task.FromResult(new PollPage { Deliveries = [], Watermark = "1" });
        }
    }
}

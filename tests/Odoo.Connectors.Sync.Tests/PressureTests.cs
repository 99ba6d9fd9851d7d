using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Sync.Tests;

public sealed class PressureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_WhenTheInboxIsFull_IsAnswered503AndTakenWhenThereIsRoom()
    {
        await using HubWorld world = new();
        Feed feed = new();
        ServiceProvider node = world.AddNode("node-1", s => s.AddSingleton<IConnectedSystem>(feed), o => o.MaxOpenEvents = 3);
        Hub hub = node.GetRequiredService<Hub>();
        IWebhookIntake intake = node.GetRequiredService<IWebhookIntake>();
        await hub.AcceptAsync([.. Enumerable.Range(0, 3).Select(i => NoteSource.Note("note", $"n{i}", "needs:x"))], Cancel);

        WebhookResult full = await intake.ReceiveAsync("feed", _ => null, "new"u8.ToArray(), Cancel);
        Assert.Equal((503, TimeSpan.FromSeconds(30)), (full.Status, full.RetryAfter));
        Assert.Contains("Hub:MaxOpenEvents", full.Refusal, StringComparison.Ordinal);

        world.Source.Readable["x"] = "came";
        Assert.True(await hub.DrainAsync(TimeSpan.FromSeconds(5), Cancel));
        await Task.Delay(TimeSpan.FromMilliseconds(1100), TimeProvider.System, Cancel);
        Assert.Equal(200, (await intake.ReceiveAsync("feed", _ => null, "new"u8.ToArray(), Cancel)).Status);
        Assert.Equal(4, (await hub.EventsAsync(Cancel)).Count);
    }

    [Fact]
    public async Task Poll_WhenTheInboxIsHalfFull_LeavesItsPageAtTheSource()
    {
        await using HubWorld world = new();
        Feed feed = new();
        Hub hub = world.AddNode("node-1", s => s.AddSingleton<IConnectedSystem>(feed), o => o.MaxOpenEvents = 4).GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await hub.AcceptAsync([NoteSource.Note("note", "a", "needs:x"), NoteSource.Note("note", "b", "needs:x")], Cancel);
        await hub.PollAsync(feed, Cancel);
        Assert.Equal(0, feed.Polls);
    }

    [Fact]
    public async Task Poll_OfAPage_GivesItsPriorityToItsDeliveries()
    {
        await using HubWorld world = new();
        Feed feed = new();
        Hub hub = world.AddNode("node-1", s => s.AddSingleton<IConnectedSystem>(feed)).GetRequiredService<Hub>();
        await hub.EnsureReadyAsync(Cancel);
        await hub.PollAsync(feed, Cancel);
        List<(InboxEvent Event, bool Blocked)> stored = await world.Node.GetRequiredService<HubStore>()
            .ReadAsync(t => t.Inbox.NextAsync(0, [], 10, Cancel), Cancel);
        Assert.Equal(DeliveryPriority.Reconciliation, Assert.Single(stored).Event.Delivery.Priority);
    }

    private sealed class Feed : IWebhookFeed, IPollFeed
    {
        public string Name => "feed";

        public int MaxBodyBytes => 1000;

        public IReadOnlyList<string> Streams => ["all"];

        public TimeSpan Interval => TimeSpan.FromMinutes(1);

        public int Polls { get; private set; }

        public Task<SystemIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(new SystemIdentity("feed-1", false));

        public WebhookResult Receive(Func<string, string?> header, ReadOnlyMemory<byte> body) =>
            WebhookResult.Accept(NoteSource.Note("ignored", Encoding.UTF8.GetString(body.Span), "x"));

        public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
        {
            Polls++;
            return Task.FromResult(new PollPage { Deliveries = [NoteSource.Note("ignored", "polled", "x")], Watermark = "1" });
        }
    }
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

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

    /// <summary>The store is full for all nodes at once; each looks at it once a second.</summary>
    [Fact]
    public async Task Webhook_WhenAnotherNodeHasFilledTheInbox_IsAnswered503()
    {
        FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
        await using HubWorld world = new(clock);
        (Hub hub, IWebhookIntake intake)[] nodes = [.. Enumerable.Range(1, 2).Select(n => world.AddNode(
            $"node-{n}", s => s.AddSingleton<IConnectedSystem>(new Feed()), o => o.MaxOpenEvents = 3))
            .Select(n => (n.GetRequiredService<Hub>(), n.GetRequiredService<IWebhookIntake>()))];
        int[] statuses = new int[8];
        for (int i = 0; i < statuses.Length; i++)
        {
            statuses[i] = (await nodes[i % 2].intake.ReceiveAsync("feed", _ => null, Encoding.UTF8.GetBytes($"n{i}"), Cancel)).Status;
            clock.Advance(TimeSpan.FromSeconds(1.1));
        }

        Assert.Equal([200, 200, 200, 503, 503, 503, 503, 503], statuses);

        // One node makes room, the other one takes it; what it counted less than a second ago is all that it may exceed the limit by.
        await HubWorld.WorkAsync(nodes[0].hub);
        clock.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(200, (await nodes[1].intake.ReceiveAsync("feed", _ => null, "late"u8.ToArray(), Cancel)).Status);
        Assert.Equal(4, (await world.Hub.EventsAsync(Cancel)).Count);
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

    [Fact]
    public async Task Webhook_WithAnIdThatNoIndexHolds_IsRefusedAndStoresNothing()
    {
        await using HubWorld world = new();
        Feed feed = new();
        ServiceProvider node = world.AddNode("node-1", s => s.AddSingleton<IConnectedSystem>(feed));
        IWebhookIntake intake = node.GetRequiredService<IWebhookIntake>();
        WebhookResult refused = await intake.ReceiveAsync("feed", _ => null, Encoding.UTF8.GetBytes(new string('x', 501)), Cancel);
        Assert.Equal(400, refused.Status);
        Assert.Contains("Subject.Id of a delivery has 501 characters", refused.Refusal, StringComparison.Ordinal);
        Assert.Equal(200, (await intake.ReceiveAsync("feed", _ => null, Encoding.UTF8.GetBytes(new string('x', 500)), Cancel)).Status);
        Assert.Single(await world.Hub.EventsAsync(Cancel));
    }

    /// <summary>A batch that is refused comes again as a whole: one of it that cannot be taken is a case, and the others are stored.</summary>
    [Fact]
    public async Task Webhook_OfABatchWithOneSuchId_StoresTheOthersAndOpensACase()
    {
        await using HubWorld world = new();
        ServiceProvider node = world.AddNode("node-1", s => s.AddSingleton<IConnectedSystem>(new Feed()));
        WebhookResult taken = await node.GetRequiredService<IWebhookIntake>().ReceiveAsync("feed", _ => null, Encoding.UTF8.GetBytes($"a,{new string('x', 501)},b"), Cancel);
        Assert.Equal(200, taken.Status);
        Assert.Equal(["notes/note/a", "notes/note/b"], (await world.Hub.EventsAsync(Cancel)).Select(e => e.Subject));
        Assert.Equal("delivery-too-long", Assert.Single(await world.Hub.Cases.ListAsync(cancellationToken: Cancel)).Reason.Cause);
    }

    /// <summary>The widest of everything at once, of characters that a repetition does not compress, goes through the whole hub.</summary>
    [Fact]
    public async Task Accept_EverythingAsLongAsItMayBe_IsAppliedOnEveryStore()
    {
        await using HubWorld world = new();
        Delivery widest = NoteSource.Note("note", Wide(500), "x", Wide(5000), Wide(500));
        await world.AcceptAsync(widest);
        Assert.True(await world.DrainAsync());
        Assert.Equal("Applied", Assert.Single(await world.Hub.EventsAsync(Cancel)).State);
        foreach ((Delivery wrong, string field) in new (Delivery, string)[]
        {
            (widest with { Lane = Wide(501) }, "Lane"),
            (widest with { Lane = new string('\u20AC', 334) }, "Lane"),
            (widest with { Kind = new string('k', 101) }, "Kind"),
            (widest with { Subject = widest.Subject with { Id = Wide(501) } }, "Subject.Id"),
            (widest with { Subject = widest.Subject with { Kind = Wide(101) } }, "Subject.Kind"),
        })
        {
            ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => world.AcceptAsync(wrong));
            Assert.Equal((ErrorKind.Validation, field), (e.Kind, e.Field));
        }

        // Letters and digits at random: what repeats would be stored compressed.
        static string Wide(int length)
        {
            Random random = new(7);
            return string.Concat(Enumerable.Range(0, length).Select(_ => (char)('\u0100' + random.Next(0x600))));
        }
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
            WebhookResult.Accept([.. Encoding.UTF8.GetString(body.Span).Split(',').Select(n => NoteSource.Note("ignored", n, "x"))]);

        public Task<PollPage> PollAsync(string stream, string? watermark, CancellationToken cancellationToken)
        {
            Polls++;
            return Task.FromResult(new PollPage { Deliveries = [NoteSource.Note("ignored", "polled", "x")], Watermark = "1" });
        }
    }
}

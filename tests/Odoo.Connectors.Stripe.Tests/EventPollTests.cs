using System.Text.Json.Nodes;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>Events that are read instead of sent.</summary>
public sealed class EventPollTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Streams_NotAskedFor_AreNone()
    {
        await using Rig rig = new();
        Assert.Empty(rig.Feed.Streams);
        await using Rig polled = new(o => o.PollEvents = true);
        Assert.Equal(["events", "payments"], polled.Feed.Streams);
    }

    [Fact]
    public async Task Poll_EventThatWasSentToo_IsTheSameDelivery()
    {
        await using Rig rig = new(o => o.PollEvents = true);
        new Story("plain").Play(rig.Emulator);
        List<Delivery> read = [];
        await ReadAllAsync(rig, null, read);
        await ReadAllAsync(rig, null, read, "payments");
        List<Delivery> sent = [.. new Story("plain").Events().Select(e => Assert.Single(rig.Post(e).Deliveries))];
        Assert.Equal(6, sent.Count);
        Assert.Equal(sent.Select(Shape).Order(), read.Select(Shape).Order());
        Assert.Equal(sent.Select(d => rig.Source.DecodeChange(d).ToString()).Order(), read.Select(d => rig.Source.DecodeChange(d).ToString()).Order());

        static string Shape(Delivery d) => $"{d.DedupeKey} {d.Lane} {d.Subject} {d.Kind} {d.OccurredAt:O}";
    }

    [Fact]
    public async Task Poll_250EventsOfOneSecond_ComeOnceAndOldestFirst()
    {
        await using Rig rig = new(o => o.PollEvents = true);
        for (int number = 0; number < 250; number++)
        {
            rig.Emulator.Put(Event($"evt_{number:D3}", rig.Clock.GetUtcNow()));
        }

        List<Delivery> read = [];
        await ReadAllAsync(rig, null, read);
        Assert.Equal(Enumerable.Range(0, 250).Select(n => $"evt_{n:D3}"), read.Select(d => d.DedupeKey));
    }

    [Fact]
    public async Task Poll_EventThatAppearsLate_IsFoundInsideTheOverlap()
    {
        await using Rig rig = new(o => o.PollEvents = true);
        rig.Emulator.Put(Event("evt_1", rig.Clock.GetUtcNow()));
        List<Delivery> read = [];
        string watermark = await ReadAllAsync(rig, null, read);
        rig.Emulator.Put(Event("evt_0", rig.Clock.GetUtcNow().AddMinutes(-4)));
        read.Clear();
        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        await ReadAllAsync(rig, watermark, read);
        Assert.Equal(["evt_0", "evt_1"], read.Select(d => d.DedupeKey));
    }

    [Fact]
    public async Task Poll_WatermarkOlderThanWhatIsKept_IsGoneAndAPassReadsWhatThereIs()
    {
        await using Rig rig = new(o => o.PollEvents = true, emulator: new StripeEmulatorOptions { EventRetention = TimeSpan.FromDays(30) });
        List<Delivery> read = [];
        string watermark = await ReadAllAsync(rig, null, read);
        rig.Emulator.Put(Event("evt_old", rig.Clock.GetUtcNow().AddDays(2)));
        rig.Emulator.Put(Event("evt_new", rig.Clock.GetUtcNow().AddDays(20)));
        rig.Clock.Advance(TimeSpan.FromDays(35));
        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => rig.Feed.PollAsync("events", watermark, Cancel));
        Assert.Equal((ErrorKind.Gone, "watermark"), (e.Kind, e.Field));
        await ReadAllAsync(rig, rig.Feed.Begin("events", null), read);
        Assert.Equal("evt_new", Assert.Single(read).DedupeKey);
        Assert.Contains("30 days", rig.Feed.Unread("events"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_QuietAccount_NeverGrowsOld()
    {
        await using Rig rig = new(o => o.PollEvents = true);
        string watermark = await ReadAllAsync(rig, null, []);
        for (int day = 0; day < 40; day++)
        {
            rig.Clock.Advance(TimeSpan.FromDays(1));
            watermark = await ReadAllAsync(rig, watermark, []);
        }

        rig.Emulator.Put(Event("evt_1", rig.Clock.GetUtcNow()));
        List<Delivery> read = [];
        await ReadAllAsync(rig, watermark, read);
        Assert.Single(read);
    }

    [Fact]
    public async Task Poll_EventThePageBeganAfterIsNoLongerListed_GoesOnByTime()
    {
        await using Rig rig = new(o => o.PollEvents = true);
        DateTimeOffset now = rig.Clock.GetUtcNow();
        rig.Emulator.Put(Event("evt_2", now.AddMinutes(-1)));
        string watermark = new Keyset { At = now.AddMinutes(-2), Id = "evt_1", ScanStartedAt = now }.ToString();
        List<Delivery> read = [];
        await ReadAllAsync(rig, watermark, read);
        Assert.Equal("evt_2", Assert.Single(read).DedupeKey);
    }

    [Fact]
    public async Task Poll_EventWithoutObject_IsDeliveredForACaseAndOthersGoOn()
    {
        await using Rig rig = new(o => o.PollEvents = true);
        JsonObject broken = Event("evt_0", rig.Clock.GetUtcNow());
        broken["data"] = new JsonObject();
        rig.Emulator.Put(broken);
        rig.Emulator.Put(Event("evt_1", rig.Clock.GetUtcNow()));
        List<Delivery> read = [];
        await ReadAllAsync(rig, null, read);
        Assert.Equal(2, read.Count);
        ConnectorException e = Assert.Throws<ConnectorException>(() => rig.Source.DecodeChange(read[0]));
        Assert.Equal((ErrorKind.Protocol, "data.object"), (e.Kind, e.Field));
        Assert.Equal(ChangeKinds.InvoicePaid, rig.Source.DecodeChange(read[1]).Kind);
    }

    /// <summary>Reads to the end, each page with nothing but the watermark of the one before.</summary>
    private static async Task<string> ReadAllAsync(Rig rig, string? watermark, List<Delivery> read, string stream = "events")
    {
        PollPage page;
        do
        {
            page = await rig.Feed.PollAsync(stream, watermark, Cancel);
            read.AddRange(page.Deliveries);
            watermark = page.Watermark;
        }
        while (page.HasMore);
        return watermark!;
    }

    private static JsonObject Event(string id, DateTimeOffset at) => new()
    {
        ["id"] = id, ["object"] = "event", ["type"] = "invoice.paid", ["api_version"] = "2026-10-28.endive", ["created"] = at.ToUnixTimeSeconds(),
        ["data"] = new JsonObject { ["object"] = new JsonObject { ["id"] = "in_1", ["object"] = "invoice", ["customer"] = "cus_1" } },
    };
}

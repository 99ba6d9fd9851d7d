using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Stripe;

public sealed class StripeDeliveryTests : IAsyncDisposable
{
    private static readonly Uri Webhook = new("http://connector.test/webhooks/stripe");
    private readonly Account _account = new(new StripeEmulatorOptions { EventRetention = TimeSpan.FromDays(30) });
    private readonly Endpoint _endpoint = new();
    private readonly StripeSender _sender;

    public StripeDeliveryTests() => _sender = new StripeSender(Webhook, ["whsec_new", "whsec_old"], _account.Clock, _endpoint);

    [Fact]
    public async Task Deliver_Events_AreSignedByEachSecretInOrder()
    {
        await _account.SubscribeAsync();

        int accepted = await DeliverAsync();

        Assert.Equal(_account.Emulator.All("event").Select(evt => evt.Text("id")), _endpoint.Ids);
        Assert.Equal(accepted, _endpoint.Ids.Count);
        Assert.All(_endpoint.Posts, post => Assert.Equal(StripeSignature.Create(post.Body, _account.Clock.GetUtcNow(), "whsec_new", "whsec_old"), post.Signature));
        Assert.Empty(_account.Emulator.PendingEvents);
        Assert.Equal(0, await DeliverAsync());
        Assert.Empty((await _account.GetAsync("events?delivery_success=false")).Rows("data"));
    }

    [Fact]
    public async Task Deliver_Refused_IsTriedForThreeDays()
    {
        await DeliverAsync();
        _endpoint.Posts.Clear();
        _endpoint.Status = HttpStatusCode.InternalServerError;
        await _account.PostAsync("products", ("name", "P"));

        List<double> minutes = [];
        for (int minute = 0; minute <= 4 * 24 * 60; minute += 5)
        {
            int before = _endpoint.Posts.Count;
            await DeliverAsync();
            if (_endpoint.Posts.Count > before)
            {
                minutes.Add(minute);
            }

            _account.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        // After 5 minutes, then twice as long each time up to 12 hours, within 72 hours.
        Assert.Equal([0, 5, 15, 35, 75, 155, 315, 635, 1275, 1995, 2715, 3435, 4155], minutes);
        Assert.Empty(_account.Emulator.PendingEvents);
        Assert.Single((await _account.GetAsync("events?delivery_success=false")).Rows("data"));
    }

    [Fact]
    public async Task Deliver_Seed_DisordersAndRepeats()
    {
        await _account.SubscribeAsync();
        string?[] happened = [.. _account.Emulator.All("event").Select(evt => evt.Text("id"))];

        await _sender.DeliverAsync(_account.Emulator, new StripeDelivery { Seed = 3, Duplicates = 0.5 }, TestContext.Current.CancellationToken);

        Assert.True(_endpoint.Ids.Count > happened.Length);
        Assert.NotEqual(happened, _endpoint.Ids.Distinct());
        Assert.Equal(happened.Order(), _endpoint.Ids.Distinct().Order());
    }

    [Fact]
    public async Task Occur_Recorded_IsNotDelivered()
    {
        await DeliverAsync();
        _account.Emulator.Occur(Fixture.Object("Stripe/event_invoice_paid.json"));

        Assert.Equal(0, await DeliverAsync());
        Assert.NotNull(_account.Emulator.Find("in_NP00000000000001"));
    }

    [Fact]
    public async Task Events_List_ReachesBackThirtyDays()
    {
        await _account.SubscribeAsync();
        _account.GoTo(2026, 10, 1);

        Assert.Equal(["customer.subscription.created"], (await _account.GetAsync("events?type=customer.subscription.created")).Texts("data", "type"));
        _account.GoTo(2026, 10, 1, 1);
        Assert.Empty((await _account.GetAsync("events?type=customer.subscription.created")).Rows("data"));
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        _endpoint.Dispose();
        await _account.DisposeAsync();
    }

    private Task<int> DeliverAsync() => _sender.DeliverAsync(_account.Emulator, cancellationToken: TestContext.Current.CancellationToken);

    private sealed class Endpoint : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public List<(byte[] Body, string Signature)> Posts { get; } = [];

        public List<string?> Ids => [.. Posts.Select(post => JsonNode.Parse(post.Body).Text("id"))];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Posts.Add((await request.Content!.ReadAsByteArrayAsync(cancellationToken), request.Headers.GetValues("Stripe-Signature").Single()));
            return new HttpResponseMessage(Status);
        }
    }
}

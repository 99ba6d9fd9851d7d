using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests.Chargebee;

public sealed class ChargebeeWebhookTests : IAsyncDisposable
{
    private static readonly Uri Webhook = new("http://connector.test/webhooks/chargebee");
    private readonly Site _site = new();
    private readonly Endpoint _endpoint = new();
    private readonly ChargebeeSender _sender;

    public ChargebeeWebhookTests()
    {
        JsonNode vectors = Shapes.Shared("chargebee/webhook_basic_auth_vectors.json");
        _sender = new ChargebeeSender(Webhook, vectors["configured"].Text("username")!, vectors["configured"].Text("password")!, _endpoint);
    }

    [Fact]
    public async Task Deliver_Events_AreBareInOrderAndWithBasicAuth()
    {
        await _site.SubscribeAsync();

        int accepted = await DeliverAsync();

        JsonNode vectors = Shapes.Shared("chargebee/webhook_basic_auth_vectors.json");
        Assert.Equal(vectors["cases"]![0].Text("authorization"), _endpoint.Authorizations.Distinct().Single());
        Assert.Equal(_site.Emulator.All("event").Select(evt => evt.Text("id")), _endpoint.Ids);
        Assert.Equal(accepted, _endpoint.Ids.Count);
        Assert.All(_endpoint.Events, evt => Assert.Equal(("event", "v2", "scheduled"), (evt.Text("object"), evt.Text("api_version"), evt.Text("webhook_status"))));
        Assert.Empty(_site.Emulator.PendingEvents);
        Assert.All(_site.Emulator.All("event"), evt => Assert.Equal("succeeded", evt.Text("webhook_status")));
        Assert.Equal(0, await DeliverAsync());
    }

    [Fact]
    public async Task Deliver_Refused_IsTriedSevenTimesByTheVendorsSchedule()
    {
        await DeliverAsync();
        _endpoint.Status = HttpStatusCode.ServiceUnavailable;
        _endpoint.Events.Clear();
        _site.Emulator.Post("customers", ("id", "c1"));
        await DeliverAsync();
        Assert.Equal("re_scheduled", _site.Emulator.All("event")[^1].Text("webhook_status"));

        TimeSpan[] waits = [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(5), TimeSpan.FromDays(1), TimeSpan.FromDays(2)];
        for (int retry = 0; retry < waits.Length; retry++)
        {
            _site.Clock.Advance(waits[retry] - TimeSpan.FromSeconds(1));
            await DeliverAsync();
            Assert.Equal(retry + 1, _endpoint.Events.Count);
            _site.Clock.Advance(TimeSpan.FromSeconds(1));
            await DeliverAsync();
            Assert.Equal(retry + 2, _endpoint.Events.Count);
        }

        Assert.Equal("failed", _site.Emulator.All("event")[^1].Text("webhook_status"));
        Assert.Empty(_site.Emulator.PendingEvents);
        Assert.Single(_endpoint.Ids.Distinct());
    }

    [Fact]
    public async Task Deliver_Seed_DisordersAndRepeats()
    {
        await _site.SubscribeAsync();
        string?[] happened = [.. _site.Emulator.All("event").Select(evt => evt.Text("id"))];

        using var sender = new ChargebeeSender(Webhook, "u", "p", _endpoint);
        await sender.DeliverAsync(_site.Emulator, new ChargebeeDelivery { Seed = 3, Duplicates = 0.5 }, TestContext.Current.CancellationToken);

        Assert.True(_endpoint.Ids.Count > happened.Length);
        Assert.NotEqual(happened, _endpoint.Ids.Distinct());
        Assert.Equal(happened.Order(), _endpoint.Ids.Distinct().Order());
    }

    [Fact]
    public async Task Event_Snapshot_KeepsTheStateOfItsMoment()
    {
        await _site.SubscribeAsync(("auto_collection", "off"));
        await _site.PostAsync("invoices/INV-1/record_payment", ("transaction[payment_method]", "cash"));

        JsonObject[] told = [.. _site.Emulator.All("event").Where(evt => evt["content"]!["invoice"] is not null)];

        Assert.Equal("payment_due", told.First(evt => evt.Text("event_type") == "invoice_generated")["content"]!["invoice"].Text("status"));
        Assert.Equal("paid", told.First(evt => evt.Text("event_type") == "payment_succeeded")["content"]!["invoice"].Text("status"));
        Assert.Equal(["customer", "invoice", "subscription", "transaction"], told.First(evt => evt.Text("event_type") == "payment_succeeded")["content"]!.AsObject().Select(part => part.Key).Order());
        Assert.Equal(["admin_console", "api"], _site.Emulator.All("event").Select(evt => evt.Text("source")).Distinct().Order());
    }

    [Fact]
    public async Task SendBody_OwnAuthorization_IsSentAsItIs()
    {
        await _sender.SendBodyAsync("no json"u8.ToArray(), "Bearer x", TestContext.Current.CancellationToken);
        await _sender.SendBodyAsync("no json"u8.ToArray(), string.Empty, TestContext.Current.CancellationToken);

        Assert.Equal(["Bearer x", ""], _endpoint.Authorizations);
    }

    public async ValueTask DisposeAsync()
    {
        _sender.Dispose();
        _endpoint.Dispose();
        await _site.DisposeAsync();
    }

    private Task<int> DeliverAsync() => _sender.DeliverAsync(_site.Emulator, cancellationToken: TestContext.Current.CancellationToken);

    private sealed class Endpoint : HttpMessageHandler
    {
        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public List<string> Authorizations { get; } = [];

        public List<JsonObject> Events { get; } = [];

        public List<string?> Ids => [.. Events.Select(evt => evt.Text("id"))];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorizations.Add(request.Headers.Authorization?.ToString() ?? string.Empty);
            string body = Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            if (body.StartsWith('{'))
            {
                Events.Add(JsonNode.Parse(body)!.AsObject());
            }

            return new HttpResponseMessage(Status);
        }
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class StripeSenderTests
{
    private static readonly Uri Webhook = new("http://connector.test/webhooks/stripe");

    [Fact]
    public async Task SendAsync_Event_PostsItSignedNow()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1788224406));
        using var endpoint = new Endpoint();
        using var sender = new StripeSender(Webhook, ["whsec_a"], clock, endpoint);
        var evt = new JsonObject { ["id"] = "evt_1", ["object"] = "event" };

        HttpStatusCode status = await sender.SendAsync(evt, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(Webhook, endpoint.Url);
        Assert.True(JsonNode.DeepEquals(evt, JsonNode.Parse(endpoint.Body)));
        Assert.Equal(StripeSignature.Create(endpoint.Body, clock.GetUtcNow(), "whsec_a"), endpoint.Signature);
        Assert.StartsWith("t=1788224406,v1=", endpoint.Signature, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendBodyAsync_OwnSignature_IsSentAsItIs()
    {
        using var endpoint = new Endpoint();
        using var sender = new StripeSender(Webhook, ["whsec_a"], TimeProvider.System, endpoint);

        await sender.SendBodyAsync("no json"u8.ToArray(), "t=1,v1=00", TestContext.Current.CancellationToken);

        Assert.Equal("no json"u8.ToArray(), endpoint.Body);
        Assert.Equal("t=1,v1=00", endpoint.Signature);
    }

    private sealed class Endpoint : HttpMessageHandler
    {
        public Uri? Url { get; private set; }

        public byte[] Body { get; private set; } = [];

        public string? Signature { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Url = request.RequestUri;
            Body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Signature = request.Headers.GetValues("Stripe-Signature").Single();
            return new HttpResponseMessage(HttpStatusCode.Accepted);
        }
    }
}

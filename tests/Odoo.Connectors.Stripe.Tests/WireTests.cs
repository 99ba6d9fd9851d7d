using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>What the adapter puts on the wire and makes of odd answers, on a real socket.</summary>
public sealed class WireTests : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();

    [Fact]
    public async Task Read_OfAnInvoice_SendsKeyAndPinnedVersion()
    {
        Answer(200, "application/json", "{}");
        await using Rig rig = new(o => o.ApiBase = new Uri(_server.Urls[0]), new SocketsHttpHandler());
        await rig.Source.ReadAsync(Rig.Ref(RecordKinds.Contract, "sub_1"), TestContext.Current.CancellationToken);

        var request = Assert.Single(_server.LogEntries).RequestMessage;
        Assert.Equal("/v1/subscriptions/sub_1", request.Path);
        Assert.Equal("Bearer sk_test_emulator0000", Assert.Single(request.Headers!["Authorization"]));
        Assert.Equal("2026-10-28.endive", Assert.Single(request.Headers["Stripe-Version"]));
    }

    [Fact]
    public async Task Poll_OfEvents_AsksForTheWantedTypesSinceTheOverlapAndThenAfterTheLast()
    {
        Answer(200, "application/json", """{"object":"list","url":"/v1/events","has_more":false,"data":[]}""");
        await using Rig rig = new(o => (o.ApiBase, o.PollEvents) = (new Uri(_server.Urls[0]), true), new SocketsHttpHandler());
        DateTimeOffset noon = rig.Clock.GetUtcNow();
        Sync.Keyset between = new() { At = noon };
        await rig.Feed.PollAsync("payments", between.ToString(), TestContext.Current.CancellationToken);
        await rig.Feed.PollAsync("payments", (between with { Id = "evt_9", ScanStartedAt = noon }).ToString(), TestContext.Current.CancellationToken);

        string[] queries = [.. _server.LogEntries.Select(e => Uri.UnescapeDataString(new Uri(e.RequestMessage!.Url).Query))];
        const string Types = "?types[0]=invoice_payment.paid&types[1]=payment_intent.payment_failed&types[2]=refund.created&types[3]=refund.updated&types[4]=refund.failed"
            + "&types[5]=charge.dispute.created&types[6]=charge.dispute.updated&types[7]=charge.dispute.closed&types[8]=charge.dispute.funds_withdrawn"
            + "&types[9]=charge.dispute.funds_reinstated&types[10]=payout.paid&types[11]=payout.failed&types[12]=payout.reconciliation_completed&limit=100";
        Assert.Equal([$"{Types}&created[gte]={1_788_224_406 - 300}", $"{Types}&ending_before=evt_9"], queries);
        Assert.All(_server.LogEntries, e => Assert.Equal(("/v1/events", "2026-10-28.endive"), (e.RequestMessage!.Path, Assert.Single(e.RequestMessage.Headers!["Stripe-Version"]))));
    }

    /// <summary>Stripe refuses more than twenty types.</summary>
    [Theory]
    [InlineData("events")]
    [InlineData("payments")]
    public async Task Poll_OfAStream_AsksForTwentyTypesAtMost(string stream)
    {
        Answer(200, "application/json", """{"object":"list","url":"/v1/events","has_more":false,"data":[]}""");
        await using Rig rig = new(o => (o.ApiBase, o.PollEvents) = (new Uri(_server.Urls[0]), true), new SocketsHttpHandler());
        await rig.Feed.PollAsync(stream, null, TestContext.Current.CancellationToken);
        string query = Uri.UnescapeDataString(new Uri(Assert.Single(_server.LogEntries).RequestMessage!.Url).Query);
        Assert.InRange(query.Split("types[").Length - 1, 1, 20);
    }

    [Theory]
    [InlineData(502, "text/html", "<html>Bad gateway</html>", ErrorKind.Transient)]
    [InlineData(200, "application/json", "{ \"id\": ", ErrorKind.Protocol)]
    [InlineData(200, "text/html", "<html>captive portal</html>", ErrorKind.Protocol)]
    public async Task Read_OddAnswer_IsTheRightKindAndQuotesNothing(int status, string type, string body, ErrorKind kind)
    {
        Answer(status, type, body);
        await using Rig rig = new(o => o.ApiBase = new Uri(_server.Urls[0]), new SocketsHttpHandler());
        ConnectorException e = await Assert.ThrowsAnyAsync<ConnectorException>(async () =>
        {
            ExternalRef contract = Rig.Ref(RecordKinds.Contract, "sub_1");
            byte[]? answer = await rig.Source.ReadAsync(contract, TestContext.Current.CancellationToken);
            rig.Source.Decode(contract, answer!);
        });
        Assert.Equal(kind, e.Kind);
        Assert.DoesNotContain("captive", e.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _server.Dispose();

    private void Answer(int status, string type, string body) =>
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithStatusCode(status).WithHeader("Content-Type", type).WithBody(body));
}

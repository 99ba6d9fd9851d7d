using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace Odoo.Connectors.Chargebee.Tests;

/// <summary>Faults of the line over a real socket.</summary>
public sealed class WireTests : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Read_OverASocket_IsTheRecordedAnswer()
    {
        _server.Given(Request.Create().UsingGet().WithPath("/api/v2/invoices/1").WithHeader("Authorization", "Basic a2V5LXNlY3JldDo=").WithHeader("Accept", "application/json"))
            .RespondWith(Response.Create().WithHeader("Content-Type", "application/json;charset=utf-8").WithBody(Fixture.Text("invoice_pc1_paid")));
        await using Rig rig = Socket();

        Assert.Equal(9.00m, (await rig.ReadAsync<Invoice>(RecordKinds.Invoice, "1")).Gross.Amount);
    }

    [Theory]
    [InlineData(500, 3)]
    [InlineData(502, 3)]
    [InlineData(503, 3)]
    [InlineData(429, 1)]
    [InlineData(400, 1)]
    public async Task Answer_Failure_IsTriedAgainWhereThatMayHelp(int status, int calls)
    {
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithStatusCode(status).WithBody("<html>no</html>"));
        await using Rig rig = Socket();

        await Assert.ThrowsAsync<ConnectorException>(() => rig.PollAsync("customers"));

        Assert.Equal(calls, _server.LogEntries.Count);
    }

    [Theory]
    [InlineData(FaultType.EMPTY_RESPONSE)]
    [InlineData(FaultType.MALFORMED_RESPONSE_CHUNK)]
    public async Task Line_Breaks_IsNamedWithoutTheServersWords(FaultType fault)
    {
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithFault(fault));
        await using Rig rig = Socket();

        var e = await Assert.ThrowsAsync<ConnectorException>(() => rig.PollAsync("customers"));

        Assert.Contains(e.Kind, (ErrorKind[])[ErrorKind.Transient, ErrorKind.Protocol]);
        Assert.Null(e.InnerException);
    }

    [Theory]
    [InlineData("<html>gateway</html>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"list":7}""")]
    [InlineData("""{"list":[""")]
    public async Task Answer_NoListUnder200_IsAProtocolFault(string body)
    {
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithBody(body));
        await using Rig rig = Socket();

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ConnectorException>(() => rig.PollAsync("customers"))).Kind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"subscription":{"id":"1"}}""")]
    [InlineData("<html>gateway</html>")]
    public async Task Answer_NoSuchRecordUnder200_IsAProtocolFault(string body)
    {
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithBody(body));
        await using Rig rig = Socket();

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ConnectorException>(() => rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Customer, "1"), Rig.Token))).Kind);
    }

    [Fact]
    public async Task Line_NoAnswerInTime_IsTransient()
    {
        await using Rig rig = Rig.Create(new Silence());

        Task<PollPage> poll = rig.PollAsync("customers");
        rig.Clock.Advance(rig.Options.Timeout);

        ConnectorException e = await Assert.ThrowsAsync<ConnectorException>(() => poll);
        Assert.Equal(ErrorKind.Transient, e.Kind);
        Assert.Contains("the time was up", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Cancelled_IsCancelled()
    {
        await using Rig rig = Socket();
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Adapter.ReadAsync(Rig.Ref(RecordKinds.Customer, "1"), stop.Token));
    }

    private Rig Socket() => Rig.Create(new SocketsHttpHandler { AllowAutoRedirect = false }, o => o.ApiBase = new Uri(_server.Url!));

    /// <summary>Never answers.</summary>
    private sealed class Silence : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            TaskCompletionSource<HttpResponseMessage> never = new();
            return await never.Task.WaitAsync(cancellationToken);
        }
    }
}

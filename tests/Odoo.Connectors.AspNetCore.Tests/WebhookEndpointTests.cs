using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.AspNetCore.Tests;

public sealed class WebhookEndpointTests
{
    private readonly FakeIntake _intake = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_OfRequest_HandsOverTheRawBodyAndHeaders()
    {
        await using Host host = await StartAsync();
        byte[] body = [0x7B, 0xC3, 0x28, 0x0D, 0x0A, 0x7D];
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Stripe-Signature", "t=1,v1=a,v1=b");

        using HttpResponseMessage response = await host.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancel));
        (string system, string? signature, byte[] received) = Assert.Single(_intake.Received);
        Assert.Equal(("stripe", "t=1,v1=a,v1=b"), (system, signature));
        Assert.Equal(body, received);
    }

    [Fact]
    public async Task Post_WithoutHeader_HandsOverNull()
    {
        await using Host host = await StartAsync();

        await PostAsync(host, "{}");

        Assert.Null(Assert.Single(_intake.Received).Signature);
    }

    [Fact]
    public async Task Post_OfForm_NeedsNoAntiforgeryToken()
    {
        await using Host host = await StartAsync();
        using var form = new FormUrlEncodedContent([new("a", "b")]);

        using HttpResponseMessage response = await host.Client.PostAsync(new Uri("/webhooks/stripe", UriKind.Relative), form, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("a=b", Encoding.UTF8.GetString(Assert.Single(_intake.Received).Body));
    }

    [Fact]
    public async Task Post_BeforeTheStoreCommitted_IsNotAnswered()
    {
        var committed = new TaskCompletionSource<WebhookResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _intake.Answer = () =>
        {
            asked.SetResult();
            return committed.Task;
        };
        await using Host host = await StartAsync();

        Task<HttpResponseMessage> post = PostAsync(host, "{}");
        await asked.Task.WaitAsync(Cancel);

        Assert.False(post.IsCompleted);
        committed.SetResult(WebhookResult.Accept());
        Assert.Equal(HttpStatusCode.OK, (await post).StatusCode);
    }

    [Fact]
    public async Task Post_OfRefusedRequest_AnswersItsStatusAndReason()
    {
        _intake.Answer = () => Task.FromResult(WebhookResult.Refuse(400, "The signature does not match."));
        await using Host host = await StartAsync();

        HttpResponseMessage response = await PostAsync(host, "{}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("The signature does not match.", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Post_WhenTheHubIsFull_Answers503AndSaysWhenToComeAgain()
    {
        _intake.Answer = () => Task.FromResult(WebhookResult.Busy(TimeSpan.FromSeconds(45), "The hub is full."));
        await using Host host = await StartAsync();

        HttpResponseMessage response = await PostAsync(host, "{}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(45), response.Headers.RetryAfter?.Delta);
        Assert.Equal("The hub is full.", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("/webhooks/other")]
    [InlineData("/webhooks")]
    [InlineData("/webhooks/stripe/more")]
    [InlineData("/webhooks/Stripe")]
    public async Task Post_ToUnknownSystem_Answers404(string path)
    {
        await using Host host = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(host, "{}", path)).StatusCode);
        Assert.Empty(_intake.Received);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task OtherMethod_OnTheEndpoint_Answers405(string method)
    {
        await using Host host = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/webhooks/stripe");

        using HttpResponseMessage response = await host.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Theory]
    [InlineData(FakeIntake.Limit, HttpStatusCode.OK)]
    [InlineData(FakeIntake.Limit + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_AroundTheLimit_IsTakenUpToIt(int size, HttpStatusCode expected)
    {
        await using Host host = await StartAsync();

        Assert.Equal(expected, (await PostAsync(host, new string('x', size))).StatusCode);
    }

    [Fact]
    public async Task Post_OfAnnouncedLargeBody_Answers413WithoutReadingIt()
    {
        await using Host host = await StartAsync();

        string answer = await RawAsync(host, "Content-Length: 500000000\r\n\r\nonly this");

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Empty(_intake.Received);
    }

    [Theory]
    [InlineData(FakeIntake.Limit, "200")]
    [InlineData(FakeIntake.Limit + 1, "413")]
    public async Task Post_OfChunkedBody_IsCounted(int size, string status)
    {
        await using Host host = await StartAsync();
        string chunk = string.Create(CultureInfo.InvariantCulture, $"{size - 10:x}\r\n{new string('x', size - 10)}\r\na\r\n0123456789\r\n");

        // The body that is too large does not even end.
        string answer = await RawAsync(host, $"Transfer-Encoding: chunked\r\n\r\n{chunk}{(status == "200" ? "0\r\n\r\n" : "")}");

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OfMalformedChunks_Answers400()
    {
        await using Host host = await StartAsync();

        Assert.StartsWith("HTTP/1.1 400", await RawAsync(host, "Transfer-Encoding: chunked\r\n\r\nzz\r\n"), StringComparison.Ordinal);
        Assert.Empty(_intake.Received);
    }

    public static TheoryData<Exception, string> StoreFailures => new()
    {
        { new IOException("disk full: Ada Lovelace", 28), "System.IO.IOException (error 28)" },
        { new Refused("23505", "Key (subject)=(Ada Lovelace) already exists."), "Refused (SQLSTATE 23505)" },
        {
            new ConnectorException(ErrorKind.Transient, "The store has no room left; free space on its disk.", new Refused("53100", "Failing row contains (Ada Lovelace).")),
            "Odoo.Connectors.ConnectorException: The store has no room left; free space on its disk. ---> Odoo.Connectors.AspNetCore.Tests.WebhookEndpointTests+Refused (SQLSTATE 53100)"
        },
    };

    [Theory]
    [MemberData(nameof(StoreFailures), DisableDiscoveryEnumeration = true)]
    public async Task Post_WhenTheStoreFails_Answers503AndLogsTheCauseWithoutItsWordsOrTheBody(Exception failure, string told)
    {
        _intake.Answer = () => throw failure;
        await using Host host = await StartAsync();

        HttpResponseMessage response = await PostAsync(host, "{\"secret\":\"DUMMYbody\"}");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter?.Delta);
        Assert.Equal("The event could not be stored; deliver it again.", await response.Content.ReadAsStringAsync(Cancel));
        string line = Assert.Single(host.Log.Lines, line => line.StartsWith("Error 3000", StringComparison.Ordinal));
        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.Contains("at Odoo.Connectors.AspNetCore.Tests.FakeIntake", line, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains("DUMMYbody", StringComparison.Ordinal) || l.Contains("Ada Lovelace", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Map_UnderAnotherPattern_ServesThere()
    {
        await using Host host = await Host.StartAsync(services => services.AddSingleton<IWebhookIntake>(_intake), "/hooks/in");

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(host, "{}", "/hooks/in/stripe")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(host, "{}")).StatusCode);
    }

    [Fact]
    public void Map_WithoutConnectors_SaysWhatToCall()
    {
        WebApplication app = WebApplication.CreateSlimBuilder().Build();

        var failure = Assert.Throws<InvalidOperationException>(() => app.MapConnectorWebhooks());

        Assert.Contains("Call AddOdooConnectors(...)", failure.Message, StringComparison.Ordinal);
    }

    private Task<Host> StartAsync() => Host.StartAsync(services => services.AddSingleton<IWebhookIntake>(_intake));

    private static async Task<HttpResponseMessage> PostAsync(Host host, string body, string path = "/webhooks/stripe")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await host.Client.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
    }

    /// <summary>The start of the answer to a request written by hand.</summary>
    private static async Task<string> RawAsync(Host host, string headersAndBody)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Client.BaseAddress!.Port, Cancel);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /webhooks/stripe HTTP/1.1\r\nHost: localhost\r\n{headersAndBody}"), Cancel);
        byte[] buffer = new byte[1024];
        int read = await stream.ReadAsync(buffer, Cancel);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    private sealed class Refused(string state, string words) : DbException(words)
    {
        public override string? SqlState => state;
    }
}

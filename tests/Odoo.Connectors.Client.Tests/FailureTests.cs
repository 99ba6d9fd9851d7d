using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Odoo.Connectors.Client.Tests;

/// <summary>What it means when no usable answer comes.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task CreateAsync_ReplyLost_IsUnknown()
    {
        using var rig = Throwing(new HttpRequestException(HttpRequestError.ResponseEnded, "closed"));

        var e = await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync);

        Assert.Equal(ErrorKind.Unknown, e.Kind);
        Assert.Single(rig.Handler.Calls);
    }

    /// <summary>The words are those that Odoo's effect action hands on, see odoo-effect-action/README.md and facts 12.</summary>
    [Theory]
    [InlineData("ValueError: could not serialize access due to concurrent update while evaluating", ErrorKind.Transient)]
    [InlineData("ValueError: deadlock detected while evaluating", ErrorKind.Transient)]
    [InlineData("duplicate key value violates unique constraint \"ir_model_data_module_name_uniq_index\" while evaluating", ErrorKind.Conflict)]
    [InlineData("Invalid field 'nosuch' in 'res.partner'", ErrorKind.Validation)]
    public async Task CallAsync_ValueErrorOfCodeInsideOdoo_IsClassifiedByItsWords(string text, ErrorKind kind)
    {
        using var rig = new Rig(request => Answer.Error(request, "builtins.ValueError", text));

        var e = await Assert.ThrowsAsync<OdooServerException>(rig.CreateAsync);

        Assert.Equal(kind, e.Kind);
    }

    [Fact]
    public async Task SearchReadAsync_ReplyLost_IsTransient()
    {
        using var rig = Throwing(new HttpRequestException(HttpRequestError.ResponseEnded, "closed"));

        Assert.Equal(ErrorKind.Transient, (await Assert.ThrowsAsync<OdooTransportException>(rig.SearchReadAsync)).Kind);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    public async Task CreateAsync_NothingSent_IsTransient(HttpRequestError error)
    {
        using var rig = Throwing(new HttpRequestException(error, "refused"));

        Assert.Equal(ErrorKind.Transient, (await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync)).Kind);
    }

    [Fact]
    public async Task CreateAsync_RealServerRefusesConnection_IsTransient()
    {
        await using var services = RealSockets($"http://127.0.0.1:{FreePort()}");

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => services.GetRequiredKeyedService<IOdooClient>("real")
            .CreateAsync("res.partner", [], cancellationToken: Rig.Token));

        Assert.Equal(ErrorKind.Transient, e.Kind);
    }

    [Fact]
    public async Task CreateAsync_RealServerClosesAfterReading_IsUnknown()
    {
        // What Odoo does at limit_time_real, see errors-server.json: the connection closes without a response.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var services = RealSockets($"http://{listener.LocalEndpoint}");
        var client = services.GetRequiredKeyedService<IOdooClient>("real");
        var server = ServeAsync(listener, "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": 2}", null);

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => client.CreateAsync("res.partner", [], cancellationToken: Rig.Token));

        await server;
        Assert.Equal(ErrorKind.Unknown, e.Kind);
    }

    [Fact]
    public async Task CreateAsync_DeadlinePassesAfterSending_IsUnknown()
    {
        var time = new FakeTimeProvider();
        using var rig = Hanging(time);

        var call = rig.CreateAsync();
        await WaitForCallAsync(rig);
        time.Advance(TimeSpan.FromSeconds(99));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ErrorKind.Unknown, (await Assert.ThrowsAsync<OdooTransportException>(() => call)).Kind);
    }

    [Fact]
    public async Task CreateAsync_DeadlinePassesBeforeBodyIsRead_IsTransient()
    {
        var time = new FakeTimeProvider();
        var silent = new NeverConnectingHandler();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddOdooClient("main", options =>
            (options.Url, options.Database, options.Login, options.Secret) = (new Uri("http://odoo.test"), "facts", "admin", "admin"))
            .ConfigurePrimaryHttpMessageHandler(_ => silent);
        await using var provider = services.BuildServiceProvider();

        var call = provider.GetRequiredKeyedService<IOdooClient>("main").CreateAsync("res.partner", [], cancellationToken: Rig.Token);
        await silent.SecondRequest.WaitAsync(Rig.Token);
        time.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(ErrorKind.Transient, (await Assert.ThrowsAsync<OdooTransportException>(() => call)).Kind);
    }

    [Fact]
    public async Task CallAsync_OwnTimeoutOnRead_IsTransient()
    {
        var time = new FakeTimeProvider();
        using var rig = Hanging(time);

        var call = rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = true, Timeout = TimeSpan.FromSeconds(3) }, Rig.Token);
        await WaitForCallAsync(rig);
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(ErrorKind.Transient, (await Assert.ThrowsAsync<OdooTransportException>(() => call)).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CallAsync_CallerCancels_IsOperationCanceled(bool isRead)
    {
        using var rig = Hanging(new FakeTimeProvider());
        using var cancel = new CancellationTokenSource();

        var call = rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = isRead }, cancel.Token);
        await WaitForCallAsync(rig);
        await cancel.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, e.CancellationToken);
        Assert.True(rig.Handler.Calls[0].Cancellation.IsCancellationRequested);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CallAsync_429_IsRateLimitedWithTheWait(bool isRead)
    {
        using var rig = new Rig(_ =>
        {
            var response = Answer.Html(HttpStatusCode.TooManyRequests);
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(7));
            return response;
        });

        var e = await Assert.ThrowsAsync<OdooTransportException>(() =>
            rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = isRead }, Rig.Token));

        Assert.Equal((ErrorKind.RateLimited, TimeSpan.FromSeconds(7)), (e.Kind, e.RetryAfter));
        Assert.Single(rig.Handler.Calls);
    }

    [Fact]
    public async Task SearchReadAsync_RetryAfterAsDate_IsCountedFromNow()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        using var rig = new Rig(
            _ =>
            {
                var response = Answer.Html(HttpStatusCode.ServiceUnavailable);
                response.Headers.RetryAfter = new RetryConditionHeaderValue(time.GetUtcNow().AddMinutes(2));
                return response;
            },
            services: services => services.AddSingleton<TimeProvider>(time));

        var e = await Assert.ThrowsAsync<OdooTransportException>(rig.SearchReadAsync);

        Assert.Equal((ErrorKind.Transient, TimeSpan.FromMinutes(2)), (e.Kind, e.RetryAfter));
        Assert.Single(rig.Handler.Calls);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, ErrorKind.Configuration)]
    [InlineData(HttpStatusCode.Redirect, ErrorKind.Configuration)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, ErrorKind.Validation)]
    [InlineData(HttpStatusCode.Forbidden, ErrorKind.Permission)]
    [InlineData(HttpStatusCode.UnsupportedMediaType, ErrorKind.Protocol)]
    public async Task CreateAsync_HtmlRefusal_HasItsKind(HttpStatusCode status, ErrorKind kind)
    {
        using var rig = new Rig(_ => Answer.Html(status));

        Assert.Equal(kind, (await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync)).Kind);
    }

    public static TheoryData<string> NotJsonRpc => new(
        "<html>maintenance</html>", "{\"jsonrpc\": \"2.0\", \"id\":", "[]", "null", "\"\"", "",
        "{\"status\": \"ok\"}", "{\"jsonrpc\": \"2.0\", \"id\": 99999}", "{\"jsonrpc\": \"2.0\", \"error\": {}}", "{\"jsonrpc\": \"2.0\", \"error\": \"no\"}");

    [Theory]
    [MemberData(nameof(NotJsonRpc))]
    public async Task CallAsync_200ThatIsNotJsonRpc_IsUnknownOnWritesAndProtocolOnReads(string body)
    {
        using var rig = new Rig(_ => Answer.Html(HttpStatusCode.OK, body));

        var write = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x" }, Rig.Token));
        var read = await Assert.ThrowsAsync<OdooTransportException>(() => rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = true }, Rig.Token));

        Assert.Equal((ErrorKind.Unknown, ErrorKind.Protocol), (write.Kind, read.Kind));
    }

    [Fact]
    public async Task CallAsync_ResultAbsent_IsNullAndSuccess()
    {
        using var rig = new Rig(request => Answer.Json(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request.Body["id"]!.DeepClone() }));

        Assert.Null(await rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x" }, Rig.Token));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("0")]
    [InlineData("[]")]
    public async Task CallAsync_EmptyResult_IsNotNull(string result)
    {
        using var rig = new Rig(request => Answer.Result(request, JsonNode.Parse(result)));

        Assert.Equal(result, (await rig.Client.CallAsync(new OdooCall { Model = "m", Method = "x" }, Rig.Token))!.Value.GetRawText());
    }

    [Theory]
    [InlineData("false")]
    [InlineData("[1]")]
    [InlineData("\"1\"")]
    public async Task CreateAsync_ResultIsNoId_IsUnknown(string result)
    {
        using var rig = new Rig(request => Answer.Result(request, JsonNode.Parse(result)));

        Assert.Equal(ErrorKind.Unknown, (await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync)).Kind);
    }

    [Theory]
    [InlineData(100, ErrorKind.Authentication)]
    [InlineData(404, ErrorKind.Configuration)]
    public async Task CreateAsync_ErrorCodeOfTheRoute_HasItsKind(int code, ErrorKind kind)
    {
        using var rig = new Rig(_ => Answer.Json(new JsonObject
        {
            ["jsonrpc"] = "2.0", ["id"] = null, ["error"] = new JsonObject { ["code"] = code, ["message"] = "Odoo Session Expired" },
        }));

        Assert.Equal(kind, (await Assert.ThrowsAsync<OdooServerException>(rig.CreateAsync)).Kind);
    }

    [Theory]
    [InlineData("odoo.exceptions.LockError", "locked", ErrorKind.Transient)]
    [InlineData("psycopg2.errors.DeadlockDetected", "deadlock detected", ErrorKind.Transient)]
    [InlineData("psycopg2.errors.LockNotAvailable", "lock", ErrorKind.Transient)]
    [InlineData("psycopg2.OperationalError", "connection to server failed", ErrorKind.Transient)]
    [InlineData("psycopg2.OperationalError", "server closed the connection unexpectedly", ErrorKind.Unknown)]
    [InlineData("psycopg2.errors.UniqueViolation", "duplicate", ErrorKind.Conflict)]
    [InlineData("odoo.http.SessionExpiredException", "Session expired", ErrorKind.Authentication)]
    [InlineData("builtins.KeyError", "nosuch", ErrorKind.Validation)]
    [InlineData("builtins.MemoryError", "", ErrorKind.Validation)]
    public async Task CreateAsync_UnrecordedError_HasItsKind(string name, string message, ErrorKind kind)
    {
        using var rig = new Rig(request => Answer.Error(request, name, message));

        Assert.Equal(kind, (await Assert.ThrowsAsync<OdooServerException>(rig.CreateAsync)).Kind);
    }

    private static Rig Throwing(Exception e) => new(_ => Task.FromException<HttpResponseMessage>(e));

    private static Rig Hanging(FakeTimeProvider time) => new(
        async request =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, request.Cancellation);
            throw new InvalidOperationException("not reached");
        },
        services: services => services.AddSingleton<TimeProvider>(time));

    private static async Task WaitForCallAsync(Rig rig)
    {
        while (rig.Handler.Calls.Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Rig.Token);
        }
    }

    private static ServiceProvider RealSockets(string url)
    {
        var services = new ServiceCollection();
        services.AddOdooClient("real", options =>
        {
            (options.Url, options.Database, options.Login, options.Secret) = (new Uri(url), "facts", "admin", "admin");
            options.ReadRetries = 0;
        });
        return services.BuildServiceProvider();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Answers one connection after another with the given bodies; null closes without an answer.</summary>
    private static async Task ServeAsync(TcpListener listener, params string?[] bodies)
    {
        foreach (var body in bodies)
        {
            using var connection = await listener.AcceptTcpClientAsync(Rig.Token);
            await using var stream = connection.GetStream();
            var buffer = new byte[65536];
            var text = "";
            while (!text.EndsWith('}'))
            {
                text += System.Text.Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer, Rig.Token));
            }

            if (body is not null)
            {
                await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(
                    $"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), Rig.Token);
            }
        }
    }

    /// <summary>Logs in, then behaves like a network that never gets a connection: the body is not read.</summary>
    private sealed class NeverConnectingHandler : HttpMessageHandler
    {
        private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task SecondRequest => _second.Task;

        private bool LoggedIn { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (!LoggedIn)
            {
                LoggedIn = true;
                return Answer.Json(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = 1, ["result"] = 2 });
            }

            _second.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException("not reached");
        }
    }
}

using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Odoo.Connectors.Client.Tests.Safety;

/// <summary>What only a real connection shows. Nothing here replaces a handler.</summary>
public sealed class SocketTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CallAsync_CallerCancelsUnderWay_SurfacesAtOnceAndHangsUp(bool isRead)
    {
        await using var server = new LoopbackServer(_ => null); // never answers, so only the cancellation can end the call
        await using var services = Client(server);
        using var cancel = new CancellationTokenSource();

        var call = services.GetRequiredKeyedService<IOdooClient>("real").CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = isRead }, cancel.Token);
        await server.Silent.WaitAsync(Patience, Rig.Token);
        Assert.False(server.HungUp.IsCompleted);
        var started = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var took = Stopwatch.GetElapsedTime(started);

        Assert.Equal(cancel.Token, e.CancellationToken);
        await server.HungUp.WaitAsync(Patience, Rig.Token);
        Assert.Single(server.Requests);
        Assert.True(took < TimeSpan.FromSeconds(2), $"took {took}"); // 50 ms on a quiet machine; this one may be busy
    }

    [Theory]
    [InlineData(true, ErrorKind.Transient)]
    [InlineData(false, ErrorKind.Unknown)]
    public async Task CallAsync_OwnDeadlinePasses_FailsAndHangsUp(bool isRead, ErrorKind kind)
    {
        await using var server = new LoopbackServer(_ => null);
        await using var services = Client(server); // whose calls may take 100 seconds

        var call = services.GetRequiredKeyedService<IOdooClient>("real").CallAsync(
            new OdooCall { Model = "m", Method = "x", IsRead = isRead, Timeout = TimeSpan.FromMilliseconds(500) }, Rig.Token);
        var e = await Assert.ThrowsAsync<OdooTransportException>(() => call.WaitAsync(Patience, Rig.Token));

        Assert.Equal(kind, e.Kind);
        await server.HungUp.WaitAsync(Patience, Rig.Token);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CallAsync_AnswerIsZipped_IsDecoded(bool isRead)
    {
        var text = $"\"{new string('ü', 5000)}\"";
        await using var server = new LoopbackServer(request => LoopbackServer.Reply(
            "200 OK", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", Zip(text)));
        await using var services = Client(server);

        var answer = await CallAsync(services, isRead);

        Assert.Equal(new string('ü', 5000), answer!.Value.GetString());
        Assert.Contains("gzip", server.Requests[0].Header("Accept-Encoding"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_ServerSetsCookie_IsNeverSentBack()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Json("1", "Set-Cookie: session_id=canary; Path=/\r\n"));
        await using var services = Client(server);

        for (var i = 0; i < 4; i++)
        {
            await CallAsync(services, isRead: i % 2 == 0);
        }

        Assert.Equal(4, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Null(request.Header("Cookie")));
    }

    [Fact]
    public async Task CallAsync_ReadAndWrite_SayWhoCalls()
    {
        await using var server = new LoopbackServer(_ => LoopbackServer.Json("1"));
        await using var services = Client(server);

        await CallAsync(services, isRead: true);
        await CallAsync(services, isRead: false);

        Assert.All(server.Requests, request => Assert.Matches(@"^Odoo\.Connectors/\d+\.\d+$", request.Header("User-Agent")));
        Assert.Equal(2, server.Requests.Count);
    }

    /// <summary>A redirect would carry the key to another host, and turn a POST into a GET.</summary>
    [Theory]
    [InlineData("302 Found", true)]
    [InlineData("307 Temporary Redirect", true)]
    [InlineData("302 Found", false)]
    [InlineData("307 Temporary Redirect", false)]
    public async Task CallAsync_Redirect_IsNotFollowed(string status, bool isRead)
    {
        await using var elsewhere = new LoopbackServer(_ => LoopbackServer.Json("1"));
        await using var server = new LoopbackServer(_ => LoopbackServer.Reply(status, $"Location: {elsewhere.Url}json/2/m/x\r\n", []));
        await using var services = Client(server);

        var e = await Assert.ThrowsAsync<OdooTransportException>(() => CallAsync(services, isRead));

        Assert.Equal(ErrorKind.Configuration, e.Kind);
        Assert.Single(server.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(60);

    private static Task<System.Text.Json.JsonElement?> CallAsync(IServiceProvider services, bool isRead) =>
        services.GetRequiredKeyedService<IOdooClient>("real").CallAsync(new OdooCall { Model = "m", Method = "x", IsRead = isRead }, Rig.Token);

    private static ServiceProvider Client(LoopbackServer server)
    {
        ServiceCollection services = new();
        services.AddOdooClient("real", o =>
            (o.Url, o.Database, o.Login, o.Secret, o.Transport) = (server.Url, "facts", "admin", "key", OdooTransport.Json2));
        return services.BuildServiceProvider();
    }

    private static byte[] Zip(string text)
    {
        using MemoryStream zipped = new();
        using (GZipStream zip = new(zipped, CompressionMode.Compress))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return zipped.ToArray();
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Odoo.Connectors.Client.Tests;

/// <summary>Which transport is taken, with how many requests, and that a login is never more than one.</summary>
public sealed class TransportChoiceTests
{
    // 40 hexadecimal digits, as Odoo makes them.
    private const string Key = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public async Task Auto_KeyAndServerWithJson2_ProbesOnceForFiftyCallers()
    {
        using var rig = Auto(Key, request => Json2(request, 7));

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => rig.Client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token)));

        Assert.Equal(7, await rig.Client.AuthenticateAsync(Rig.Token));
        Assert.Equal(51, rig.Handler.Requests.Count);
        var probe = Assert.Single(rig.Handler.Requests, r => r.Path == "/json/2/res.users/context_get");
        Assert.Equal(("bearer " + Key, "facts"), (probe.Header("Authorization"), probe.Header("X-Odoo-Database")));
        Assert.DoesNotContain(rig.Handler.Requests, r => r.IsJsonRpc);
    }

    /// <summary>What a server without JSON-2, without the database there, or with a password that looks like a key answers.</summary>
    [Theory]
    [InlineData("html", HttpStatusCode.NotFound)]
    [InlineData("html", HttpStatusCode.SeeOther)]
    [InlineData("html", HttpStatusCode.Forbidden)]
    [InlineData("html", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("html", HttpStatusCode.OK)]
    [InlineData("key", HttpStatusCode.Unauthorized)]
    [InlineData("old", HttpStatusCode.OK)]
    public async Task Auto_Json2SaysNo_TakesJsonRpcAndAsksNoMore(string answer, HttpStatusCode status)
    {
        using var rig = Auto(Key, request => request.IsJsonRpc ? Answer.Result(request, request.Method == "authenticate" ? 2 : 0) : answer switch
        {
            "html" => Answer.Html(status),
            "key" => Answer.Json(Answer.Refusal("werkzeug.exceptions.Unauthorized", "Invalid apikey"), status),
            // Odoo 18 answers an unknown route of JSON type with an error of JSON-RPC.
            _ => Answer.Json(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = null, ["error"] = new JsonObject { ["code"] = 404, ["message"] = "404: Not Found" } }),
        });

        await rig.Client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);
        await rig.Client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);

        Assert.Equal(["context_get", "authenticate", "execute_kw", "execute_kw"], rig.Handler.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task Auto_ProbeLost_IsTransientForTheWriteAndIsTriedAgain()
    {
        var down = true;
        using var rig = Auto(Key, request => down ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "closed") : Json2(request, 7), retries: 0);

        var e = await Assert.ThrowsAsync<OdooTransportException>(rig.CreateAsync);
        down = false;
        Assert.Equal(0, await rig.CreateAsync());

        Assert.Equal(ErrorKind.Transient, e.Kind); // nothing was sent
        Assert.Equal(["context_get", "context_get", "create"], rig.Handler.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task Auto_WrongKeyOnBoth_IsAuthentication()
    {
        using var rig = Auto(Key, request => request.IsJsonRpc ? Answer.Result(request, false)
            : Answer.Json(Answer.Refusal("werkzeug.exceptions.Unauthorized", "Invalid apikey"), HttpStatusCode.Unauthorized));

        Assert.Equal(ErrorKind.Authentication, (await Assert.ThrowsAsync<OdooServerException>(rig.CreateAsync)).Kind);
        Assert.DoesNotContain(rig.Handler.Calls, c => c.Method is "create" or "execute_kw");
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("0123456789abcdef0123456789abcdef0123456")]
    [InlineData("0123456789abcdef0123456789abcdef0123456g")]
    public async Task Auto_SecretThatIsNoKey_IsNeverSentToJson2(string secret)
    {
        using var rig = Auto(secret, request => Answer.Result(request, request.Method == "authenticate" ? 2 : 0));

        await rig.Client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);

        Assert.All(rig.Handler.Requests, r => Assert.True(r.IsJsonRpc));
    }

    [Fact]
    public async Task JsonRpc_Forced_IsNotProbedEvenWithAKey()
    {
        using var rig = Auto(Key, request => Answer.Result(request, request.Method == "authenticate" ? 2 : 0), transport: OdooTransport.JsonRpc);

        await rig.Client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);

        Assert.Equal(["authenticate", "execute_kw"], rig.Handler.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task Json2_Forced_LogsInNever()
    {
        using var rig = Auto("some-key", request => Json2(request, 7), transport: OdooTransport.Json2);

        await rig.Client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);
        Assert.Single(rig.Handler.Requests);

        Assert.Equal(7, await rig.Client.AuthenticateAsync(Rig.Token));
        Assert.Equal(7, await rig.Client.AuthenticateAsync(Rig.Token));
        Assert.Equal(["search_count", "context_get"], rig.Handler.Requests.Select(r => r.Method));
    }

    [Theory]
    [InlineData(true, "version")]
    [InlineData(false, "version,version")]
    public async Task VersionAsync_Auto_NeedsNoLogin(bool isNew, string requests)
    {
        using var rig = Auto(Key, request => request.IsJsonRpc ? Transcript.Reply(Transcript.Get("auth.json", "common.version"), request)
            : isNew ? Transcript.Reply(Transcript.Get("auth.json", "version /web/version"), request) : Answer.Html(HttpStatusCode.NotFound));

        Assert.Equal(19, (await rig.Client.VersionAsync(Rig.Token)).Major);

        Assert.Equal(requests, string.Join(',', rig.Handler.Requests.Select(r => r.Method)));
    }

    [Theory]
    [InlineData("saas~18", 2, "saas~18.2", 18)]
    [InlineData("20", 0, "20.0", 20)]
    public async Task VersionAsync_OtherSeries_IsRead(string first, int second, string series, int major)
    {
        JsonNode number = int.TryParse(first, out var n) ? n : first;
        using var rig = Auto("k", _ => Answer.Json(new JsonObject { ["version_info"] = new JsonArray(number, second, 0, "final", 0, ""), ["version"] = "v" }), transport: OdooTransport.Json2);

        Assert.Equal(new OdooVersion { ServerVersion = "v", Series = series, Major = major }, await rig.Client.VersionAsync(Rig.Token));
    }

    [Fact]
    public async Task StartAsync_Json2WithAPasswordThatIsNoHeader_SaysWhatToSet()
    {
        using var rig = Auto("pass word", _ => throw new InvalidOperationException("not reached"), transport: OdooTransport.Json2);

        var e = await Assert.ThrowsAsync<OptionsValidationException>(async () => await rig.Client.VersionAsync(Rig.Token));

        Assert.Contains("set Secret to an API key", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass word", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OdooTransport.Json2)]
    [InlineData(OdooTransport.Auto)]
    public async Task CallAsync_KeyRotated_IsUsedFromTheNextCall(OdooTransport transport)
    {
        const string next = "76543210fedcba9876543210fedcba9876543210";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Odoo:Url"] = "https://odoo.test", ["Odoo:Database"] = "d", ["Odoo:Login"] = "l", ["Odoo:Secret"] = Key, ["Odoo:Transport"] = transport.ToString(),
        }).Build();
        var handler = new StubHandler(request => Json2(request, 7));
        var services = new ServiceCollection();
        services.AddOdooClient("main", configuration.GetSection("Odoo")).ConfigurePrimaryHttpMessageHandler(_ => handler);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredKeyedService<IOdooClient>("main");

        await client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);
        configuration["Odoo:Secret"] = next;
        configuration.Reload();
        await client.SearchCountAsync("m", OdooDomain.All, cancellationToken: Rig.Token);

        Assert.Equal([$"bearer {Key}", $"bearer {next}"], handler.Calls.Where(c => c.Method == "search_count").Select(c => c.Header("Authorization")));
    }

    private static HttpResponseMessage Json2(StubRequest request, int uid) =>
        Answer.Json(request.Method == "context_get" ? new JsonObject { ["lang"] = "en_US", ["tz"] = false, ["uid"] = uid } : JsonValue.Create(0));

    private static Rig Auto(string secret, Func<StubRequest, HttpResponseMessage> answer, OdooTransport transport = OdooTransport.Auto, int retries = 2) =>
        new(answer, o => (o.Secret, o.Transport, o.ReadRetries) = (secret, transport, retries), login: false);
}

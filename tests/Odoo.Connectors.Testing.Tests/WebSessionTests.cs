using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>What a browser does, and how a person gets the first API key.</summary>
public sealed class WebSessionTests
{
    [Fact]
    public async Task Session_WithThePassword_MakesAKeyForJson2()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        var (login, cookie) = await LogInAsync(world, world.Emulator.AdminPassword);
        Assert.Equal("Administrator", login["result"]!["name"]!.GetValue<string>());

        var description = (await CallAsync(world, cookie, "res.users.apikeys.description", "create", """[{"name":"connector","duration":"0"}]"""))["result"]!.GetValue<long>();
        var wizard = (await CallAsync(world, cookie, "res.users.apikeys.description", "make_key", $"[[{description}]]"))["result"]!;
        var shown = (await CallAsync(world, cookie, "res.users.identitycheck", "run_check", $"[[{wizard["res_id"]}]]", $$"""{"context":{"password":"{{world.Emulator.AdminPassword}}"} }"""))["result"]!;

        using var answer = await world.Wire.SendAsync("POST", "/json/2/res.users/context_get", "{}", new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Authorization"] = $"bearer {shown["context"]!["default_key"]}" });
        Assert.Equal("res.users.apikeys.show", shown["res_model"]!.GetValue<string>());
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Session_WithAWrongPassword_IsDenied()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        var (answer, cookie) = await LogInAsync(world, "no");

        Assert.Equal("odoo.exceptions.AccessDenied", answer["error"]!["data"]!["name"]!.GetValue<string>());
        Assert.Equal("", cookie);
    }

    [Fact]
    public async Task Call_WithoutASession_IsExpiredAsRecorded()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        var answer = await CallAsync(world, "", "res.partner", "search_count", "[[]]");

        answer["error"]!["data"]!.AsObject().Remove("debug");
        Assert.Equal(
            """{"jsonrpc":"2.0","id":null,"error":{"code":100,"message":"Odoo Session Expired","data":{"name":"odoo.http.SessionExpiredException","message":"Session expired","arguments":["Session expired"],"context":{}}}}""",
            answer.ToJsonString());
    }

    private static async Task<(JsonNode Answer, string Cookie)> LogInAsync(EmulatorClient world, string password)
    {
        var body = $$"""{"jsonrpc":"2.0","method":"call","id":1,"params":{"db":"{{world.Emulator.Database}}","login":"admin","password":"{{password}}"} }""";
        using var response = await world.Wire.SendAsync("POST", "/web/session/authenticate", body, OdooWire.JsonHeaders);
        var cookie = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.First().Split(';')[0] : "";
        return (JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!, cookie);
    }

    private static async Task<JsonNode> CallAsync(EmulatorClient world, string cookie, string model, string method, string arguments, string keywords = "{}")
    {
        var body = $$"""{"jsonrpc":"2.0","method":"call","id":1,"params":{"model":"{{model}}","method":"{{method}}","args":{{arguments}},"kwargs":{{keywords}} } }""";
        using var response = await world.Wire.SendAsync("POST", $"/web/dataset/call_kw/{model}/{method}", body, new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Cookie"] = cookie });
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}

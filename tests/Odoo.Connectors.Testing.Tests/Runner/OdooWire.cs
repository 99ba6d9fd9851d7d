using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Raw JSON-RPC, written by hand: shares nothing with the client of the product.</summary>
internal sealed class OdooWire(HttpClient http, OdooEmulator emulator)
{
    private readonly Dictionary<string, long> _uids = [];

    public OdooEmulator Emulator { get; } = emulator;

    public (string Login, string Password, string Key) User(string who) => who == "admin"
        ? (Emulator.AdminLogin, Emulator.AdminPassword, Emulator.AdminApiKey)
        : (Emulator.IntegrationLogin, Emulator.IntegrationPassword, Emulator.IntegrationApiKey);

    public async Task<long> UidAsync(string who)
    {
        if (!_uids.TryGetValue(who, out var uid))
        {
            var (login, password, _) = User(who);
            var answer = await JsonRpcAsync("common", "authenticate", [Emulator.Database, login, password, new JsonObject()]);
            _uids[who] = uid = answer["result"]!.GetValue<long>();
        }

        return uid;
    }

    /// <summary>Answers {"result": …} or {"error": {name, message, arguments}}.</summary>
    public async Task<JsonObject> CallAsync(string who, string model, string method, JsonArray positional, JsonObject? keywords = null)
    {
        var arguments = new JsonArray(Emulator.Database, await UidAsync(who), User(who).Password, model, method, positional);
        if (keywords is { Count: > 0 })
        {
            arguments.Add((JsonNode)keywords);
        }

        return await JsonRpcAsync("object", "execute_kw", arguments);
    }

    public async Task<JsonObject> JsonRpcAsync(string service, string method, JsonArray arguments)
    {
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "call", ["id"] = 1, ["params"] = new JsonObject { ["service"] = service, ["method"] = method, ["args"] = arguments } };
        using var response = await SendAsync("POST", "/jsonrpc", body.ToJsonString(), "application/json");
        Assert.Equal(200, (int)response.StatusCode);
        var reply = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        return reply["error"] is { } error
            ? new JsonObject { ["error"] = new JsonObject { ["name"] = error["data"]!["name"]!.DeepClone(), ["message"] = error["data"]!["message"]!.DeepClone(), ["arguments"] = error["data"]!["arguments"]!.DeepClone() } }
            : new JsonObject { ["result"] = reply["result"]?.DeepClone() };
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body, string? contentType)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        return await http.SendAsync(request);
    }
}

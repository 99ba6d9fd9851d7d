using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Raw JSON-RPC and JSON-2, written by hand: shares nothing with the client of the product.</summary>
internal sealed class OdooWire(HttpClient http, OdooTarget target)
{
    private readonly Dictionary<string, long> _uids = [];

    public OdooTarget Target { get; } = target;

    public async Task<long> UidAsync(string who)
    {
        if (!_uids.TryGetValue(who, out var uid))
        {
            var user = Target.Users[who];
            var answer = await JsonRpcAsync("common", "authenticate", [Target.Database, user.Login, user.Password, new JsonObject()]);
            _uids[who] = uid = answer["result"]!.GetValue<long>();
        }

        return uid;
    }

    /// <summary>Answers {"result": …} or {"error": {name, message, arguments}}.</summary>
    public async Task<JsonObject> CallAsync(string who, string model, string method, JsonArray positional, JsonObject? keywords = null)
    {
        var arguments = new JsonArray(Target.Database, await UidAsync(who), Target.Users[who].Password, model, method, positional);
        if (keywords is { Count: > 0 })
        {
            arguments.Add((JsonNode)keywords);
        }

        return await JsonRpcAsync("object", "execute_kw", arguments);
    }

    public async Task<JsonObject> JsonRpcAsync(string service, string method, JsonArray arguments)
    {
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["method"] = "call", ["id"] = 1, ["params"] = new JsonObject { ["service"] = service, ["method"] = method, ["args"] = arguments } };
        using var response = await SendAsync("POST", "/jsonrpc", body.ToJsonString(), JsonHeaders);
        Assert.Equal(200, (int)response.StatusCode);
        var reply = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        return reply["error"] is { } error
            ? new JsonObject { ["error"] = new JsonObject { ["name"] = error["data"]!["name"]!.DeepClone(), ["message"] = error["data"]!["message"]!.DeepClone(), ["arguments"] = error["data"]!["arguments"]!.DeepClone() } }
            : new JsonObject { ["result"] = reply["result"]?.DeepClone() };
    }

    public Task<HttpResponseMessage> PostJson2Async(string who, string path, string body) => SendAsync("POST", path, body, new Dictionary<string, string>
    {
        ["Content-Type"] = "application/json", ["Authorization"] = $"bearer {Target.Users[who].Key}", ["X-Odoo-Database"] = Target.Database,
    });

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body, IReadOnlyDictionary<string, string> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        }

        foreach (var (name, value) in headers)
        {
            if (!name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                Assert.True(request.Headers.TryAddWithoutValidation(name, value));
            }
            else if (request.Content is not null)
            {
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
        }

        return await http.SendAsync(request);
    }

    public static IReadOnlyDictionary<string, string> JsonHeaders { get; } = new Dictionary<string, string> { ["Content-Type"] = "application/json" };
}

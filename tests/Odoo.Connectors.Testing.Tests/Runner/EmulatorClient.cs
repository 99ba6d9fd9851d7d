using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>An emulator with a client, over a socket or in process.</summary>
internal sealed class EmulatorClient : IAsyncDisposable
{
    private readonly HttpClient _http;

    private EmulatorClient(OdooEmulator emulator, HttpClient http)
    {
        Emulator = emulator;
        _http = http;
        Wire = new OdooWire(http, OdooTarget.Of(emulator));
    }

    public OdooEmulator Emulator { get; }

    public OdooWire Wire { get; }

    public JsonObject Context => new() { ["allowed_company_ids"] = new JsonArray(Emulator.CompanyId) };

    public static async Task<EmulatorClient> StartAsync(bool socket, OdooEmulatorOptions? options = null)
    {
        var emulator = new OdooEmulator(options);
        if (!socket)
        {
            return new EmulatorClient(emulator, new HttpClient(emulator.CreateHandler()) { BaseAddress = new Uri("http://odoo.test/") });
        }

        await emulator.StartAsync();
        return new EmulatorClient(emulator, new HttpClient { BaseAddress = emulator.Url });
    }

    public void FailOnce(string method, EmulatorFault fault)
    {
        var left = 1;
        Emulator.OnCall = call => call.Method == method && Interlocked.Exchange(ref left, 0) == 1 ? fault : EmulatorFault.None;
    }

    /// <summary>Calls a method as the integration user in Contract BE and gives its result; an error fails the test.</summary>
    public async Task<JsonNode?> CallAsync(string model, string method, JsonArray positional, JsonObject? context = null)
    {
        var answer = await Wire.CallAsync("integration", model, method, positional, new JsonObject { ["context"] = context ?? Context });
        Assert.True(answer.ContainsKey("result"), answer.ToJsonString());
        return answer["result"];
    }

    public async Task<HttpResponseMessage> PostCreateAsync(string name, bool json2)
    {
        if (json2)
        {
            return await Wire.PostJson2Async("admin", "/json/2/res.partner/create", new JsonObject { ["vals_list"] = new JsonObject { ["name"] = name } }.ToJsonString());
        }

        var arguments = new JsonArray(Emulator.Database, await Wire.UidAsync("admin"), Emulator.AdminPassword, "res.partner", "create", new JsonArray(new JsonObject { ["name"] = name }));
        var body = new JsonObject { ["jsonrpc"] = "2.0", ["params"] = new JsonObject { ["service"] = "object", ["method"] = "execute_kw", ["args"] = arguments } };
        return await Wire.SendAsync("POST", "/jsonrpc", body.ToJsonString(), OdooWire.JsonHeaders);
    }

    public async Task<int> CountPartnersAsync(string name)
    {
        var answer = await Wire.CallAsync("admin", "res.partner", "search_count", [new JsonArray(new JsonArray("name", "=", name))]);
        return answer["result"]!.GetValue<int>();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Emulator.DisposeAsync();
    }
}

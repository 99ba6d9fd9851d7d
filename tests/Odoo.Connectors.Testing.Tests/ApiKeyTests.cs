using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>Keys as facts of a real Odoo 19 have them: JSON-2 asks each time, execute_kw remembers what it accepted.</summary>
public sealed class ApiKeyTests
{
    private const string NewKey = "00000000000000000000000000000000000000aa";

    [Fact]
    public async Task RemovedKey_OverBothProtocols_IsRefusedByJson2AndLoginOnly()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        world.Emulator.AddApiKey(world.Emulator.IntegrationLogin, NewKey);
        var uid = await world.Wire.UidAsync("integration");
        Assert.Equal(200, await CountOverJson2Async(world, NewKey));
        Assert.Equal(0, (await CountOverJsonRpcAsync(world, uid, NewKey))["result"]!.GetValue<int>());

        world.Emulator.RemoveApiKey(NewKey);

        Assert.Equal(401, await CountOverJson2Async(world, NewKey));
        Assert.False((await world.Wire.JsonRpcAsync("common", "authenticate", [world.Emulator.Database, world.Emulator.IntegrationLogin, NewKey, new JsonObject()]))["result"]!.GetValue<bool>());
        Assert.Equal(0, (await CountOverJsonRpcAsync(world, uid, NewKey))["result"]!.GetValue<int>());
    }

    [Fact]
    public async Task DeactivatedUser_WithARememberedKey_IsRefusedEverywhere()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        var uid = await world.Wire.UidAsync("integration");
        await CountOverJsonRpcAsync(world, uid, world.Emulator.IntegrationApiKey);

        await world.Wire.CallAsync("admin", "res.users", "write", [new JsonArray(uid), new JsonObject { ["active"] = false }]);

        Assert.Equal("odoo.exceptions.AccessDenied", (await CountOverJsonRpcAsync(world, uid, world.Emulator.IntegrationApiKey))["error"]!["name"]!.GetValue<string>());
        Assert.Equal(401, await CountOverJson2Async(world, world.Emulator.IntegrationApiKey));
    }

    [Fact]
    public async Task ApiKeys_OfTheOptions_ReplaceTheDefaults()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions { ApiKeys = { ["admin"] = NewKey } });

        Assert.Equal(NewKey, world.Emulator.AdminApiKey);
        Assert.Equal(200, await CountOverJson2Async(world, NewKey));
        Assert.Equal(401, await CountOverJson2Async(world, "0000000000000000000000000000000000000001"));
    }

    private static async Task<int> CountOverJson2Async(EmulatorClient world, string key)
    {
        using var response = await world.Wire.SendAsync("POST", "/json/2/res.partner/search_count", """{"domain":[["name","=","Nobody"]]}""", new Dictionary<string, string>
        {
            ["Content-Type"] = "application/json", ["Authorization"] = $"Bearer {key}",
        });
        return (int)response.StatusCode;
    }

    private static Task<JsonObject> CountOverJsonRpcAsync(EmulatorClient world, long uid, string key) => world.Wire.JsonRpcAsync(
        "object", "execute_kw", [world.Emulator.Database, uid, key, "res.partner", "search_count", new JsonArray(new JsonArray(new JsonArray("name", "=", "Nobody")))]);
}

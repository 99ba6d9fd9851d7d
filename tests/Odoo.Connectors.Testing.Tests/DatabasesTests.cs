using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>Several databases on one server: which answers, and what a call without one gets, is recorded (multi-database).</summary>
public sealed class DatabasesTests
{
    private static readonly string s_body = """{"domain":[["name","=","Only in the second"]]}""";

    [Fact]
    public async Task Serve_AnotherDatabase_AnswersForBothByName()
    {
        await using var world = await EmulatorClient.StartAsync(socket: true);
        await using OdooEmulator second = new(new OdooEmulatorOptions { Database = "second", ApiKeys = { ["admin"] = "00000000000000000000000000000000000000bb" } });
        await second.Scenario().Customer("Only in the second").RunAsync(TestContext.Current.CancellationToken);
        world.Emulator.Serve(second);

        Assert.Equal((200, "1"), await CountAsync(world, "00000000000000000000000000000000000000bb", "second"));
        Assert.Equal((200, "0"), await CountAsync(world, world.Emulator.AdminApiKey, world.Emulator.Database));
        Assert.Equal(401, (await CountAsync(world, world.Emulator.AdminApiKey, "second")).Status);
        var overJsonRpc = await world.Wire.JsonRpcAsync("object", "execute_kw", ["second", 2, second.AdminPassword, "res.partner", "search_count", new JsonArray(new JsonArray(new JsonArray("name", "=", "Only in the second")))]);
        Assert.Equal(1, overJsonRpc["result"]!.GetValue<int>());
        Assert.Equal(3, second.Calls.Count);
        Assert.Equal("""["emulator","second"]""", (await world.Wire.JsonRpcAsync("db", "list", []))["result"]!.ToJsonString());
    }

    [Fact]
    public async Task Json2_WithoutADatabase_OnAServerOfTwo_IsAnHtml404()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        await using OdooEmulator second = new(new OdooEmulatorOptions { Database = "second" });
        Assert.Equal((200, "0"), await CountAsync(world, world.Emulator.AdminApiKey, null));

        world.Emulator.Serve(second);

        var (status, text) = await CountAsync(world, world.Emulator.AdminApiKey, null);
        Assert.Equal(404, status);
        Assert.Contains("No database is selected and the requested URL was not found in the server-wide controllers.", text, StringComparison.Ordinal);
        Assert.Equal(404, (await CountAsync(world, world.Emulator.AdminApiKey, "third")).Status);
        var unknown = await world.Wire.JsonRpcAsync("common", "authenticate", ["third", "admin", "admin", new JsonObject()]);
        Assert.Equal("psycopg2.OperationalError", unknown["error"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Serve_ADatabaseOfTheSameName_IsRefused()
    {
        await using OdooEmulator first = new();
        await using OdooEmulator second = new();

        Assert.Contains("'emulator'", Assert.Throws<ArgumentException>(() => first.Serve(second)).Message, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Text)> CountAsync(EmulatorClient world, string key, string? database)
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Authorization"] = $"Bearer {key}" };
        if (database is not null)
        {
            headers["X-Odoo-Database"] = database;
        }

        using var response = await world.Wire.SendAsync("POST", "/json/2/res.partner/search_count", s_body, headers);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}

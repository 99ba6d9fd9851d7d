using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>A key made over JSON-2 and its life, as recorded (auth) and described by Odoo 19.</summary>
public sealed class ApiKeyCreationTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task MakeKey_OverJsonRpc_IsRefused()
    {
        await using var world = await StartAsync();
        var description = await world.CallAsync("res.users.apikeys.description", "create", [new JsonObject { ["name"] = "connector", ["duration"] = "90" }]);

        var answer = await world.Wire.CallAsync("integration", "res.users.apikeys.description", "make_key", [new JsonArray(description!.DeepClone())]);

        Assert.Equal(("odoo.exceptions.UserError", "This method can only be accessed over HTTP"), (answer["error"]!["name"]!.GetValue<string>(), answer["error"]!["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Key_MadeOverJson2_WorksUntilItExpires()
    {
        await using var world = await StartAsync();

        var key = (await MakeAsync(world, "integration", """{"name":"connector","duration":"90"}"""))["context"]!["default_key"]!.GetValue<string>();

        Assert.Matches("^[0-9a-f]{40}$", key);
        Assert.Equal(200, await WithAsync(world, key));
        var listed = (await world.Wire.CallAsync("admin", "res.users.apikeys", "search_read", [new JsonArray(new JsonArray("name", "=", "connector")), new JsonArray("expiration_date", "user_id")]))["result"]![0]!;
        // 90 days after 2026-11-29: 1 day of November, 31 of December, 31 of January and 27 of February.
        Assert.Equal(("2027-02-27 00:00:00", "Contract Integration"), (listed["expiration_date"]!.GetValue<string>(), listed["user_id"]![1]!.GetValue<string>()));

        _clock.SetUtcNow(new DateTimeOffset(2027, 2, 27, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(200, await WithAsync(world, key));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, await WithAsync(world, key));
    }

    [Fact]
    public async Task ExpiredKey_ThatJsonRpcHasSeen_GoesOnWorkingThereUntilThePasswordChanges()
    {
        await using var world = await StartAsync();
        var uid = await world.Wire.UidAsync("integration");
        world.Emulator.AddApiKey(world.Emulator.IntegrationLogin, "00000000000000000000000000000000000000aa", _clock.GetUtcNow().AddHours(1));
        Assert.False(await IsDeniedAsync(world, uid));

        _clock.Advance(TimeSpan.FromHours(2));

        Assert.False(await IsDeniedAsync(world, uid));
        Assert.Equal(401, await WithAsync(world, "00000000000000000000000000000000000000aa"));
        await world.Wire.CallAsync("admin", "res.users", "write", [new JsonArray(uid), new JsonObject { ["password"] = "another-1" }]);
        Assert.True(await IsDeniedAsync(world, uid));
    }

    [Theory]
    [InlineData("""{"name":"for ever","duration":"0"}""", "The API key must have an expiration date")]
    [InlineData("""{"name":"long","duration":"180"}""", "You cannot exceed 90.0 days.")]
    [InlineData("""{"name":"own date","duration":"-1","expiration_date":"2028-01-01 00:00:00"}""", "You cannot exceed 90.0 days.")]
    public async Task Key_ThatLivesTooLong_IsForAdministratorsOnly(string description, string message)
    {
        await using var world = await StartAsync();

        var refused = await MakeAsync(world, "integration", description);
        var made = await MakeAsync(world, "admin", description);

        Assert.Equal(("odoo.exceptions.ValidationError", message), (refused["name"]!.GetValue<string>(), refused["message"]!.GetValue<string>()));
        Assert.Equal("res.users.apikeys.show", made["res_model"]!.GetValue<string>());
    }

    [Fact]
    public async Task RunCheck_WithAWrongPassword_MakesNoKey()
    {
        await using var world = await StartAsync();

        var answer = await MakeAsync(world, "integration", """{"name":"connector","duration":"30"}""", "wrong");

        Assert.Equal("Incorrect Password, try again or click on Forgot Password to reset your password.", answer["message"]!.GetValue<string>());
        Assert.Equal(0, (await world.Wire.CallAsync("admin", "res.users.apikeys", "search_count", [new JsonArray(new JsonArray("name", "=", "connector"))]))["result"]!.GetValue<int>());
    }

    [Fact]
    public async Task Remove_OverJson2_AsksForThePasswordAndEndsTheKey()
    {
        await using var world = await StartAsync();
        var key = (await MakeAsync(world, "integration", """{"name":"connector","duration":"30"}"""))["context"]!["default_key"]!.GetValue<string>();
        var id = (await world.CallAsync("res.users.apikeys", "search", [new JsonArray(new JsonArray("name", "=", "connector"))]))![0]!.GetValue<long>();

        var wizard = (await PostAsync(world, "integration", "res.users.apikeys/remove", $$"""{"ids":[{{id}}]}"""))["res_id"]!.GetValue<long>();
        Assert.Equal(200, await WithAsync(world, key));
        await PostAsync(world, "integration", "res.users.identitycheck/run_check", $$$"""{"ids":[{{{wizard}}}],"context":{"password":"{{{world.Emulator.IntegrationPassword}}}"}}""");

        Assert.Equal(401, await WithAsync(world, key));
    }

    private Task<EmulatorClient> StartAsync() => EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions { TimeProvider = _clock });

    private static async Task<JsonNode> MakeAsync(EmulatorClient world, string who, string vals, string? password = null)
    {
        var description = (await PostAsync(world, who, "res.users.apikeys.description/create", $$"""{"vals_list":{{vals}}}"""))[0]!.GetValue<long>();
        var wizard = await PostAsync(world, who, "res.users.apikeys.description/make_key", $$"""{"ids":[{{description}}]}""");
        Assert.Equal("res.users.identitycheck", wizard["res_model"]!.GetValue<string>());
        password ??= world.Wire.Target.Users[who].Password;
        return await PostAsync(world, who, "res.users.identitycheck/run_check", $$$"""{"ids":[{{{wizard["res_id"]}}}],"context":{"password":"{{{password}}}"}}""");
    }

    private static async Task<JsonNode> PostAsync(EmulatorClient world, string who, string path, string body)
    {
        using var response = await world.Wire.PostJson2Async(who, "/json/2/" + path, body);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    private static async Task<int> WithAsync(EmulatorClient world, string key)
    {
        using var response = await world.Wire.SendAsync("POST", "/json/2/res.users/context_get", "{}", new Dictionary<string, string> { ["Content-Type"] = "application/json", ["Authorization"] = $"Bearer {key}" });
        return (int)response.StatusCode;
    }

    private static async Task<bool> IsDeniedAsync(EmulatorClient world, long uid)
    {
        var answer = await world.Wire.JsonRpcAsync("object", "execute_kw", [world.Emulator.Database, uid, "00000000000000000000000000000000000000aa", "res.users", "context_get", new JsonArray()]);
        return answer["error"]?["name"]?.GetValue<string>() == "odoo.exceptions.AccessDenied";
    }
}

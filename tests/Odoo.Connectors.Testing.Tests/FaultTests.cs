using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

public sealed class FaultTests
{
    public static TheoryData<bool, bool> BothWays => new() { { true, false }, { false, false }, { true, true }, { false, true } };

    [Theory]
    [MemberData(nameof(BothWays))]
    public async Task DropReply_OnCreate_RecordIsThereReplyIsLost(bool socket, bool json2)
    {
        await using var world = await EmulatorClient.StartAsync(socket);
        world.FailOnce("create", EmulatorFault.DropReply);

        await Assert.ThrowsAsync<HttpRequestException>(() => world.PostCreateAsync("Lost reply", json2));

        Assert.Equal(1, await world.CountPartnersAsync("Lost reply"));
        Assert.True(world.Emulator.Calls.Single(c => c.Method == "create").Applied);
    }

    [Theory]
    [MemberData(nameof(BothWays))]
    public async Task DropRequest_OnCreate_LeavesNothing(bool socket, bool json2)
    {
        await using var world = await EmulatorClient.StartAsync(socket);
        world.FailOnce("create", EmulatorFault.DropRequest);

        await Assert.ThrowsAsync<HttpRequestException>(() => world.PostCreateAsync("Never arrived", json2));

        Assert.Equal(0, await world.CountPartnersAsync("Never arrived"));
        Assert.False(world.Emulator.Calls.Single(c => c.Method == "create").Applied);
    }

    [Theory]
    [InlineData(EmulatorFault.ServerErrorPage, 502, 0, false)]
    [InlineData(EmulatorFault.ServerErrorPageAfter, 502, 1, false)]
    [InlineData(EmulatorFault.Unavailable, 503, 0, false)]
    [InlineData(EmulatorFault.RateLimited, 429, 0, false)]
    [InlineData(EmulatorFault.ServerErrorPage, 502, 0, true)]
    [InlineData(EmulatorFault.ServerErrorPageAfter, 502, 1, true)]
    [InlineData(EmulatorFault.Unavailable, 503, 0, true)]
    [InlineData(EmulatorFault.RateLimited, 429, 0, true)]
    public async Task ErrorPage_OnCreate_AppliedOrNot(EmulatorFault fault, int status, int expected, bool json2)
    {
        await using var world = await EmulatorClient.StartAsync(socket: true);
        world.FailOnce("create", fault);

        using var response = await world.PostCreateAsync("Page", json2);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(fault == EmulatorFault.RateLimited ? TimeSpan.FromSeconds(1) : null, response.Headers.RetryAfter?.Delta);
        Assert.Equal(expected, await world.CountPartnersAsync("Page"));
    }

    [Fact]
    public async Task FailingCall_InABatch_RollsBackAll()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        var batch = new JsonArray(new JsonObject { ["name"] = "Batch" }, new JsonObject { ["name"] = "Batch", ["type"] = "zzz" });

        var answer = await world.Wire.CallAsync("admin", "res.partner", "create", [batch]);

        Assert.Equal("builtins.ValueError", answer["error"]!["name"]!.GetValue<string>());
        Assert.Equal(0, await world.CountPartnersAsync("Batch"));
        Assert.False(world.Emulator.Calls.Single(c => c.Method == "create").Applied);
    }

    [Fact]
    public async Task Json2Call_Recorded_ShowsModelMethodAndArgumentsWithoutTheKey()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        using var response = await world.PostCreateAsync("Seen", json2: true);

        var call = Assert.Single(world.Emulator.Calls);
        Assert.Equal(("res.partner", "create", true), (call.Model, call.Method, call.Applied));
        Assert.Equal("""{"vals_list":{"name":"Seen"}}""", call.Arguments);
    }

    [Fact]
    public async Task FailingJson2Call_InABatch_RollsBackAll()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);

        using var response = await world.Wire.PostJson2Async("admin", "/json/2/res.partner/create", """{"vals_list":[{"name":"Batch"},{"name":"Batch","type":"zzz"}]}""");

        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal(0, await world.CountPartnersAsync("Batch"));
        Assert.False(world.Emulator.Calls.Single(c => c.Method == "create").Applied);
    }

    [Fact]
    public async Task DropReply_OnCallThatIsRefused_LeavesNothing()
    {
        await using var world = await EmulatorClient.StartAsync(socket: false);
        world.FailOnce("write", EmulatorFault.DropReply);

        await Assert.ThrowsAsync<HttpRequestException>(() => world.Wire.CallAsync("admin", "res.partner", "write", [new JsonArray(1), new JsonObject { ["name"] = "x", ["nosuch"] = 1 }]));

        Assert.Equal(0, await world.CountPartnersAsync("x"));
    }
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>
/// Slow calls on a clock of the test, as a real Odoo 19 showed them: write_date is the start, the commit comes late. In process a call has
/// begun to take its time when the method that sends it returns.
/// </summary>
public sealed class LatencyTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 29, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task SlowCreate_NextToAFastOne_CommitsLaterWithTheOlderWriteDate()
    {
        await using var world = await StartAsync("Slow", TimeSpan.FromSeconds(4));
        var slow = world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Slow" }]);
        _clock.Advance(TimeSpan.FromSeconds(2));

        await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Fast" }]);

        Assert.Equal(["Fast 2026-11-29 10:00:02"], await WrittenAsync(world));
        _clock.Advance(TimeSpan.FromSeconds(2));
        await slow;
        Assert.Equal(["Fast 2026-11-29 10:00:02", "Slow 2026-11-29 10:00:00"], await WrittenAsync(world));
    }

    [Fact]
    public async Task SlowCreate_WhoseCallerGivesUp_IsAppliedAllTheSame()
    {
        await using var world = await StartAsync("Slow", TimeSpan.FromSeconds(30));
        using var http = new HttpClient(world.Emulator.CreateHandler()) { BaseAddress = new Uri("http://odoo.test/") };
        using var givesUp = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/json/2/res.partner/create") { Content = new StringContent("""{"vals_list":{"name":"Slow"}}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {world.Emulator.AdminApiKey}");
        var slow = http.SendAsync(request, givesUp.Token);

        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
        Assert.Equal(0, await world.CountPartnersAsync("Slow"));
        _clock.Advance(TimeSpan.FromSeconds(30));

        var call = world.Emulator.Calls.Single(c => c.Method == "create");
        while (!call.Applied)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(1, await world.CountPartnersAsync("Slow"));
    }

    [Fact]
    public async Task SlowCreate_AtTheTimeLimit_IsCutOffAndUndone()
    {
        await using var world = await StartAsync("Slow", TimeSpan.FromMinutes(10));
        var slow = world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Slow" }]);

        _clock.Advance(TimeSpan.FromSeconds(119));
        Assert.False(slow.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<HttpRequestException>(() => slow);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, await world.CountPartnersAsync("Slow"));
        Assert.False(world.Emulator.Calls.Single(c => c.Method == "create").Applied);
    }

    [Fact]
    public async Task TwoOverlappingPosts_OfOneDraft_AreOneSuccessAndOneMustBeInDraft()
    {
        await using var world = await StartAsync("", TimeSpan.Zero);
        var partner = await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Northpeak" }]);
        var draft = (await world.CallAsync("account.move", "create", [new JsonObject
        {
            ["move_type"] = "out_invoice", ["partner_id"] = partner!.DeepClone(),
            ["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject { ["name"] = "Seat", ["price_unit"] = 10 })),
        }]))!.GetValue<long>();
        var before = world.Emulator.Calls.Count;
        world.Emulator.Latency = c => c.Method == "action_post" ? TimeSpan.FromSeconds(c.Number == before + 1 ? 3 : 1) : TimeSpan.Zero;

        Task<JsonObject> PostAsync() => world.Wire.CallAsync("integration", "account.move", "action_post", [new JsonArray(draft)], new JsonObject { ["context"] = world.Context });
        var first = PostAsync();
        var second = PostAsync();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var winner = await second;
        _clock.Advance(TimeSpan.FromSeconds(2));
        var loser = await first;

        Assert.False(winner["result"]!.GetValue<bool>());
        Assert.Matches($@"^The entry INV/2026/\d+ \(id {draft}\) must be in draft\.$", loser["error"]!["message"]!.GetValue<string>());
        Assert.Equal("odoo.exceptions.UserError", loser["error"]!["name"]!.GetValue<string>());
    }

    private async Task<EmulatorClient> StartAsync(string slowName, TimeSpan latency)
    {
        var world = await EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions { TimeProvider = _clock });
        await world.Wire.UidAsync("admin");
        await world.Wire.UidAsync("integration");
        world.Emulator.Latency = c => c.Method == "create" && c.Arguments.Contains($"\"{slowName}\"", StringComparison.Ordinal) ? latency : TimeSpan.Zero;
        return world;
    }

    private static async Task<string[]> WrittenAsync(EmulatorClient world)
    {
        var rows = await world.CallAsync("res.partner", "search_read", [new JsonArray(new JsonArray("name", "in", new JsonArray("Slow", "Fast"))), new JsonArray("name", "write_date")]);
        return [.. rows!.AsArray().Select(r => $"{r!["name"]} {r["write_date"]}").Order(StringComparer.Ordinal)];
    }
}

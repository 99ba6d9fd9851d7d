using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>Webhooks of automation rules: the body and the counts are those recorded from a real Odoo 19 (webhooks).</summary>
public sealed class AutomationTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 23, 25, 6, TimeSpan.Zero).AddMicroseconds(514573));
    private readonly Receiver _receiver = new();

    [Fact]
    public async Task Create_WithTriggerFields_PostsTheRecordedBodyOnce()
    {
        await using var world = await StartAsync();
        var action = await RuleAsync(world, "res.partner", "on_create_or_write", ["name", "email"], ["id", "name", "email", "country_id", "category_id", "child_ids", "is_company", "write_date"]);
        var belgium = (await world.CallAsync("res.country", "search", [new JsonArray(new JsonArray("code", "=", "BE"))]))![0]!.GetValue<long>();

        var partner = (await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Hooked", ["email"] = "h@x.example", ["country_id"] = belgium }]))!.GetValue<long>();

        var (request, body) = Assert.Single(_receiver.Received);
        var expected = $$"""{"_action":"push(#{{action}})","_id":{{partner}},"_model":"res.partner","category_id":[],"child_ids":[],"country_id":{{belgium}},"email":"h@x.example","id":{{partner}},"is_company":false,"name":"Hooked","write_date":"2026-11-22 23:25:06.514573"}""";
        Assert.Equal(expected, body);
        Assert.Equal(("POST http://receiver.test/hook", "application/json", "python-requests/2.28.1"), ($"{request.Method} {request.RequestUri}", request.Content!.Headers.ContentType!.ToString(), request.Headers.UserAgent.ToString()));
        Assert.Equal(new OdooWebhook("http://receiver.test/hook", expected, 200), Assert.Single(world.Emulator.Webhooks));
    }

    [Fact]
    public async Task Create_WithoutTriggerFields_PostsForEveryComputedField()
    {
        await using var world = await StartAsync();
        await RuleAsync(world, "res.partner", "on_create_or_write", [], ["name"]);

        await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Hooked" }]);
        Assert.InRange(_receiver.Received.Count, 15, 18);
        _receiver.Received.Clear();
        await world.CallAsync("res.partner", "create", [new JsonArray([.. Enumerable.Range(1, 5).Select(i => (JsonNode)new JsonObject { ["name"] = $"Batch {i}" })])]);

        Assert.InRange(_receiver.Received.Count, 75, 90);
    }

    [Fact]
    public async Task Write_WithTriggerFields_PostsWhenOneOfThemChanges()
    {
        await using var world = await StartAsync();
        var partner = await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Hooked", ["email"] = "h@x.example" }]);
        await RuleAsync(world, "res.partner", "on_create_or_write", ["name", "email"], ["email"]);

        await WriteAsync(world, partner!, new JsonObject { ["email"] = "h@x.example" });
        await WriteAsync(world, partner!, new JsonObject { ["phone"] = "1" });
        Assert.Empty(_receiver.Received);
        await WriteAsync(world, partner!, new JsonObject { ["email"] = "new@x.example" });

        Assert.EndsWith("""
            "_model":"res.partner","email":"new@x.example"}
            """, Assert.Single(_receiver.Received).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfAnInvoice_ShowsNoTotalYetAndPostingShowsIt()
    {
        await using var world = await StartAsync();
        await RuleAsync(world, "account.move", "on_create_or_write", ["state"], ["amount_total", "state"], "[('move_type', '=', 'out_invoice')]");
        var partner = await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Northpeak" }]);
        var draft = await world.CallAsync("account.move", "create", [new JsonObject
        {
            ["move_type"] = "out_invoice", ["partner_id"] = partner!.DeepClone(),
            ["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject { ["name"] = "Seat", ["price_unit"] = 100, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())) })),
        }]);

        await world.CallAsync("account.move", "action_post", [new JsonArray(draft!.DeepClone())]);

        Assert.Equal(["\"amount_total\":0.0,\"state\":\"draft\"}", "\"amount_total\":100.0,\"state\":\"posted\"}"], _receiver.Received.Select(r => r.Body[r.Body.IndexOf("\"amount", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Rule_WithADomain_PostsForWhatMatchesOnly()
    {
        await using var world = await StartAsync();
        await RuleAsync(world, "account.move", "on_create_or_write", ["state"], ["move_type"], "[('move_type', 'in', ['out_invoice', 'out_refund'])]");

        await world.CallAsync("account.move", "create", [new JsonObject { ["move_type"] = "entry" }]);

        Assert.Empty(_receiver.Received);
    }

    [Fact]
    public async Task FailedCall_PostsNothing()
    {
        await using var world = await StartAsync();
        await RuleAsync(world, "res.partner", "on_create_or_write", ["name"], ["name"]);

        var answer = await world.Wire.CallAsync("admin", "res.partner", "create", [new JsonArray(new JsonObject { ["name"] = "Good" }, new JsonObject { ["name"] = "Bad", ["type"] = "zzz" })]);

        Assert.True(answer.ContainsKey("error"));
        Assert.Empty(_receiver.Received);
    }

    [Fact]
    public async Task Unlink_WithItsRule_PostsTheLastValues()
    {
        await using var world = await StartAsync();
        await RuleAsync(world, "res.partner", "on_unlink", [], ["name"]);
        var partner = await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Going" }]);

        await world.CallAsync("res.partner", "unlink", [new JsonArray(partner!.DeepClone())]);

        Assert.Contains("\"name\":\"Going\"", Assert.Single(_receiver.Received).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receiver_ThatFailsOrStalls_CostsASecondAndIsNotAskedAgain()
    {
        await using var world = await StartAsync();
        await RuleAsync(world, "res.partner", "on_create_or_write", ["name"], ["name"]);
        _receiver.Answer = _ => Task.FromResult(500);
        await world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Refused" }]);
        _receiver.Answer = async ct =>
        {
            await Task.Delay(Timeout.Infinite, ct);
            return 200;
        };

        var stalled = world.CallAsync("res.partner", "create", [new JsonObject { ["name"] = "Stalled" }]);
        _clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(stalled.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await stalled;

        Assert.Equal([500, null], world.Emulator.Webhooks.Select(w => w.Status));
        Assert.Equal(1, await world.CountPartnersAsync("Stalled"));
    }

    [Fact]
    public async Task Rule_ThatTheEmulatorCannotPlay_IsRefused()
    {
        await using var world = await StartAsync();

        var timed = await MakeAsync(world, "res.partner", "on_time", [], [], null, "webhook");
        var code = await MakeAsync(world, "res.partner", "on_write", [], [], null, "code");
        var domain = await MakeAsync(world, "res.partner", "on_write", [], [], "[('user_id', '=', uid())]", "webhook");

        Assert.All([timed, code, domain], a => Assert.StartsWith("The emulator does not know ", a["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(0, (await world.Wire.CallAsync("admin", "base.automation", "search_count", [new JsonArray()]))["result"]!.GetValue<int>());
    }

    private Task<EmulatorClient> StartAsync() => EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions { TimeProvider = _clock, WebhookHandler = _receiver });

    private static Task<JsonNode?> WriteAsync(EmulatorClient world, JsonNode partner, JsonObject vals) => world.CallAsync("res.partner", "write", [new JsonArray(partner.DeepClone()), vals]);

    private static async Task<long> RuleAsync(EmulatorClient world, string model, string trigger, string[] triggerFields, string[] fields, string? domain = null)
    {
        var answer = await MakeAsync(world, model, trigger, triggerFields, fields, domain, "webhook");
        Assert.True(answer.ContainsKey("result"), answer.ToJsonString());
        var rule = await world.Wire.CallAsync("admin", "base.automation", "read", [new JsonArray(answer["result"]!.DeepClone()), new JsonArray("action_server_ids")]);
        return rule["result"]![0]!["action_server_ids"]![0]!.GetValue<long>();
    }

    private static async Task<JsonObject> MakeAsync(EmulatorClient world, string model, string trigger, string[] triggerFields, string[] fields, string? domain, string state)
    {
        var modelId = (await world.Wire.CallAsync("admin", "ir.model", "search", [new JsonArray(new JsonArray("model", "=", model))]))["result"]![0]!.GetValue<long>();
        async Task<JsonArray> FieldsAsync(string[] names) => (await world.Wire.CallAsync("admin", "ir.model.fields", "search",
            [new JsonArray(new JsonArray("model", "=", model), new JsonArray("name", "in", new JsonArray([.. names.Select(n => (JsonNode)n)])))]))["result"]!.DeepClone().AsArray();
        return await world.Wire.CallAsync("admin", "base.automation", "create", [new JsonObject
        {
            ["name"] = "push", ["model_id"] = modelId, ["trigger"] = trigger, ["filter_domain"] = domain is null ? false : domain,
            ["trigger_field_ids"] = new JsonArray(new JsonArray(6, 0, await FieldsAsync(triggerFields))),
            ["action_server_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
            {
                ["name"] = "push", ["model_id"] = modelId, ["state"] = state, ["webhook_url"] = "http://receiver.test/hook", ["usage"] = "base_automation",
                ["webhook_field_ids"] = new JsonArray(new JsonArray(6, 0, await FieldsAsync(fields))),
            })),
        }]);
    }

    private sealed class Receiver : HttpMessageHandler
    {
        public List<(HttpRequestMessage Request, string Body)> Received { get; } = [];

        public Func<CancellationToken, Task<int>> Answer { get; set; } = _ => Task.FromResult(200);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Received.Add((request, await request.Content!.ReadAsStringAsync(cancellationToken)));
            return new HttpResponseMessage((System.Net.HttpStatusCode)await Answer(cancellationToken));
        }
    }
}

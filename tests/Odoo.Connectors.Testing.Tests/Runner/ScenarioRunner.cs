using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Replays one recorded scenario over JSON-RPC.</summary>
internal sealed class ScenarioRunner(OdooWire wire, JsonObject names)
{
    public async Task RunAsync(JsonObject scenario)
    {
        var state = new ScenarioState(wire, names);
        await state.PrepareAsync(scenario);
        var number = 0;
        foreach (var step in scenario["steps"]!.AsArray().Select(s => s!.AsObject()))
        {
            number++;
            if (step["only"] is { } only && only.GetValue<string>() != "jsonrpc")
            {
                continue;
            }

            state.Who = step["as"]?.GetValue<string>() ?? "admin";
            var (answer, difference) = await PerformAsync(state, scenario, step);
            Assert.True(difference is null, $"step {number} \"{step["name"]}\": {difference}");
            state.Save(step["save"] as JsonObject, answer);
        }
    }

    private async Task<(JsonNode Answer, string? Difference)> PerformAsync(ScenarioState state, JsonObject scenario, JsonObject step)
    {
        var expect = step["expect"]!.AsObject();
        if (step["http"] is JsonObject http)
        {
            return await HttpAsync(state, (JsonObject)state.Resolve(http)!, expect["http"]!.AsObject());
        }

        if (step["parallel"] is JsonArray parallel)
        {
            var answers = await Task.WhenAll(parallel.Select(c => CallAsync(state, scenario, c!.AsObject())));
            foreach (var error in answers.Select(a => a["error"]).OfType<JsonObject>())
            {
                error.Remove("arguments");
            }

            var together = new JsonArray([.. answers]);
            return (new JsonObject { ["result"] = together }, new Matcher(state).Differ(expect["parallel"], together, "parallel"));
        }

        var answer = await CallAsync(state, scenario, step["call"]!.AsObject());
        return (answer, Compare(new Matcher(state), expect, answer));
    }

    private async Task<JsonObject> CallAsync(ScenarioState state, JsonObject scenario, JsonObject call)
    {
        var args = state.Resolve(call["args"]) as JsonObject ?? [];
        var positional = call.ContainsKey("ids") ? new JsonArray(state.Resolve(call["ids"])) : [];
        foreach (var name in (call["positional"] as JsonArray ?? []).Select(n => n!.GetValue<string>()))
        {
            positional.Add(args[name]?.DeepClone());
            args.Remove(name);
        }

        var context = call.ContainsKey("context") ? call["context"] : scenario["context"];
        if (context is not null)
        {
            args["context"] = state.Resolve(context);
        }

        return await wire.CallAsync(state.Who, call["model"]!.GetValue<string>(), call["method"]!.GetValue<string>(), positional, args);
    }

    private static string? Compare(Matcher matcher, JsonObject expect, JsonObject answer)
    {
        if (expect["oneOf"] is JsonArray options)
        {
            var differences = options.Select(o => Compare(matcher, o!.AsObject(), answer)).ToList();
            return differences.Contains(null) ? null : string.Join(" / ", differences);
        }

        if (expect["error"] is not JsonObject error)
        {
            return answer.ContainsKey("result") ? matcher.Differ(expect["result"], answer["result"], "$.result") : $"expected a result, got {answer.ToJsonString()}";
        }

        if (answer["error"] is not { } actual)
        {
            return $"expected error {error.ToJsonString()}, got {answer.ToJsonString()}";
        }

        return matcher.Differ(error["name"], actual["name"], "error name")
            ?? matcher.Differ(error["message"], actual["message"], "error message")
            ?? (error["arguments"] is { } arguments ? matcher.Differ(arguments, actual["arguments"], "error arguments") : null);
    }

    private async Task<(JsonNode Answer, string? Difference)> HttpAsync(ScenarioState state, JsonObject request, JsonObject expect)
    {
        var body = request["body"] is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : request["body"]?.ToJsonString();
        using var response = await wire.SendAsync(request["method"]!.GetValue<string>(), request["path"]!.GetValue<string>(), body, request["headers"]?["Content-Type"]?.GetValue<string>());
        var content = await response.Content.ReadAsStringAsync();
        var answer = new JsonObject { ["status"] = (int)response.StatusCode, ["type"] = response.Content.Headers.ContentType?.MediaType, ["text"] = content };
        if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            answer["json"] = JsonNode.Parse(content);
        }

        var matcher = new Matcher(state);
        var difference = ((string[])["status", "type", "json", "text"]).Where(expect.ContainsKey).Select(k => matcher.Differ(expect[k], answer[k], "HTTP " + k)).FirstOrDefault(d => d is not null);
        return (answer, difference);
    }
}

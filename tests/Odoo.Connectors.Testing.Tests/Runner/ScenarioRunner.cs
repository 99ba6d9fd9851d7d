using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>Replays one recorded scenario: its calls by a caller, its raw requests by hand.</summary>
internal sealed class ScenarioRunner(ICaller caller, OdooWire wire, JsonObject names)
{
    public async Task RunAsync(JsonObject scenario)
    {
        var state = new ScenarioState(wire, names);
        await state.PrepareAsync(scenario);
        var number = 0;
        foreach (var step in scenario["steps"]!.AsArray().Select(s => s!.AsObject()))
        {
            number++;
            if (step["only"] is { } only && only.GetValue<string>() != (caller.IsJson2 ? "json2" : "jsonrpc"))
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
        var expect = (caller.IsJson2 && step["json2"] is { } own ? own : step)["expect"]!.AsObject();
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
                error.Remove("status");
            }

            var together = new JsonArray([.. answers]);
            return (new JsonObject { ["result"] = together }, new Matcher(state).Differ(expect["parallel"], together, "parallel"));
        }

        var answer = await CallAsync(state, scenario, step["call"]!.AsObject());
        return (answer, Compare(new Matcher(state), expect, answer));
    }

    private Task<JsonObject> CallAsync(ScenarioState state, JsonObject scenario, JsonObject call) =>
        caller.CallAsync(state.Who, ContractCall.Read(state, scenario, call));

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
            ?? (error["arguments"] is { } arguments && actual["arguments"] is { } given ? matcher.Differ(arguments, given, "error arguments") : null)
            ?? (actual["status"] is { } status ? matcher.Differ(error["status"] ?? Statuses.Of(error["name"]!.GetValue<string>()), status, "HTTP status") : null);
    }

    private async Task<(JsonNode Answer, string? Difference)> HttpAsync(ScenarioState state, JsonObject request, JsonObject expect)
    {
        var body = request["body"] is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : request["body"]?.ToJsonString();
        var headers = (request["headers"] as JsonObject ?? []).ToDictionary(h => h.Key, h => h.Value!.GetValue<string>());
        using var response = await wire.SendAsync(request["method"]!.GetValue<string>(), request["path"]!.GetValue<string>(), body, headers);
        var content = await response.Content.ReadAsStringAsync();
        var answer = new JsonObject
        {
            ["status"] = (int)response.StatusCode,
            ["type"] = response.Content.Headers.ContentType?.MediaType,
            ["text"] = content,
            ["headers"] = new JsonObject(response.Headers.NonValidated.Select(h => KeyValuePair.Create(h.Key.ToLowerInvariant(), (JsonNode?)h.Value.ToString()))),
        };
        if (response.Content.Headers.ContentType?.MediaType == "application/json")
        {
            answer["json"] = JsonNode.Parse(content);
        }

        var matcher = new Matcher(state);
        var difference = ((string[])["status", "type", "json", "text"]).Where(expect.ContainsKey).Select(k => matcher.Differ(expect[k], answer[k], "HTTP " + k)).FirstOrDefault(d => d is not null)
            ?? (expect["headers"] as JsonObject ?? []).Select(h => matcher.Differ(h.Value, answer["headers"]![h.Key], "header " + h.Key)).FirstOrDefault(d => d is not null);
        return (answer, difference);
    }
}

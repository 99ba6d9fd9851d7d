using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>One call of a scenario, with its variables filled in, before a protocol gives it a form.</summary>
internal sealed record ContractCall(string Model, string Method, JsonArray? Ids, JsonObject Arguments, IReadOnlyList<string> Positional, JsonObject? Context)
{
    /// <summary>A call without <c>context</c> takes the scenario's; null means none.</summary>
    public static ContractCall Read(ScenarioState state, JsonObject scenario, JsonObject call) => new(
        call["model"]!.GetValue<string>(),
        call["method"]!.GetValue<string>(),
        call.ContainsKey("ids") ? state.Resolve(call["ids"])!.AsArray() : null,
        state.Resolve(call["args"]) as JsonObject ?? [],
        [.. (call["positional"] as JsonArray ?? []).Select(n => n!.GetValue<string>())],
        state.Resolve(call.ContainsKey("context") ? call["context"] : scenario["context"]) as JsonObject);

    /// <summary>The arguments that go by position, in order.</summary>
    public IEnumerable<JsonNode?> ByPosition => Positional.Select(n => Arguments[n]?.DeepClone());

    /// <summary>The arguments that go by name.</summary>
    public JsonObject ByName => new(Arguments.Where(a => !Positional.Contains(a.Key)).Select(a => KeyValuePair.Create(a.Key, a.Value?.DeepClone())));
}

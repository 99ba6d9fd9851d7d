using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>The recordings beside the tests; scenarios and their bases from the folder that ODOO_CONTRACT names, where it is set.</summary>
internal static class ContractFiles
{
    private const string Bases = "bases.json";

    private static readonly string s_root = Path.Combine(AppContext.BaseDirectory, "Contract");

    private static readonly string s_contract = Environment.GetEnvironmentVariable("ODOO_CONTRACT") is { Length: > 0 } folder ? folder : s_root;

    private static string ScenarioFolder => Path.Combine(s_contract, "scenarios") is var inner && Directory.Exists(inner) ? inner : s_contract;

    public static IEnumerable<string> Scenarios => Directory.GetFiles(ScenarioFolder, "*.json").Where(f => !f.EndsWith(Bases, StringComparison.Ordinal)).Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal);

    /// <summary>Names of base records and how to find them.</summary>
    public static JsonObject Names => Parse(Path.Combine(s_contract, Bases) is var own && File.Exists(own) ? own : Path.Combine(s_root, Bases))["names"]!.AsObject();

    /// <summary>The scenarios that were recorded over a protocol.</summary>
    public static IEnumerable<string> ScenariosOver(string protocol) => Scenarios.Where(s => Scenario(s)["only"] is not { } only || only.GetValue<string>() == protocol);

    public static JsonObject Scenario(string name) => Parse(Path.Combine(ScenarioFolder, name + ".json")).AsObject();

    public static JsonNode Read(string name) => Parse(Path.Combine(s_root, name));

    private static JsonNode Parse(string path) => JsonNode.Parse(File.ReadAllText(path))!;
}

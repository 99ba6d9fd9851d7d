using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Tests.Runner;

/// <summary>The recordings beside the tests.</summary>
internal static class ContractFiles
{
    private static string Root => Path.Combine(AppContext.BaseDirectory, "Contract");

    public static IEnumerable<string> Scenarios => Directory.GetFiles(Path.Combine(Root, "scenarios")).Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal);

    /// <summary>Names of base records and how to find them.</summary>
    public static JsonObject Names => Read("bases.json")["names"]!.AsObject();

    /// <summary>The scenarios that were recorded over a protocol.</summary>
    public static IEnumerable<string> ScenariosOver(string protocol) => Scenarios.Where(s => Scenario(s)["only"] is not { } only || only.GetValue<string>() == protocol);

    public static JsonObject Scenario(string name) => Read(Path.Combine("scenarios", name + ".json")).AsObject();

    public static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, name)))!;
}

using System.Reflection;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Simulation.Worlds;

/// <summary>The vendors' objects as the sample's story holds them.</summary>
internal static class Templates
{
    private static readonly Dictionary<string, byte[]> s_files = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.EndsWith(".json", StringComparison.Ordinal) && n.Contains('-', StringComparison.Ordinal)).ToDictionary(n => n, Read, StringComparer.Ordinal);

    public static JsonObject Of(string name) =>
        (JsonObject)JsonNode.Parse(s_files.Single(f => f.Key.EndsWith($"-{name}.json", StringComparison.Ordinal) && !f.Key.StartsWith("07", StringComparison.Ordinal)).Value)!;

    private static byte[] Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}

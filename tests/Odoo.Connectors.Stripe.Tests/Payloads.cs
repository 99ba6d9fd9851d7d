using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>Payloads that were composed for this project, in the field set of the pinned version.</summary>
internal static class Payloads
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fixtures");

    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n != "signature_vectors").Order(StringComparer.Ordinal);

    public static JsonObject Of(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!.AsObject();
}

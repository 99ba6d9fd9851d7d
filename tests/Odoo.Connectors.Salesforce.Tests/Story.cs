using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>The stories of the sample.</summary>
internal static class Story
{
    /// <summary>Puts a story's records into the organisation and gives its description.</summary>
    public static JsonNode Load(string name, SalesforceEmulator emulator)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Directory.Packages.props")))
        {
            root = Path.GetDirectoryName(root);
        }

        string folder = Path.Combine(root!, "samples", "LeadToCash", "Stories", name);
        foreach (string file in Directory.GetFiles(folder, "*-salesforce-*.json").Order(StringComparer.Ordinal))
        {
            emulator.Put(JsonNode.Parse(File.ReadAllText(file))!.AsObject());
        }

        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "story.json")))!;
    }
}

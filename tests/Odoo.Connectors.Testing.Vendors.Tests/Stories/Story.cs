using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

/// <summary>A story folder, read from the sources.</summary>
internal sealed class Story
{
    public static readonly string[] Names = ["plain", "inclusive-drift", "yen-early-payment"];

    private Story(string folder)
    {
        Description = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "story.json")))!.AsObject();
        Steps = [.. Directory.GetFiles(folder, "??-*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileNameWithoutExtension(file), JsonNode.Parse(File.ReadAllText(file))!.AsObject()))];
    }

    public JsonObject Description { get; }

    public IReadOnlyList<(string Name, JsonObject Payload)> Steps { get; }

    public JsonNode Expect => Description["expect"]!;

    public static Story Read(string name)
    {
        string? root = AppContext.BaseDirectory;
        while (root is not null && !File.Exists(Path.Combine(root, "Directory.Packages.props")))
        {
            root = Path.GetDirectoryName(root);
        }

        return new Story(Path.Combine(root!, "samples", "LeadToCash", "Stories", name));
    }

    /// <summary>All objects of a kind that the story tells of, events included.</summary>
    public IEnumerable<JsonObject> Objects(string kind) => Steps
        .Select(step => step.Payload["data"]?["object"] as JsonObject ?? step.Payload)
        .Where(payload => payload["object"]?.GetValue<string>() == kind);

    public void Play(SalesforceEmulator salesforce, StripeEmulator stripe)
    {
        foreach ((string name, JsonObject payload) in Steps)
        {
            if (name.Contains("-salesforce-", StringComparison.Ordinal))
            {
                salesforce.Put(payload);
            }
            else if (name.Contains("-stripe-event-", StringComparison.Ordinal))
            {
                stripe.Occur(payload);
            }
            else
            {
                stripe.Put(payload);
            }
        }
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>A folder of payloads, played in the order of their names, and what the books must hold in the end.</summary>
internal sealed class Story
{
    private Story(string folder, JsonObject facts, IReadOnlyList<StoryStep> steps)
    {
        Folder = folder;
        Facts = facts;
        Steps = steps;
    }

    public string Folder { get; }

    public JsonObject Facts { get; }

    public IReadOnlyList<StoryStep> Steps { get; }

    public string Name => (string)Facts["name"]!;

    public string About => (string)Facts["about"]!;

    public string Company => (string)Facts["company"]!;

    public JsonObject Expect => (JsonObject)Facts["expect"]!;

    /// <summary>Tax rates and the Odoo taxes they become.</summary>
    public IEnumerable<KeyValuePair<string, string>> Taxes => ((JsonObject)Facts["taxes"]!).Select(t => KeyValuePair.Create(t.Key, (string)t.Value!));

    /// <summary>Product ids of the billing platform (item prices at Chargebee) and the internal references they become.</summary>
    public IEnumerable<KeyValuePair<string, string>> Products => ((JsonObject)Facts["products"]!).Select(t => KeyValuePair.Create(t.Key, (string)t.Value!));

    /// <summary>Whether Chargebee bills, and Stripe is its gateway; otherwise Stripe does both.</summary>
    public bool IsBilledByChargebee => (string?)Facts["billing"] == "chargebee";

    public string Currency => (string)Facts["currency"]!;

    /// <summary>The payment gateway's journal and accounts in Odoo; null where payments go through the bank's journal.</summary>
    public JsonObject? Gateway => (JsonObject?)Facts["gateway"];

    /// <summary>Reads a story.</summary>
    /// <exception cref="StoryException">The folder holds no story, or a file of it cannot be read; names the file.</exception>
    public static Story Read(string folder)
    {
        string facts = Path.Combine(folder, "story.json");
        if (!File.Exists(facts))
        {
            throw new StoryException($"'{folder}' is no story: it has no story.json. The shipped ones are {string.Join(", ", Shipped())}.");
        }

        List<StoryStep> steps = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Where(f => Path.GetFileName(f) != "story.json"))
        {
            steps.Add(StoryStep.Read(file));
        }

        return new Story(folder, Parse(facts), steps);
    }

    /// <summary>The folder of a shipped story, or the path as given.</summary>
    public static string Find(string nameOrPath) =>
        Directory.Exists(nameOrPath) ? nameOrPath : Path.Combine(AppContext.BaseDirectory, "Stories", nameOrPath);

    public static IEnumerable<string> Shipped() =>
        Directory.EnumerateDirectories(Path.Combine(AppContext.BaseDirectory, "Stories")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    internal static JsonObject Parse(string file)
    {
        try
        {
            return (JsonObject)JsonNode.Parse(File.ReadAllBytes(file))!;
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidCastException)
        {
            throw new StoryException($"'{file}' is not a JSON object: {e.Message}");
        }
    }
}

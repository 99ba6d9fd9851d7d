using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>One thing that happens: <c>NN-salesforce-Type</c>, <c>NN-stripe-object</c> or <c>NN-stripe-event-type</c>.</summary>
internal sealed record StoryStep(string File, string System, bool IsEvent, string What, byte[] Body)
{
    public JsonObject Json => (JsonObject)JsonNode.Parse(Body)!;

    public string Title => $"{(System == "stripe" ? "Stripe" : "Salesforce")} {What}";

    public static StoryStep Read(string path)
    {
        string[] parts = Path.GetFileNameWithoutExtension(path).Split('-', 3);
        if (parts.Length < 3 || parts[1] is not ("salesforce" or "stripe"))
        {
            throw new StoryException($"'{path}' is no step of a story; call it NN-salesforce-<Type>.json, NN-stripe-<object>.json or NN-stripe-event-<type>.json.");
        }

        Story.Parse(path);
        bool isEvent = parts[1] == "stripe" && parts[2].StartsWith("event-", StringComparison.Ordinal);
        return new StoryStep(Path.GetFileName(path), parts[1], isEvent, isEvent ? parts[2]["event-".Length..] : parts[2], global::System.IO.File.ReadAllBytes(path));
    }
}

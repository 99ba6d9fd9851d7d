using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Stripe.Tests;

/// <summary>The payloads of a story, and what its story.json says about them by hand.</summary>
internal sealed class Story
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Stories");

    private readonly string _folder;

    public Story(string name)
    {
        _folder = Path.Combine(Root, name);
        JsonObject told = Read(Path.Combine(_folder, "story.json"));
        Expect = told["expect"]!.AsObject();
        Products = told["products"]!.AsObject().ToDictionary(p => p.Key, p => p.Value!.GetValue<string>());
    }

    public JsonObject Expect { get; }

    /// <summary>Stripe's product ids to codes.</summary>
    public IReadOnlyDictionary<string, string> Products { get; }

    public static JsonObject File(string story, string namePart) => new Story(story).File(namePart);

    public JsonObject File(string namePart) => Read(Directory.GetFiles(_folder).Single(f => Path.GetFileName(f).Contains(namePart, StringComparison.Ordinal)));

    public JsonObject ObjectOf(string eventNamePart) => (JsonObject)File(eventNamePart)["data"]!["object"]!.DeepClone();

    public IEnumerable<JsonObject> Events() => Directory.GetFiles(_folder, "*-stripe-event-*.json").Order(StringComparer.Ordinal).Select(Read);

    /// <summary>Everything that happened, in order, up to the end.</summary>
    public void Play(StripeEmulator emulator)
    {
        foreach (string file in Directory.GetFiles(_folder, "*-stripe-*.json").Order(StringComparer.Ordinal))
        {
            if (file.Contains("-event-", StringComparison.Ordinal))
            {
                emulator.Occur(Read(file));
            }
            else
            {
                emulator.Put(Read(file));
            }
        }
    }

    public static decimal Decimal(JsonNode? text) => decimal.Parse(text!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static JsonObject Read(string file) => JsonNode.Parse(global::System.IO.File.ReadAllText(file))!.AsObject();
}

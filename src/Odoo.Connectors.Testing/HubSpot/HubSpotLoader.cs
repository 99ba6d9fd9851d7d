using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>What a test does to the portal beside the API.</summary>
internal sealed class HubSpotLoader(HubSpotWorld world, TimeProvider clock)
{
    private static readonly string[] Happenings = ["creation", "deletion", "restore", "merge", "propertyChange", "associationChange"];

    public static void Each(string json, Action<JsonObject> one)
    {
        JsonNode? node = JsonNode.Parse(json);
        foreach (JsonNode? element in node as JsonArray ?? node?["results"] as JsonArray ?? new JsonArray(node?.DeepClone()))
        {
            one(element as JsonObject ?? throw new ArgumentException("A JSON object is needed.", nameof(json)));
        }
    }

    public void Records(HubSpotType type, string json) => Each(json, record => Put(type, record));

    public HubSpotRecord Existing(string type, string id) => world.Records.Find(HubSpotType.Of(type), id)
        ?? throw new ArgumentException($"There is no record {id} among the {type}.", nameof(id));

    /// <summary>Does what a person does; what the portal refuses is the test's mistake. Returns the record's id.</summary>
    public static string AsPerson(Func<HubSpotRecord> what)
    {
        try
        {
            return what().Id.ToString(CultureInfo.InvariantCulture);
        }
        catch (HubSpotRefusal refusal)
        {
            throw new ArgumentException(refusal.Message, refusal);
        }
    }

    public void Subscribe(string subscriptionType, string? propertyName)
    {
        string[] parts = subscriptionType.Split('.');
        if (parts.Length != 2 || HubSpotType.Find(parts[0])?.Singular != parts[0] || !Happenings.Contains(parts[1]) || (parts[1] == "propertyChange") != (propertyName is not null))
        {
            throw new ArgumentException(
                $"'{subscriptionType}' is no emulated subscription: <type>.{string.Join('|', Happenings)}, of a propertyChange with its property.",
                nameof(subscriptionType));
        }

        world.Events.Subscribe(subscriptionType, propertyName);
    }

    private void Put(HubSpotType type, JsonObject record)
    {
        string id = record["id"]?.ToString() ?? throw new ArgumentException("A record needs its id.", nameof(record));
        long number = long.Parse(id, CultureInfo.InvariantCulture);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in record["properties"] as JsonObject ?? [])
        {
            if (world.Schema.Find(type, name) is null)
            {
                throw new ArgumentException($"Call DefineProperty(\"{type.Name}\", \"{name}\") before a record uses the property.", nameof(record));
            }

            if (!type.IsStamp(name) && value?.ToString() is { Length: > 0 } text)
            {
                values[name] = text;
            }
        }

        DateTimeOffset created = Instant(record, "createdAt") ?? clock.GetUtcNow();
        world.Records.Put(type, number, values, created, Instant(record, "updatedAt") ?? created, Instant(record, "archivedAt"));
        foreach ((string name, JsonNode? links) in record["associations"] as JsonObject ?? [])
        {
            Link(type, number, HubSpotType.Of(name.Replace(' ', '_')), links!["results"]!.AsArray());
        }
    }

    private void Link(HubSpotType type, long id, HubSpotType to, JsonArray links)
    {
        foreach (JsonNode? link in links)
        {
            string name = link!["type"]!.ToString();
            HubSpotAssociationType way = world.Associations.Named(type, to, name)
                ?? throw new ArgumentException($"There is no association {name} between {type.Name} and {to.Name}.", nameof(links));
            world.Associations.Put(id, long.Parse(link["id"]!.ToString(), CultureInfo.InvariantCulture), way);
        }
    }

    private static DateTimeOffset? Instant(JsonObject record, string name) =>
        record[name]?.ToString() is { } text && HubSpotValue.TryInstant(text, out DateTimeOffset instant) ? instant : null;
}

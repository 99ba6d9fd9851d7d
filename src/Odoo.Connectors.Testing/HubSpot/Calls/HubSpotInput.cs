using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.HubSpot;

/// <summary>Reads the parts of a body.</summary>
internal static class HubSpotInput
{
    public static string? Text(JsonNode body, string name) => body[name]?.ToString();

    public static string Needed(JsonNode body, string name) =>
        Text(body, name) is { Length: > 0 } value ? value : throw HubSpotRefusal.Bad($"Invalid input JSON on line 1, column 2. Some required fields were not set: [{name}]");

    public static string[]? Names(JsonNode body, string name) => body[name] is JsonArray names ? [.. names.Select(value => value!.ToString())] : null;

    /// <summary>The values of a write as text; null clears as an empty text does.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Properties(JsonNode body) =>
        body["properties"] is JsonObject properties
            ? properties.Select(value => KeyValuePair.Create(value.Key, value.Value?.ToString() ?? string.Empty))
            : throw HubSpotRefusal.Bad("Invalid input JSON on line 1, column 2. Some required fields were not set: [properties]");

    public static JsonNode[] Inputs(JsonObject body, int most)
    {
        JsonNode[] inputs = [.. (body["inputs"] as JsonArray ?? throw HubSpotRefusal.Bad("Invalid input JSON on line 1, column 2. Some required fields were not set: [inputs]")).Select(input => input!)];
        return inputs.Length <= most ? inputs : throw HubSpotRefusal.Bad($"The batch has {inputs.Length} inputs; at most {most} are allowed.");
    }
}

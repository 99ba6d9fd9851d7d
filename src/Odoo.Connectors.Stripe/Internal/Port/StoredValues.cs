using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Parameters as Stripe's answer shows that it stored them.</summary>
internal static class StoredValues
{
    /// <summary>The values of those parameters that the object shows under the same name.</summary>
    public static Dictionary<string, string?> Of(JsonObject stored, IEnumerable<string> parameters)
    {
        Dictionary<string, string?> values = new(StringComparer.Ordinal);
        foreach (string parameter in parameters)
        {
            string[] steps = parameter.Replace("]", "", StringComparison.Ordinal).Split('[');
            if (stored.ContainsKey(steps[0]))
            {
                values[parameter] = Text(Array.ConvertAll(steps, s => s), stored);
            }
        }

        return values;
    }

    private static string? Text(string[] steps, JsonObject stored)
    {
        JsonNode? node = stored;
        foreach (string step in steps)
        {
            node = node switch
            {
                JsonObject parent => parent[step],
                JsonArray list => int.TryParse(step, out int place) && place < list.Count ? list[place] : null,
                _ => null,
            };
        }

        return node switch
        {
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            JsonValue value => value.ToJsonString(),
            _ => null,
        };
    }
}

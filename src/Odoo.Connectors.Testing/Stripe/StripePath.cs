using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Finds and replaces values inside an object by a dotted path.</summary>
internal static class StripePath
{
    /// <summary>The value as a filter compares it: an expanded object counts as its id.</summary>
    public static string? Read(JsonObject from, string path)
    {
        JsonNode? node = from;
        foreach (string step in path.Split('.'))
        {
            node = (node as JsonObject)?[step];
        }

        return node is JsonObject expanded ? expanded["id"]?.ToString() : node?.ToString();
    }

    /// <summary>Puts objects where their ids stand.</summary>
    public static void Expand(JsonNode? node, ReadOnlySpan<string> steps, Func<string, JsonObject?> find)
    {
        if (node is JsonArray array)
        {
            for (int index = 0; index < array.Count; index++)
            {
                if (steps.Length == 0 && Replacement(array[index], find) is { } element)
                {
                    array[index] = element;
                }
                else if (steps.Length > 0)
                {
                    Expand(array[index], steps, find);
                }
            }
        }
        else if (node is JsonObject parent && steps.Length > 0)
        {
            if (Replacement(parent[steps[0]], find) is { } value)
            {
                parent[steps[0]] = value;
            }

            Expand(parent[steps[0]], steps[1..], find);
        }
    }

    private static JsonNode? Replacement(JsonNode? id, Func<string, JsonObject?> find) =>
        id is JsonValue value && value.TryGetValue(out string? text) ? find(text)?.DeepClone() : null;
}

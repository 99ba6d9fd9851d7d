using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>Compares two payloads field by field where both are JSON, else as a whole.</summary>
internal static class PayloadDiff
{
    public static IReadOnlyList<PayloadChange> Of(string before, string after)
    {
        if (before == after)
        {
            return [];
        }

        SortedDictionary<string, string> old = Fields(before), now = Fields(after);
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(path => (path, Before: old.GetValueOrDefault(path), After: now.GetValueOrDefault(path)))
                .Where(c => c.Before != c.After)
                .Select(c => new PayloadChange(c.path, new ServerText(c.Before), new ServerText(c.After))),
        ];
    }

    private static SortedDictionary<string, string> Fields(string payload)
    {
        SortedDictionary<string, string> fields = new(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            Flatten(document.RootElement, "", fields);
        }
        catch (JsonException)
        {
            fields[""] = payload;
        }

        return fields;
    }

    private static void Flatten(JsonElement element, string path, SortedDictionary<string, string> fields)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Flatten(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", fields);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Flatten(item, $"{path}[{index++}]", fields);
                }

                break;
            default:
                fields[path] = element.GetRawText();
                break;
        }
    }
}

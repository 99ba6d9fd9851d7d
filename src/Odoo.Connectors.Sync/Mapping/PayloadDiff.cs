using System.Text.Json;

namespace Odoo.Connectors.Sync;

/// <summary>Compares two payloads field by field. Payloads are opaque to the engine; those that are JSON have fields.</summary>
internal static class PayloadDiff
{
    public static IReadOnlyList<FieldDifference> Of(string? sent, string now)
    {
        SortedDictionary<string, string> before = Fields(sent), after = Fields(now);
        return
        [
            .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
                .Where(f => before.GetValueOrDefault(f) != after.GetValueOrDefault(f))
                .Select(f => new FieldDifference(f, new ServerText(before.GetValueOrDefault(f)), new ServerText(after.GetValueOrDefault(f)))),
        ];
    }

    private static SortedDictionary<string, string> Fields(string? payload)
    {
        SortedDictionary<string, string> fields = new(StringComparer.Ordinal);
        if (payload is not null)
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(payload);
                Add(fields, "", document.RootElement);
            }
            catch (JsonException)
            {
                fields["payload"] = payload;
            }
        }

        return fields;
    }

    private static void Add(SortedDictionary<string, string> fields, string path, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    Add(fields, path.Length == 0 ? property.Name : $"{path}.{property.Name}", property.Value);
                }

                break;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Add(fields, $"{path}[{index++}]", item);
                }

                break;
            default:
                fields[path.Length == 0 ? "payload" : path] = element.GetRawText();
                break;
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Cli.Vendors;

/// <summary>A tree as indented lines.</summary>
internal static class TreeText
{
    public static void Write(StringBuilder text, JsonNode node, int indent)
    {
        string space = new(' ', indent);
        switch (node)
        {
            case JsonObject fields:
                int width = fields.Where(f => f.Value is JsonValue).Select(f => f.Key.Length).DefaultIfEmpty().Max();
                foreach ((string name, JsonNode? value) in fields)
                {
                    Named(text, space, value is JsonValue ? name.PadRight(width) : name, value!, indent);
                }

                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++)
                {
                    Named(text, space, string.Create(CultureInfo.InvariantCulture, $"[{i + 1}]"), items[i]!, indent);
                }

                break;
        }
    }

    private static void Named(StringBuilder text, string space, string name, JsonNode value, int indent)
    {
        if (value is JsonValue scalar)
        {
            text.Append(space).Append(name).Append("  ").Append(Line(scalar)).Append('\n');
            return;
        }

        text.Append(space).Append(name).Append('\n');
        Write(text, value, indent + 2);
    }

    private static string Line(JsonValue scalar) =>
        (scalar.GetValueKind() == JsonValueKind.String ? scalar.GetValue<string>() : scalar.ToJsonString()).ReplaceLineEndings(" / ");
}

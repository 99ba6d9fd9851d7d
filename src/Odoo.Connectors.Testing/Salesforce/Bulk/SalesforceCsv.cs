using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing;

/// <summary>Rows as CSV: every value in quotes, a quote doubled, nothing for null, times with Z.</summary>
internal static class SalesforceCsv
{
    public static string Write(IReadOnlyList<IReadOnlyList<string>> columns, IEnumerable<JsonObject> rows)
    {
        var text = new StringBuilder();
        Line(text, columns.Select(column => string.Join('.', column)));
        foreach (JsonObject row in rows)
        {
            Line(text, columns.Select(column => Value(row, column)));
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> values) =>
        text.AppendJoin(',', values.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');

    private static string Value(JsonObject row, IReadOnlyList<string> path)
    {
        JsonNode? value = row;
        foreach (string step in path)
        {
            value = (value as JsonObject)?.FirstOrDefault(field => field.Key.Equals(step, StringComparison.OrdinalIgnoreCase)).Value;
        }

        string text = value?.GetValueKind() switch
        {
            null => string.Empty,
            JsonValueKind.String => value.GetValue<string>(),
            _ => value.ToJsonString(),
        };
        return text.EndsWith(".000+0000", StringComparison.Ordinal) ? $"{text[..^"+0000".Length]}Z" : text;
    }
}

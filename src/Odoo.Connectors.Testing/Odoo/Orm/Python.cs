using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>Texts as Python writes them into messages.</summary>
internal static class Python
{
    /// <summary>str(): text bare, everything else as repr.</summary>
    public static string Str(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String ? Js.Text(node) : Repr(node);

    public static string Repr(JsonNode? node) => node switch
    {
        null => "None",
        JsonArray list => $"[{string.Join(", ", list.Select(Repr))}]",
        JsonObject map => $"{{{string.Join(", ", map.Select(p => $"{Quote(p.Key)}: {Repr(p.Value)}"))}}}",
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.String => Quote(Js.Text(node)),
            _ => Number(node.ToJsonString()),
        },
    };

    public static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var body = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quote + (quote == '\'' ? body.Replace("'", "\\'", StringComparison.Ordinal) : body) + quote;
    }

    /// <summary>textwrap.shorten: single spaces, and words that do not fit give way to " [...]".</summary>
    public static string Shorten(string text, int width)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var whole = string.Join(' ', words);
        if (whole.Length <= width)
        {
            return whole;
        }

        const string left = "[...]";
        var kept = words.Length;
        while (kept > 0 && string.Join(' ', words.Take(kept)).Length + 1 + left.Length > width)
        {
            kept--;
        }

        return kept == 0 ? left : $"{string.Join(' ', words.Take(kept))} {left}";
    }

    public static string TypeName(JsonNode? node) => node switch
    {
        null => "NoneType",
        JsonArray => "list",
        JsonObject => "dict",
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.String => "str",
            _ => node.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "int" : "float",
        },
    };

    private static string Number(string raw)
    {
        if (raw.AsSpan().IndexOfAny(".eE") < 0)
        {
            return raw;
        }

        var text = double.Parse(raw, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".E") < 0 ? text + ".0" : text.Replace("E", "e", StringComparison.Ordinal);
    }
}

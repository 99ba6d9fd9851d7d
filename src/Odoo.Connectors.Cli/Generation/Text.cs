using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Cli.Generation;

/// <summary>Odoo's words in C#: they come from whoever named a field, so nothing of them may end a comment or a literal.</summary>
internal static class Text
{
    /// <summary>One line for a documentation comment.</summary>
    public static string Doc(string text)
    {
        StringBuilder line = new(text.Length);
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            line.Append(line.Length > 0 ? " " : "");
            foreach (char c in word)
            {
                line.Append(c switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    _ when char.IsControl(c) || char.IsSurrogate(c) || c >= '\uFFFE' => "",
                    _ => c.ToString(),
                });
            }
        }

        return line.ToString();
    }

    /// <summary>A sentence: with a full stop unless it ends with a mark.</summary>
    public static string Sentence(string text)
    {
        string line = Doc(text);
        return line.Length == 0 || line[^1] is '.' or '!' or '?' or ':' ? line : line + ".";
    }

    /// <summary>A string literal.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => literal.Append('\\').Append(c),
                < ' ' or > '~' => literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => literal.Append(c),
            };
        }

        return literal.Append('"').ToString();
    }
}

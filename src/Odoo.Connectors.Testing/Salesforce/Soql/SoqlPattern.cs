namespace Odoo.Connectors.Testing;

/// <summary>The patterns of LIKE: a percent sign stands for any text, an underscore for one character, either behind a backslash for itself.</summary>
internal static class SoqlPattern
{
    /// <summary>Whether a text is of a pattern, whatever its case.</summary>
    public static bool Matches(string text, string pattern)
    {
        List<(char Sign, bool IsWild)> signs = [];
        for (int at = 0; at < pattern.Length; at++)
        {
            bool isEscape = pattern[at] == '\\' && at + 1 < pattern.Length && pattern[at + 1] is ('%' or '_');
            signs.Add(isEscape ? (pattern[++at], false) : (pattern[at], pattern[at] is '%' or '_'));
        }

        // Where the last percent sign stood, and how much it stood for.
        (int Sign, int Text) back = (-1, 0);
        int sign = 0, place = 0;
        while (place < text.Length)
        {
            if (sign < signs.Count && signs[sign] is { Sign: '%', IsWild: true })
            {
                back = (sign++, place);
            }
            else if (sign < signs.Count && (signs[sign] is { Sign: '_', IsWild: true } || (!signs[sign].IsWild && char.ToUpperInvariant(signs[sign].Sign) == char.ToUpperInvariant(text[place]))))
            {
                (sign, place) = (sign + 1, place + 1);
            }
            else if (back.Sign >= 0)
            {
                back = (back.Sign, back.Text + 1);
                (sign, place) = (back.Sign + 1, back.Text);
            }
            else
            {
                return false;
            }
        }

        return signs.Skip(sign).All(s => s is { Sign: '%', IsWild: true });
    }
}

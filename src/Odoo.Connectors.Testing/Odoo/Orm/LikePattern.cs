using System.Text;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>SQL patterns: % any text, _ any character, \ escapes.</summary>
internal static class LikePattern
{
    public static Regex ToRegex(string pattern, bool ignoreCase)
    {
        var regex = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length)
            {
                regex.Append(Regex.Escape(pattern[++i].ToString()));
            }
            else
            {
                regex.Append(pattern[i] switch { '%' => ".*", '_' => ".", var c => Regex.Escape(c.ToString()) });
            }
        }

        return new Regex(regex.Append('$').ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : 0));
    }
}

using System.Text;

namespace Odoo.Connectors.Client.Internal;

/// <summary>Names of C# as Odoo would write them. Compiled into the source generator too.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        StringBuilder text = new(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool upper = c is >= 'A' and <= 'Z';
            bool startsWord = upper && i > 0 && name[i - 1] != '_'
                && (name[i - 1] is not (>= 'A' and <= 'Z') || (i + 1 < name.Length && name[i + 1] is >= 'a' and <= 'z'));
            if (startsWord)
            {
                text.Append('_');
            }

            text.Append(upper ? (char)(c + ('a' - 'A')) : c);
        }

        return text.ToString();
    }
}

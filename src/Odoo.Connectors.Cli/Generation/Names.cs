using System.Text;

namespace Odoo.Connectors.Cli.Generation;

/// <summary>Names of Odoo as C# would write them.</summary>
internal static class Names
{
    /// <summary>
    /// Parts of ASCII letters and digits, each with a capital: <c>account.move</c> is <c>AccountMove</c>, which is no keyword whatever
    /// it came from. Empty if there is nothing to write.
    /// </summary>
    public static string Pascal(string name)
    {
        StringBuilder text = new(name.Length);
        bool starts = true;
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                starts = true;
                continue;
            }

            text.Append(starts ? char.ToUpperInvariant(c) : c);
            starts = false;
        }

        return text.ToString();
    }

    /// <summary>A name as an identifier, with <paramref name="prefix"/> if it would be empty or begin with a digit.</summary>
    public static string Identifier(string name, string prefix)
    {
        string pascal = Pascal(name);
        return pascal.Length == 0 || char.IsAsciiDigit(pascal[0]) ? prefix + pascal : pascal;
    }

    /// <summary>The first of name, name_2, name_3 that is not taken; it is from then on.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = FormattableString.Invariant($"{name}_{i}");
        }

        return unique;
    }

    /// <summary>Whether the source generator of models takes it as the name of a field.</summary>
    public static bool IsField(string name) => name.Length > 0 && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_');

    /// <summary>Whether the source generator of models takes it as the name of a model.</summary>
    public static bool IsModel(string name) => name.Length > 0 && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '.');
}

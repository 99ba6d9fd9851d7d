using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Odoo.Connectors.Client;

/// <summary>
/// External ids made of other systems' ids: <c>oc_stripe_us.invoice_in_5f_1Mt</c> is invoice <c>in_1Mt</c> of the source <c>stripe-us</c>.
/// No two different (source, kind, id) have the same external id, and it can be read back.
/// </summary>
public static partial class OdooExternalIds
{
    private const string Prefix = "oc_";

    /// <summary>The external id of a record of another system.</summary>
    /// <param name="source">The system's name: small letters, digits and hyphens, beginning with a letter.</param>
    /// <param name="kind">What the record is, such as <c>customer</c>: letters and digits.</param>
    /// <param name="id">The system's own id, of any characters. Odoo tells capital letters from small ones.</param>
    /// <returns>The external id; its name consists of letters, digits and underscores.</returns>
    /// <exception cref="ArgumentException">One of them is not of that form, or the name is longer than 1000 characters.</exception>
    public static OdooExternalId For(string source, string kind, string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (!SourceForm().IsMatch(source))
        {
            throw new ArgumentException("A source is named by small letters, digits and hyphens, beginning with a letter, at most 60.", nameof(source));
        }

        if (!KindForm().IsMatch(kind))
        {
            throw new ArgumentException("A kind is named by letters and digits, at most 60: the first underscore ends it.", nameof(kind));
        }

        StringBuilder name = new(kind, kind.Length + id.Length + 16);
        name.Append('_');
        foreach (char c in id)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(c);
            }
            else
            {
                name.Append('_').Append(((int)c).ToString("x", CultureInfo.InvariantCulture)).Append('_');
            }
        }

        return new OdooExternalId($"{Prefix}{source.Replace('-', '_')}", name.ToString());
    }

    /// <summary>Reads back what <see cref="For"/> made, to rebuild a map from Odoo alone.</summary>
    /// <param name="externalId">The external id.</param>
    /// <param name="source">The system's name.</param>
    /// <param name="kind">What the record is.</param>
    /// <param name="id">The system's own id.</param>
    /// <returns>Whether it is one of these.</returns>
    public static bool TryRead(OdooExternalId externalId, out string source, out string kind, out string id)
    {
        (source, kind, id) = ("", "", "");
        string text = externalId.ToString();
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        int end = dot < 0 ? -1 : text.IndexOf('_', dot);
        if (end < 0 || !text.StartsWith(Prefix, StringComparison.Ordinal) || Decoded(text[(end + 1)..]) is not { Length: > 0 } decoded)
        {
            return false;
        }

        (source, kind, id) = (text[Prefix.Length..dot].Replace('_', '-'), text[(dot + 1)..end], decoded);
        return SourceForm().IsMatch(source) && KindForm().IsMatch(kind) && For(source, kind, id) == externalId;
    }

    private static string? Decoded(string name)
    {
        string[] parts = name.Split('_');
        StringBuilder id = new(name.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            // Every second part is a character's code.
            if (i % 2 == 0)
            {
                id.Append(parts[i]);
            }
            else if (ushort.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                id.Append((char)code);
            }
            else
            {
                return null;
            }
        }

        return parts.Length % 2 == 1 ? id.ToString() : null;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,59}$", RegexOptions.CultureInvariant)]
    private static partial Regex SourceForm();

    [GeneratedRegex("^[A-Za-z0-9]{1,60}$", RegexOptions.CultureInvariant)]
    private static partial Regex KindForm();
}

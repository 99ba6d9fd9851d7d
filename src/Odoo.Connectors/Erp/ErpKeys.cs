using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>External ids in Odoo: <c>oc_salesforce.customer_001…</c>, made of the source's own reference alone.</summary>
internal static class ErpKeys
{
    public static string ExternalId(string kind, ExternalRef source) => $"oc_{source.System.Replace('-', '_')}.{kind}_{Clean(source.Id)}";

    /// <summary>The external id of a product that was made for a code, whichever source's document it was.</summary>
    public static string Product(string code) => $"oc_product.product_{Clean(code)}";

    /// <summary>The kind and the source's reference that an external id was made of; null when it is none of ours.</summary>
    public static (string Kind, ExternalRef Source)? Parse(string externalId)
    {
        int dot = externalId.IndexOf('.', StringComparison.Ordinal);
        int end = dot < 0 ? -1 : externalId.IndexOf('_', dot);
        if (end < 0 || !externalId.StartsWith("oc_", StringComparison.Ordinal))
        {
            return null;
        }

        // A system's name has no underscore, and no kind has one.
        string kind = externalId[(dot + 1)..end];
        string? id = Restore(externalId[(end + 1)..]);
        return id is null ? null : (kind, new ExternalRef(externalId[3..dot].Replace('_', '-'), kind, id));
    }

    /// <summary>What a record was made of, also one of the further pieces that a payment was booked in; null when it is none of ours.</summary>
    public static ExternalRef? SourceOf(string externalId)
    {
        int end = externalId.LastIndexOf('.');
        bool isPiece = end >= 0 && end < externalId.Length - 1 && externalId.AsSpan(end + 1).IndexOfAnyExceptInRange('0', '9') < 0;
        return (Parse(externalId) ?? (isPiece ? Parse(externalId[..end]) : null))?.Source;
    }

    /// <summary>Letters, digits, dots, hyphens and underscores stay; everything else is written as its code, so that ids stay different.</summary>
    private static string Clean(string id)
    {
        StringBuilder text = new(id.Length);
        foreach (char c in id)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            {
                text.Append(c);
            }
            else
            {
                text.Append('.').Append(((int)c).ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append('.');
            }
        }

        return text.ToString();
    }

    private static string? Restore(string cleaned)
    {
        string[] parts = cleaned.Split('.');
        StringBuilder text = new(cleaned.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            // Every second part is a character's code.
            if (i % 2 == 0)
            {
                text.Append(parts[i]);
            }
            else if (ushort.TryParse(parts[i], System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out ushort code))
            {
                text.Append((char)code);
            }
            else
            {
                return null;
            }
        }

        return parts.Length % 2 == 1 && text.Length > 0 ? text.ToString() : null;
    }
}

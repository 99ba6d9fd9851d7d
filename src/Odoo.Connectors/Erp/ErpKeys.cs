using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Erp;

/// <summary>External ids in Odoo: <c>oc_salesforce.customer_001…</c>, made of the source's own reference alone.</summary>
internal static class ErpKeys
{
    public static string ExternalId(string kind, ExternalRef source) => $"oc_{source.System.Replace('-', '_')}.{kind}_{Clean(source.Id)}";

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
}

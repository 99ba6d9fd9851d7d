using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Flows;

/// <summary>
/// Tells amendments apart: the effective date, the source's instant of the change, and the terms after it. Without the instant,
/// terms that are taken back and agreed again on one day would pass for the amendment that was made before.
/// </summary>
internal static class TermsHash
{
    public static string Of(Amendment amendment, DateTimeOffset at)
    {
        StringBuilder text = TextOf(amendment.Terms);
        if (amendment.StatusAfter is not null || amendment.EndsAtAfter != amendment.EndsAtBefore)
        {
            text.Append(CultureInfo.InvariantCulture, $"{amendment.StatusAfter}|{amendment.EndsAtAfter?.ToUnixTimeSeconds()}\n");
        }

        if (amendment.TermEndsAtAfter != amendment.TermEndsAtBefore)
        {
            text.Append(CultureInfo.InvariantCulture, $"term|{amendment.TermEndsAtAfter?.ToUnixTimeSeconds()}\n");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{amendment.EffectiveOn:yyyy-MM-dd}/{at.ToUnixTimeSeconds()}/{HashOf(text)}");
    }

    /// <summary>Of terms alone, in whatever order they stand.</summary>
    public static string Of(IReadOnlyList<ProductLine> terms) => HashOf(TextOf(terms));

    private static StringBuilder TextOf(IReadOnlyList<ProductLine> terms)
    {
        StringBuilder text = new();
        foreach (ProductLine line in terms.OrderBy(t => t.Id, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Id}|{line.ProductCode}|{line.Quantity:0.############}|{line.UnitPrice:0.############}\n");
        }

        return text;
    }

    private static string HashOf(StringBuilder text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
}

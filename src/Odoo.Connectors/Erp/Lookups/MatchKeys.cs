using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What identifies a customer across systems: VAT number with country, web domain. E-mail is a hint and no key.</summary>
internal static class MatchKeys
{
    private const string Vat = "vat:";
    private const string Domain = "domain:";

    public static IReadOnlyList<string> Of(Customer customer, ICollection<string> sharedDomains)
    {
        List<string> keys = [];
        if (NormalVat(customer.VatNumber) is string vat)
        {
            keys.Add(Vat + vat);
        }

        if (NormalDomain(customer.Website) is string domain && !sharedDomains.Contains(domain))
        {
            keys.Add(Domain + domain);
        }

        return keys;
    }

    public static string? VatIn(string key) => key.StartsWith(Vat, StringComparison.Ordinal) ? key[Vat.Length..] : null;

    public static string? DomainIn(string key) => key.StartsWith(Domain, StringComparison.Ordinal) ? key[Domain.Length..] : null;

    public static string? NormalVat(string? vat)
    {
        string letters = string.Concat((vat ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return letters.Length < 4 ? null : letters;
    }

    public static string? NormalDomain(string? website) => MatchKey.Domain(website);
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>What identifies a customer across systems: VAT number with country, web domain, fields that the host names. E-mail is a hint and no key.</summary>
internal static class MatchKeys
{
    private const string Vat = "vat:";
    private const string Domain = "domain:";
    private const string Hint = "email:";
    private static readonly string[] s_usual = [nameof(Customer.VatNumber), nameof(Customer.Website)];

    public static bool IsRule(string rule) => s_usual.Contains(rule) || rule.Split('=') is [{ Length: > 0 }, { Length: > 0 }];

    /// <summary>The keys of a customer, the strongest first.</summary>
    public static IReadOnlyList<string> Of(Customer customer, OdooErpOptions options)
    {
        List<string> keys = [];
        foreach (string rule in options.MatchKeys.Count > 0 ? options.MatchKeys : s_usual)
        {
            string? key = rule switch
            {
                nameof(Customer.VatNumber) => VatOf(customer) is string vat ? Vat + vat : null,
                nameof(Customer.Website) => NormalDomain(customer.Website) is string domain && !options.SharedDomains.Contains(domain) ? Domain + domain : null,
                _ => rule.Split('=') is [string field, string source] && customer.Custom[source]?.Trim() is { Length: > 0 } value && !value.Contains('\n', StringComparison.Ordinal)
                    ? $"{field}:{value}" : null,
            };
            if (key is not null)
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>The line that asks for partners of the same e-mail address.</summary>
    public static string? HintOf(Customer customer) => MatchKey.Email(customer.Email) is string email ? Hint + email : null;

    public static string? VatIn(string key) => key.StartsWith(Vat, StringComparison.Ordinal) ? key[Vat.Length..] : null;

    public static string? DomainIn(string key) => key.StartsWith(Domain, StringComparison.Ordinal) ? key[Domain.Length..] : null;

    public static string? HintIn(string key) => key.StartsWith(Hint, StringComparison.Ordinal) ? key[Hint.Length..] : null;

    /// <summary>A field of Odoo and the value it must have.</summary>
    public static (string Field, string Value) FieldIn(string key) =>
        (key[..key.IndexOf(':', StringComparison.Ordinal)], key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    public static string? NormalVat(string? vat)
    {
        string letters = string.Concat((vat ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return letters.Length < 4 ? null : letters;
    }

    /// <summary>A text for <c>=ilike</c> that stands for itself.</summary>
    public static string Literal(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal);

    public static string? NormalDomain(string? website) => MatchKey.Domain(website);

    /// <summary>A number that cannot be one is nobody's.</summary>
    private static string? VatOf(Customer customer) =>
        VatNumbers.Normal(customer.VatNumber, customer.BillingAddress?.Country) is string vat && VatNumbers.IsRight(vat, customer.BillingAddress?.Country) != false ? vat : null;
}

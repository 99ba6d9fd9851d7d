using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Vendors;

/// <summary>
/// What identifies a customer across systems: VAT number with country, web domain, fields that the host names. They are claimed in the commit that
/// plans a new record, so that two lanes that make one customer make one record.
/// </summary>
internal static class CustomerKeys
{
    private static readonly string[] Usual = [nameof(Customer.VatNumber), nameof(Customer.Website)];

    public static bool IsRule(string? rule) => rule is { Length: > 0 } && rule.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    /// <summary>The keys of a customer in the order of the rules, the strongest first; without rules VAT number and domain.</summary>
    public static IReadOnlyList<string> Of(Customer customer, ICollection<string> rules, ICollection<string> sharedDomains) =>
        [.. (rules.Count > 0 ? rules : Usual).Select(rule => Of(customer, rule, sharedDomains)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string? Of(Customer customer, string rule, ICollection<string> sharedDomains) => rule switch
    {
        nameof(Customer.VatNumber) => MatchKey.Vat(customer.VatNumber, customer.BillingAddress?.Country) is { } vat ? $"vat:{vat}" : null,
        nameof(Customer.Website) => MatchKey.Domain(customer.Website) is { } domain && !sharedDomains.Contains(domain) ? $"domain:{domain}" : null,
        _ => customer.Custom[rule]?.Trim() is { Length: > 0 } value ? $"{rule}:{value}" : null,
    };
}

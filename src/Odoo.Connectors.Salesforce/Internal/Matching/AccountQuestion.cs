using System.Globalization;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Matching;

/// <summary>Which accounts may be a customer: by our external id, and by those of its match keys that a field of Account holds.</summary>
internal sealed class AccountQuestion
{
    /// <summary>The kind under which it is read.</summary>
    public const string Kind = "lookup.account";

    private const string Vat = "vat:";
    private const string Domain = "domain:";

    private AccountQuestion(string own, string written, IReadOnlyList<string> keys) => (Own, Written, Keys) = (own, written, keys);

    /// <summary>The customer's external id.</summary>
    public string Own { get; }

    /// <summary>The VAT number as the customer's system writes it; empty where it has none.</summary>
    public string Written { get; }

    public IReadOnlyList<string> Keys { get; }

    /// <summary>The question about a customer; null where no field of Account would answer it.</summary>
    public static AccountQuestion? Of(string own, Customer customer, SalesforceOptions options)
    {
        string[] keys = [.. CustomerKeys.Of(customer, options.MatchKeys, options.SharedDomains).Where(key => FieldOf(key, options) is not null && !key.Any(char.IsControl))];
        string written = VatOf(keys) is not null && customer.VatNumber is { } vat && !vat.Any(char.IsControl) ? vat.Trim() : "";
        return keys.Length == 0 ? null : new AccountQuestion(own, written, keys);
    }

    public static AccountQuestion Parse(string text)
    {
        string[] lines = text.Split('\n');
        return new AccountQuestion(lines[0], lines[1], lines[2..]);
    }

    /// <summary>The question as text, from which <see cref="Parse"/> reads it.</summary>
    public override string ToString() => string.Join('\n', Keys.Prepend(Written).Prepend(Own));

    /// <summary>The field that holds a key; null where none does.</summary>
    public static string? FieldOf(string key, SalesforceOptions options) => key.StartsWith(Vat, StringComparison.Ordinal) ? options.VatField
        : key.StartsWith(Domain, StringComparison.Ordinal) ? "Website"
        : options.MatchFields.TryGetValue(key[..key.IndexOf(':', StringComparison.Ordinal)], out string? field) ? field : null;

    public static string? VatOf(IEnumerable<string> keys) => keys.Where(k => k.StartsWith(Vat, StringComparison.Ordinal)).Select(k => k[Vat.Length..]).FirstOrDefault();

    public static string? DomainOf(string key) => key.StartsWith(Domain, StringComparison.Ordinal) ? key[Domain.Length..] : null;

    /// <summary>The values that a field may hold where it holds a key; a number may be written without its country.</summary>
    public IEnumerable<string> Texts(string key) => VatOf([key]) is { } vat
        ? ((string[])[Written, vat, $"{vat[..2]} {vat[2..]}", vat[2..]]).Where(t => t.Length > 0)
        : [key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..]];

    /// <summary>How an address of a domain begins, in letters and in the form that names on the wire have.</summary>
    public static IEnumerable<string> Spellings(string domain)
    {
        string letters = domain;
        try
        {
            letters = new IdnMapping().GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            // It stays as it is written.
        }

        return ((string[])[domain, letters]).Distinct(StringComparer.Ordinal);
    }
}

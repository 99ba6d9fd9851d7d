using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Accounts;

/// <summary>The fields of a customer side by side, compared as each is to be read and not as it is written.</summary>
internal sealed class CustomerComparison(OwnershipTable ownership, IReadOnlyDictionary<ExternalRef, Shadow> shadows)
{
    private static readonly (string Name, string? InLedger, Func<Customer, string?> Value, Func<string, Customer, string> Compared)[] s_fields =
    [
        (nameof(Customer.Name), "name", c => c.Name, (v, _) => string.Join(' ', v.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))),
        (nameof(Customer.Email), "email", c => c.Email, (v, _) => v.Trim().ToUpperInvariant()),
        (nameof(Customer.Phone), "phone", c => c.Phone, (v, _) => Digits(v)),
        (nameof(Customer.Website), null, c => c.Website, (v, _) => MatchKey.Domain(v) ?? v),
        (nameof(Customer.VatNumber), "vat", c => c.VatNumber, (v, c) => MatchKey.Vat(v, c.BillingAddress?.Country) ?? v),
        (nameof(Customer.BillingAddress), null, c => Line(c.BillingAddress), (v, _) => string.Concat(v.Where(char.IsLetterOrDigit)).ToUpperInvariant()),
    ];

    /// <summary>The fields that any system has a value in.</summary>
    public IReadOnlyList<AccountField> Of(IReadOnlyList<Sourced<Customer>> customers)
    {
        List<AccountField> fields = [];
        foreach ((string name, string? inLedger, Func<Customer, string?> value, Func<string, Customer, string> compared) in s_fields)
        {
            FieldRule? rule = ownership.Rules.Any(r => r.Record == nameof(Customer)) ? ownership.RuleOf<Customer>(name) : null;
            Sourced<Customer>[] sides = [.. customers.OrderByDescending(c => c.Reference.System == rule?.Owner).ThenBy(c => c.Reference.ToString(), StringComparer.Ordinal)];
            if (sides.Any(s => Given(value(s.Value)) is not null))
            {
                string[] told = [.. sides.Where(s => Given(value(s.Value)) is not null).Select(s => compared(value(s.Value)!, s.Value)).Distinct(StringComparer.Ordinal)];
                fields.Add(new AccountField(
                    name, rule?.Owner, rule?.ToString(),
                    [.. sides.Select(s => new AccountValue(s.Reference, Given(value(s.Value)), s.AsOf, s.IsFresh) { IsEdited = IsEdited(s.Reference, name, inLedger, value(s.Value)) })],
                    told.Length > 1));
            }
        }

        return fields;
    }

    /// <summary>What was agreed with a source is known by the names of the model, what was agreed with a ledger by its own.</summary>
    private bool? IsEdited(ExternalRef reference, string name, string? inLedger, string? value)
    {
        Shadow shadow = shadows.GetValueOrDefault(reference) ?? Shadow.Empty;
        string? field = shadow.Knows(name) ? name : inLedger is not null && shadow.Knows(inLedger) ? inLedger : null;
        return field is null ? null : !shadow.Holds(field, value);
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static string Digits(string phone)
    {
        string digits = string.Concat(phone.Where(char.IsAsciiDigit)).TrimStart('0');
        return digits.Length == 0 ? phone : digits;
    }

    private static string? Line(Address? address) => address is null ? null
        : string.Join(", ", new[] { address.Street?.ReplaceLineEndings(", "), $"{address.PostalCode} {address.City}".Trim(), address.Country }.Where(p => !string.IsNullOrWhiteSpace(p)));
}

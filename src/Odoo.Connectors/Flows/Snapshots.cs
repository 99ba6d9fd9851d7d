using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Flows;

/// <summary>The fields by which a polled record is recognised as unchanged.</summary>
internal static class Snapshots
{
    /// <summary>The properties of a customer that are compared, which ownership may name.</summary>
    public static IReadOnlyList<string> CustomerProperties { get; } =
        [nameof(Customer.Name), nameof(Customer.Email), nameof(Customer.Phone), nameof(Customer.Website), nameof(Customer.VatNumber), nameof(Customer.BillingAddress),
            nameof(Customer.Language), nameof(Customer.Contacts)];

    public static Snapshot Of(Customer customer, IEnumerable<KeyValuePair<string, string?>> mapped)
    {
        // Only what the ERP is told: a change elsewhere in the record is none for it.
        Dictionary<string, string?> fields = new(StringComparer.Ordinal)
        {
            [nameof(Customer.Name)] = customer.Name,
            [nameof(Customer.Email)] = customer.Email,
            [nameof(Customer.Phone)] = customer.Phone,
            [nameof(Customer.Website)] = customer.Website,
            [nameof(Customer.VatNumber)] = customer.VatNumber,
            [nameof(Address.Street)] = customer.BillingAddress?.Street,
            [nameof(Address.City)] = customer.BillingAddress?.City,
            [nameof(Address.PostalCode)] = customer.BillingAddress?.PostalCode,
            [nameof(Address.State)] = customer.BillingAddress?.State,
            [nameof(Address.Country)] = customer.BillingAddress?.Country,
            [nameof(Customer.Language)] = customer.Language,
            [nameof(Customer.Contacts)] = customer.Contacts.Count == 0 ? null : string.Join('\n', customer.Contacts.Select(c => $"{c.Ref.Id}|{c.Name}|{c.Email}|{c.Phone}")),
            [nameof(Customer.PaymentTerms)] = customer.PaymentTerms,
            [nameof(Customer.TaxTreatment)] = customer.TaxTreatment,
            [nameof(Customer.CreditLimit)] = customer.CreditLimit?.ToString(),
        };
        foreach ((string field, string? value) in mapped)
        {
            fields[field] = value;
        }

        return new Snapshot(customer.Ref, fields);
    }

    public static Snapshot Of(Contact contact) => new(contact.Ref, new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        [nameof(Contact.Name)] = contact.Name,
        [nameof(Contact.Email)] = contact.Email,
        [nameof(Contact.Phone)] = contact.Phone,
        [nameof(Contact.Customer)] = contact.Customer?.Id,
    });

    /// <summary>What a customer holds with one company alone.</summary>
    public static IReadOnlyList<string> Terms { get; } = [nameof(Customer.PaymentTerms), nameof(Customer.TaxTreatment), nameof(Customer.CreditLimit)];

    /// <summary>The property that a field of the snapshot belongs to, which ownership names.</summary>
    public static string PropertyOf(string field) =>
        field is nameof(Address.Street) or nameof(Address.City) or nameof(Address.PostalCode) or nameof(Address.State) or nameof(Address.Country) ? nameof(Customer.BillingAddress) : field;
}

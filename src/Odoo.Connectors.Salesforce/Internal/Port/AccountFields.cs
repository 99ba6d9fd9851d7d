using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Internal.Port;

/// <summary>A customer's fields as an account holds them: those that the customer's system owns. An empty one is emptied, and left out of a new account.</summary>
internal static class AccountFields
{
    /// <summary>The names of a customer's fields and the account's. The name of a person account is put together of its parts.</summary>
    public static IEnumerable<(string Property, string Field, Func<Customer, string?> Value)> All(SalesforceOptions options, bool isPerson = false)
    {
        if (isPerson)
        {
            yield return (nameof(Customer.Name), "FirstName", c => PersonName.First(c.Name));
            yield return (nameof(Customer.Name), "LastName", c => PersonName.Last(c.Name));
            yield return (nameof(Customer.Email), "PersonEmail", c => c.Email);
        }
        else
        {
            yield return (nameof(Customer.Name), "Name", c => c.Name);
        }

        yield return (nameof(Customer.Phone), "Phone", c => c.Phone);
        yield return (nameof(Customer.Website), "Website", c => c.Website);
        if (options.VatField is { } vat)
        {
            yield return (nameof(Customer.VatNumber), vat, c => c.VatNumber);
        }

        yield return (nameof(Customer.BillingAddress), "BillingStreet", c => c.BillingAddress?.Street);
        yield return (nameof(Customer.BillingAddress), "BillingCity", c => c.BillingAddress?.City);
        yield return (nameof(Customer.BillingAddress), "BillingState", c => c.BillingAddress?.State);
        yield return (nameof(Customer.BillingAddress), "BillingPostalCode", c => c.BillingAddress?.PostalCode);
        yield return (nameof(Customer.BillingAddress), "BillingCountry", c => c.BillingAddress?.Country is { } code ? Countries.NameOf(code) ?? code : null);
    }

    public static PlannedFields Of(PortContext context, Customer customer, bool isNew)
    {
        PlannedFields fields = new([], nameof(Customer));
        bool isPerson = !customer.IsCompany && context.Options.AccountCustomFields.Contains("IsPersonAccount", StringComparer.OrdinalIgnoreCase);
        foreach ((string property, string field, Func<Customer, string?> value) in All(context.Options, isPerson))
        {
            FieldRule? rule = context.Ownership?.RuleOf(property, customer);
            string? text = value(customer);
            if ((rule is null || rule.Owner == customer.Ref.System) && (text is not null || !isNew))
            {
                fields.Set(field, text is null ? null : JsonValue.Create(text), rule?.ToString() ?? nameof(Customer));
            }
        }

        return fields;
    }
}

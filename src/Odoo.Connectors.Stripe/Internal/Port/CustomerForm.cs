using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>A customer's fields as parameters: those that the customer's system owns. What is empty at its owner is emptied, and left out of a new customer.</summary>
internal static class CustomerForm
{
    /// <summary>The VAT number as it is remembered: of a customer that is there it is no parameter, but an object of its own.</summary>
    public const string TaxId = "tax_id";

    public const string TaxIdOfNew = "tax_id_data[0][value]";

    public static PlannedFields Of(Customer customer, bool isNew, PlanContext context)
    {
        PlannedFields fields = new([], nameof(Customer));
        foreach ((string property, string parameter, string? value) in All(customer, isNew, context.Options))
        {
            FieldRule? rule = context.Ownership.Rules.Any(r => r.Record == nameof(Customer)) ? context.Ownership.RuleOf(property, customer) : null;
            if ((rule is null || rule.Owner == customer.Ref.System) && (value is { Length: > 0 } || !isNew))
            {
                fields.Set(parameter, value ?? "", rule?.ToString() ?? nameof(Customer));
            }
        }

        return fields;
    }

    private static IEnumerable<(string Property, string Parameter, string? Value)> All(Customer customer, bool isNew, StripeOptions options)
    {
        yield return (nameof(Customer.Name), "name", customer.Name);
        yield return (nameof(Customer.Email), "email", customer.Email);
        yield return (nameof(Customer.Phone), "phone", customer.Phone);
        foreach ((string parameter, string? value) in AddressOf(customer.BillingAddress))
        {
            yield return (nameof(Customer.BillingAddress), parameter, value);
        }

        // What the source does not say stays as it is in Stripe.
        if (customer.Language is { Length: > 0 } language)
        {
            yield return (nameof(Customer.Language), "preferred_locales[0]", language.Replace('_', '-'));
        }

        if (customer.TaxTreatment is { Length: > 0 } treatment)
        {
            yield return (nameof(Customer.TaxTreatment), "tax_exempt", options.TaxTreatments[treatment]);
        }

        if (VatIds.Of(customer.VatNumber, customer.BillingAddress?.Country) is not (string type, string number))
        {
            yield break;
        }

        if (isNew)
        {
            yield return (nameof(Customer.VatNumber), "tax_id_data[0][type]", type);
            yield return (nameof(Customer.VatNumber), TaxIdOfNew, number);
        }
        else
        {
            yield return (nameof(Customer.VatNumber), TaxId, number);
        }
    }

    private static IEnumerable<(string Parameter, string? Value)> AddressOf(Address? address)
    {
        if (address is null)
        {
            yield return ("address", null);
            yield break;
        }

        string[] street = address.Street?.Split('\n', 2) ?? [];
        yield return ("address[line1]", street.ElementAtOrDefault(0));
        yield return ("address[line2]", street.ElementAtOrDefault(1)?.Replace('\n', ' '));
        yield return ("address[city]", address.City);
        yield return ("address[postal_code]", address.PostalCode);
        yield return ("address[state]", address.State);
        yield return ("address[country]", address.Country);
    }
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Stripe.Internal.Mapping;

internal static class CustomerMapping
{
    public static Customer Map(References references, Json customer)
    {
        string id = customer["id"].Text();
        return new Customer
        {
            Ref = references.Own(RecordKinds.Customer, id),
            Name = FirstText(customer["name"], customer["business_name"], customer["individual_name"], customer["email"]) ?? id,
            Email = FirstText(customer["email"]),
            Phone = FirstText(customer["phone"]),
            VatNumber = VatNumber(customer["tax_ids"]["data"]),
            BillingAddress = Address(customer["address"]),
            SameAs = references.SameCustomer(customer["metadata"]),
            Custom = references.Custom(customer["metadata"]),
        };
    }

    private static Address? Address(Json address) => address.IsNull
        ? null
        : new Address
        {
            Street = FirstText(address["line2"]) is string second ? $"{FirstText(address["line1"])}\n{second}".TrimStart('\n') : FirstText(address["line1"]),
            City = FirstText(address["city"]),
            PostalCode = FirstText(address["postal_code"]),
            State = FirstText(address["state"]),
            Country = FirstText(address["country"])?.ToUpperInvariant(),
        };

    /// <summary>The first VAT number that carries its country: eu_vat, gb_vat and their like.</summary>
    private static string? VatNumber(Json taxIds) => taxIds.Elements()
        .Where(t => t["type"].TextOrNull()?.EndsWith("_vat", StringComparison.Ordinal) is true)
        .Select(t => t["value"].TextOrNull())
        .FirstOrDefault(v => v is { Length: > 2 } && char.IsAsciiLetter(v[0]) && char.IsAsciiLetter(v[1]));

    private static string? FirstText(params ReadOnlySpan<Json> candidates)
    {
        foreach (Json candidate in candidates)
        {
            if (candidate.TextOrNull() is string text && !string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>An account as a customer. The contact is the account's oldest; its e-mail address stands for the customer's.</summary>
internal static class CustomerMapper
{
    public static Customer Map(string system, AccountDraft account)
    {
        Contact? contact = account.Contacts is [var oldest, ..] ? ContactMapper.Map(system, oldest, "Contacts.") : null;
        return new Customer
        {
            Ref = new ExternalRef(system, RecordKinds.Customer, account.Id ?? throw FieldErrors.Missing("Id")),
            Name = account.Name ?? throw FieldErrors.Missing("Name"),
            IsCompany = !account.IsPerson,
            Email = account.PersonEmail ?? contact?.Email,
            Phone = account.Phone,
            Website = account.Website,
            VatNumber = account.Vat,
            BillingAddress = Address(account),
            Contact = contact,
            Parent = Other(account.Parent),
            Payer = Other(account.InvoicedTo),
            InvoicedTo = Other(account.InvoicedTo),
            Custom = account.Custom,
        };

        ExternalRef? Other(string? id) => id is null || id == account.Id ? null : new ExternalRef(system, RecordKinds.Customer, id);
    }

    private static Address? Address(AccountDraft account)
    {
        Address address = new()
        {
            Street = account.Street,
            City = account.City,
            PostalCode = account.PostalCode,
            State = account.State,
            Country = Country(account.CountryCode ?? account.Country),
        };
        return address is { Street: null, City: null, PostalCode: null, State: null, Country: null } ? null : address;
    }

    private static string? Country(string? text) => text is null ? null : Countries.CodeOf(text) ?? throw FieldErrors.Invalid(
        "BillingCountry",
        "The BillingCountry of the account is no country that is known here; write its English name or its two-letter ISO code in Salesforce.",
        text);
}

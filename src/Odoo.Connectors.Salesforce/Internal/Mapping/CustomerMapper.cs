using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>An account as a customer. The contact is the account's oldest; its e-mail address stands for the customer's.</summary>
internal static class CustomerMapper
{
    public static Customer Map(string system, JsonObject account, SalesforceOptions options)
    {
        Contact? contact = Contact(system, account);
        return new Customer
        {
            Ref = new ExternalRef(system, RecordKinds.Customer, SalesforceId.Of(account, "Id") ?? throw FieldErrors.Missing("Id")),
            Name = RecordMapper.Text(account, "Name") ?? throw FieldErrors.Missing("Name"),
            IsCompany = !RecordMapper.Flag(account, "IsPersonAccount"),
            Email = contact?.Email,
            Phone = RecordMapper.Text(account, "Phone"),
            Website = RecordMapper.Text(account, "Website"),
            VatNumber = options.VatField is { } vat ? RecordMapper.Text(account, vat) : null,
            BillingAddress = Address(account),
            Contact = contact,
            Custom = RecordMapper.Custom(account, options.AccountCustomFields),
        };
    }

    private static Contact? Contact(string system, JsonObject account) =>
        account["Contacts"] is JsonObject { } contacts && contacts["records"] is JsonArray { Count: > 0 } all && all[0] is JsonObject first
            ? new Contact
            {
                Ref = new ExternalRef(system, "contact", SalesforceId.Of(first, "Id") ?? throw FieldErrors.Missing("Contact.Id")),
                Name = RecordMapper.Text(first, "Name") ?? throw FieldErrors.Missing("Contact.Name"),
                Email = RecordMapper.Text(first, "Email"),
                Phone = RecordMapper.Text(first, "Phone"),
            }
            : null;

    private static Address? Address(JsonObject account)
    {
        Address address = new()
        {
            Street = RecordMapper.Text(account, "BillingStreet")?.ReplaceLineEndings("\n"),
            City = RecordMapper.Text(account, "BillingCity"),
            PostalCode = RecordMapper.Text(account, "BillingPostalCode"),
            State = RecordMapper.Text(account, "BillingState"),
            Country = Country(account),
        };
        return address is { Street: null, City: null, PostalCode: null, State: null, Country: null } ? null : address;
    }

    private static string? Country(JsonObject account)
    {
        string? text = RecordMapper.Text(account, "BillingCountryCode") ?? RecordMapper.Text(account, "BillingCountry");
        if (text is null)
        {
            return null;
        }

        return Countries.CodeOf(text) ?? throw FieldErrors.Invalid(
            "BillingCountry",
            "The BillingCountry of the account is no country that is known here; write its English name or its two-letter ISO code in Salesforce.",
            text);
    }
}

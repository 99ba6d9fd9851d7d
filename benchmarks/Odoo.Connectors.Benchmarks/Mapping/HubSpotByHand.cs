using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Benchmarks;

/// <summary>
/// HubSpot's records read by hand: the tokenizer, a chain of comparisons for each object, and no table. It checks what the adapter checks of
/// these fields, and knows no custom ones.
/// </summary>
internal static partial class HubSpotByHand
{
    private const string System = "crm";

    public static object Account(byte[] json)
    {
        Utf8JsonReader r = new(json);
        Company? company = null;
        Person? person = null;
        r.Read();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("company"u8))
            {
                r.Read();
                company = ReadCompany(ref r);
            }
            else if (r.ValueTextEquals("contact"u8))
            {
                r.Read();
                person = r.TokenType == JsonTokenType.Null ? null : ReadPerson(ref r);
            }
            else
            {
                r.Read();
                r.Skip();
            }
        }

        return Customer(company!, person);
    }

    public static object Contact(byte[] json)
    {
        Utf8JsonReader r = new(json);
        Person? person = null;
        string? company = null;
        r.Read();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("contact"u8))
            {
                r.Read();
                person = ReadPerson(ref r);
            }
            else if (r.ValueTextEquals("company"u8))
            {
                r.Read();
                company = Text(ref r);
            }
            else
            {
                r.Read();
                r.Skip();
            }
        }

        return Contact(person!, company);
    }

    private static Customer Customer(Company company, Person? person)
    {
        Contact? contact = person is null ? null : Contact(person, company.Id);
        return new Customer
        {
            Ref = new ExternalRef(System, RecordKinds.Customer, Id(company.Id)), Name = company.Name ?? company.Domain!, Email = contact?.Email, Phone = company.Phone, Website = company.Domain,
            BillingAddress = new Address
            {
                Street = company.Address is null || company.Address2 is null ? company.Address ?? company.Address2 : $"{company.Address}\n{company.Address2}",
                City = company.City, PostalCode = company.Zip, State = company.State, Country = company.Country is { } country ? s_countries[country] : null,
            },
            Contact = contact, IsArchived = company.IsArchived,
        };
    }

    private static Contact Contact(Person p, string? company) => new()
    {
        Ref = new ExternalRef(System, RecordKinds.Contact, Id(p.Id)), Name = p.First is null || p.Last is null ? p.First ?? p.Last ?? p.Email! : $"{p.First} {p.Last}",
        Email = p.Email, Phone = p.Phone, Customer = company is null ? null : new ExternalRef(System, RecordKinds.Customer, company), IsArchived = p.IsArchived,
    };

    private static Company ReadCompany(ref Utf8JsonReader r)
    {
        Company c = new();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("id"u8))
            {
                r.Read();
                c.Id = Text(ref r);
            }
            else if (r.ValueTextEquals("properties"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("name"u8)) { r.Read(); c.Name = Trimmed(ref r); }
                    else if (r.ValueTextEquals("domain"u8)) { r.Read(); c.Domain = Trimmed(ref r); }
                    else if (r.ValueTextEquals("phone"u8)) { r.Read(); c.Phone = Trimmed(ref r); }
                    else if (r.ValueTextEquals("address"u8)) { r.Read(); c.Address = Trimmed(ref r); }
                    else if (r.ValueTextEquals("address2"u8)) { r.Read(); c.Address2 = Trimmed(ref r); }
                    else if (r.ValueTextEquals("city"u8)) { r.Read(); c.City = Trimmed(ref r); }
                    else if (r.ValueTextEquals("state"u8)) { r.Read(); c.State = Trimmed(ref r); }
                    else if (r.ValueTextEquals("zip"u8)) { r.Read(); c.Zip = Trimmed(ref r); }
                    else if (r.ValueTextEquals("country"u8)) { r.Read(); c.Country = Trimmed(ref r); }
                    else { r.Read(); r.Skip(); }
                }
            }
            else if (r.ValueTextEquals("updatedAt"u8))
            {
                r.Read();
                c.UpdatedAt = Moment(ref r);
            }
            else if (r.ValueTextEquals("archived"u8))
            {
                r.Read();
                c.IsArchived = r.GetBoolean();
            }
            else
            {
                r.Read();
                r.Skip();
            }
        }

        return c;
    }

    private static Person ReadPerson(ref Utf8JsonReader r)
    {
        Person p = new();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("id"u8))
            {
                r.Read();
                p.Id = Text(ref r);
            }
            else if (r.ValueTextEquals("properties"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("firstname"u8)) { r.Read(); p.First = Trimmed(ref r); }
                    else if (r.ValueTextEquals("lastname"u8)) { r.Read(); p.Last = Trimmed(ref r); }
                    else if (r.ValueTextEquals("email"u8)) { r.Read(); p.Email = Trimmed(ref r); }
                    else if (r.ValueTextEquals("phone"u8)) { r.Read(); p.Phone = Trimmed(ref r); }
                    else { r.Read(); r.Skip(); }
                }
            }
            else if (r.ValueTextEquals("updatedAt"u8))
            {
                r.Read();
                p.UpdatedAt = Moment(ref r);
            }
            else if (r.ValueTextEquals("archived"u8))
            {
                r.Read();
                p.IsArchived = r.GetBoolean();
            }
            else
            {
                r.Read();
                r.Skip();
            }
        }

        return p;
    }

    private sealed class Company
    {
        public string? Id, Name, Domain, Phone, Address, Address2, City, State, Zip, Country;
        public DateTimeOffset? UpdatedAt;
        public bool IsArchived;
    }

    private sealed class Person
    {
        public string? Id, First, Last, Email, Phone;
        public DateTimeOffset? UpdatedAt;
        public bool IsArchived;
    }
}

using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Benchmarks;

/// <summary>Salesforce's records read by hand, as <see cref="HubSpotByHand"/> reads HubSpot's.</summary>
internal static class SalesforceByHand
{
    private const string System = "crm";
    private static readonly string[] s_moments = ["yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", "yyyy-MM-dd'T'HH:mm:ss'+0000'"];
    private static readonly Dictionary<string, string> s_countries = new(StringComparer.OrdinalIgnoreCase) { ["Belgium"] = "BE", ["Germany"] = "DE", ["France"] = "FR" };

    public static object Account(byte[] json)
    {
        Utf8JsonReader r = new(json);
        r.Read();
        return Account(ref r);
    }

    public static object Contact(byte[] json)
    {
        Utf8JsonReader r = new(json);
        r.Read();
        return Contact(ref r);
    }

    public static object Deal(byte[] json)
    {
        Utf8JsonReader r = new(json);
        (string? id, string? name, string? stage, string? code) = (null, null, null, null);
        (decimal? amount, DateOnly? closed, bool isClosed, bool isWon) = (null, null, false, false);
        Customer? account = null;
        List<ProductLine> lines = [];
        List<(string Id, bool IsPrimary)> roles = [];
        r.Read();
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("Id"u8)) { r.Read(); id = Id(ref r); }
            else if (r.ValueTextEquals("SystemModstamp"u8)) { r.Read(); Moment(ref r); }
            else if (r.ValueTextEquals("IsDeleted"u8)) { r.Read(); _ = r.GetBoolean(); }
            else if (r.ValueTextEquals("AccountId"u8)) { r.Read(); _ = Id(ref r); }
            else if (r.ValueTextEquals("Name"u8)) { r.Read(); name = Text(ref r); }
            else if (r.ValueTextEquals("StageName"u8)) { r.Read(); stage = Text(ref r); }
            else if (r.ValueTextEquals("Amount"u8)) { r.Read(); amount = Number(ref r); }
            else if (r.ValueTextEquals("CloseDate"u8)) { r.Read(); closed = Day(ref r); }
            else if (r.ValueTextEquals("IsClosed"u8)) { r.Read(); isClosed = r.GetBoolean(); }
            else if (r.ValueTextEquals("IsWon"u8)) { r.Read(); isWon = r.GetBoolean(); }
            else if (r.ValueTextEquals("CurrencyIsoCode"u8)) { r.Read(); code = Text(ref r); }
            else if (r.ValueTextEquals("Account"u8)) { r.Read(); account = Account(ref r); }
            else if (r.ValueTextEquals("OpportunityLineItems"u8))
            {
                r.Read();
                Records(ref r, lines, static (ref r) => Line(ref r));
            }
            else if (r.ValueTextEquals("OpportunityContactRoles"u8))
            {
                r.Read();
                Records(ref r, roles, static (ref r) => Role(ref r));
            }
            else { r.Read(); r.Skip(); }
        }

        Currency currency = Currency.Parse(code!);
        return new Deal
        {
            Ref = new ExternalRef(System, RecordKinds.Deal, id!), Customer = account!, Name = name!, IsWon = isClosed && isWon, IsLost = isClosed && !isWon, Stage = stage,
            Amount = amount is { } money ? new Money(money, currency) : null, ClosedOn = isClosed ? closed : null, Currency = currency, Lines = lines,
            Contacts = [.. roles.OrderByDescending(x => x.IsPrimary).Select(x => x.Id).Distinct(StringComparer.Ordinal).Select(x => new ExternalRef(System, RecordKinds.Contact, x))],
            ContactRoles = [.. roles.Select(x => new ContactRole { Contact = new ExternalRef(System, RecordKinds.Contact, x.Id), IsPrimary = x.IsPrimary })],
        };
    }

    private delegate T Reader<T>(ref Utf8JsonReader r);

    private static void Records<T>(ref Utf8JsonReader r, List<T> into, Reader<T> read)
    {
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            bool isRecords = r.ValueTextEquals("records"u8);
            r.Read();
            if (!isRecords)
            {
                r.Skip();
                continue;
            }

            while (r.Read() && r.TokenType != JsonTokenType.EndArray)
            {
                into.Add(read(ref r));
            }
        }
    }

    private static Customer Account(ref Utf8JsonReader r)
    {
        (string? id, string? name, string? phone, string? website, string? street, string? city) = (null, null, null, null, null, null);
        (string? state, string? zip, string? country, bool isPerson) = (null, null, null, false);
        List<Contact> contacts = [];
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("Id"u8)) { r.Read(); id = Id(ref r); }
            else if (r.ValueTextEquals("SystemModstamp"u8)) { r.Read(); Moment(ref r); }
            else if (r.ValueTextEquals("IsDeleted"u8)) { r.Read(); _ = r.GetBoolean(); }
            else if (r.ValueTextEquals("MasterRecordId"u8)) { r.Read(); _ = Id(ref r); }
            else if (r.ValueTextEquals("Name"u8)) { r.Read(); name = Text(ref r); }
            else if (r.ValueTextEquals("Phone"u8)) { r.Read(); phone = Text(ref r); }
            else if (r.ValueTextEquals("Website"u8)) { r.Read(); website = Text(ref r); }
            else if (r.ValueTextEquals("BillingStreet"u8)) { r.Read(); street = Text(ref r)?.ReplaceLineEndings("\n"); }
            else if (r.ValueTextEquals("BillingCity"u8)) { r.Read(); city = Text(ref r); }
            else if (r.ValueTextEquals("BillingState"u8)) { r.Read(); state = Text(ref r); }
            else if (r.ValueTextEquals("BillingPostalCode"u8)) { r.Read(); zip = Text(ref r); }
            else if (r.ValueTextEquals("BillingCountry"u8)) { r.Read(); country = Text(ref r); }
            else if (r.ValueTextEquals("IsPersonAccount"u8)) { r.Read(); isPerson = r.GetBoolean(); }
            else if (r.ValueTextEquals("Contacts"u8))
            {
                r.Read();
                Records(ref r, contacts, static (ref r) => Contact(ref r));
            }
            else { r.Read(); r.Skip(); }
        }

        Contact? contact = contacts.Count > 0 ? contacts[0] : null;
        return new Customer
        {
            Ref = new ExternalRef(System, RecordKinds.Customer, id!), Name = name!, IsCompany = !isPerson, Email = contact?.Email, Phone = phone, Website = website,
            BillingAddress = new Address { Street = street, City = city, PostalCode = zip, State = state, Country = country is null ? null : s_countries[country] },
            Contact = contact,
        };
    }

    private static Contact Contact(ref Utf8JsonReader r)
    {
        (string? id, string? account, string? name, string? email, string? phone, string? mobile) = (null, null, null, null, null, null);
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("Id"u8)) { r.Read(); id = Id(ref r); }
            else if (r.ValueTextEquals("SystemModstamp"u8)) { r.Read(); Moment(ref r); }
            else if (r.ValueTextEquals("IsDeleted"u8)) { r.Read(); _ = r.GetBoolean(); }
            else if (r.ValueTextEquals("MasterRecordId"u8)) { r.Read(); _ = Id(ref r); }
            else if (r.ValueTextEquals("AccountId"u8)) { r.Read(); account = Id(ref r); }
            else if (r.ValueTextEquals("Name"u8)) { r.Read(); name = Text(ref r); }
            else if (r.ValueTextEquals("Email"u8)) { r.Read(); email = Text(ref r); }
            else if (r.ValueTextEquals("Phone"u8)) { r.Read(); phone = Text(ref r); }
            else if (r.ValueTextEquals("MobilePhone"u8)) { r.Read(); mobile = Text(ref r); }
            else { r.Read(); r.Skip(); }
        }

        return new Contact
        {
            Ref = new ExternalRef(System, RecordKinds.Contact, id!), Name = name!, Email = email, Phone = phone ?? mobile,
            Customer = account is null ? null : new ExternalRef(System, RecordKinds.Customer, account),
        };
    }

    private static ProductLine Line(ref Utf8JsonReader r)
    {
        (string? id, string? product, string? code, string? name, string? description) = (null, null, null, null, null);
        (decimal? quantity, decimal? price, decimal? total, decimal? discount, DateOnly? starts) = (null, null, null, null, null);
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("Id"u8)) { r.Read(); id = Id(ref r); }
            else if (r.ValueTextEquals("Product2Id"u8)) { r.Read(); product = Id(ref r); }
            else if (r.ValueTextEquals("Quantity"u8)) { r.Read(); quantity = Number(ref r); }
            else if (r.ValueTextEquals("UnitPrice"u8)) { r.Read(); price = Number(ref r); }
            else if (r.ValueTextEquals("TotalPrice"u8)) { r.Read(); total = Number(ref r); }
            else if (r.ValueTextEquals("Discount"u8)) { r.Read(); discount = Number(ref r); }
            else if (r.ValueTextEquals("ServiceDate"u8)) { r.Read(); starts = Day(ref r); }
            else if (r.ValueTextEquals("Description"u8)) { r.Read(); description = Text(ref r); }
            else if (r.ValueTextEquals("Product2"u8))
            {
                r.Read();
                while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
                {
                    if (r.ValueTextEquals("ProductCode"u8)) { r.Read(); code = Text(ref r); }
                    else if (r.ValueTextEquals("Name"u8)) { r.Read(); name = Text(ref r); }
                    else { r.Read(); r.Skip(); }
                }
            }
            else { r.Read(); r.Skip(); }
        }

        return quantity * price == total && discount is null or 0
            ? new ProductLine
            {
                Id = id!, ProductCode = code!, Product = product is null ? null : new ExternalRef(System, RecordKinds.Product, product), Description = description ?? name ?? code!,
                Quantity = quantity!.Value, UnitPrice = price!.Value, StartsOn = starts,
            }
            : throw new InvalidDataException("This reader knows prices without a discount.");
    }

    private static (string Id, bool IsPrimary) Role(ref Utf8JsonReader r)
    {
        (string? contact, bool isPrimary) = (null, false);
        while (r.Read() && r.TokenType == JsonTokenType.PropertyName)
        {
            if (r.ValueTextEquals("ContactId"u8)) { r.Read(); contact = Id(ref r); }
            else if (r.ValueTextEquals("IsPrimary"u8)) { r.Read(); isPrimary = r.GetBoolean(); }
            else { r.Read(); r.Skip(); }
        }

        return (contact!, isPrimary);
    }

    private static string? Text(ref Utf8JsonReader r) => r.TokenType != JsonTokenType.Null && r.GetString()?.Trim() is { Length: > 0 } text ? text : null;

    private static string? Id(ref Utf8JsonReader r) =>
        r.TokenType == JsonTokenType.Null ? null : r.GetString() is { Length: 18 } id && id.All(char.IsAsciiLetterOrDigit) ? id : throw new InvalidDataException("An id of 18 characters was expected.");

    private static decimal? Number(ref Utf8JsonReader r) => r.TokenType == JsonTokenType.Null ? null : decimal.Parse(r.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static DateOnly? Day(ref Utf8JsonReader r) => Text(ref r) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static void Moment(ref Utf8JsonReader r) =>
        _ = DateTimeOffset.ParseExact(r.GetString()!, s_moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Customers as parameters. What is empty at its owner is emptied; what its owner does not say is left as it is.</summary>
internal static class CustomerForm
{
    private const string Address = "billing_address[";

    /// <summary>Whether a parameter belongs to the billing details, which are changed by a call of their own.</summary>
    public static bool IsBilling(string field) => field.StartsWith(Address, StringComparison.Ordinal) || field.StartsWith("vat_number", StringComparison.Ordinal);

    public static JsonObject Of(Customer customer, string? crmId, ChargebeeOptions options)
    {
        (string first, string last) = Person(customer.Contact?.Name ?? (customer.IsCompany ? null : customer.Name));
        JsonObject fields = new()
        {
            ["company"] = customer.IsCompany ? customer.Name : "",
            ["first_name"] = first,
            ["last_name"] = last,
            ["email"] = customer.Email ?? "",
            ["phone"] = customer.Phone ?? "",
        };
        Set(fields, "locale", customer.Language);
        Set(fields, "net_term_days", NetDays(customer.PaymentTerms));
        Set(fields, "taxability", customer.TaxTreatment switch { "exempt" => "exempt", "taxable" => "taxable", _ => null });
        Set(fields, CustomerQuestion.IsCustomField(options.CustomerField) ? options.CustomerField : "", crmId);
        Vat(fields, customer);
        if (customer.BillingAddress is { } address)
        {
            Billing(fields, address, fields["company"]!, first, last);
        }

        return fields;
    }

    /// <summary>What only a new customer is given: a key of <c>meta_data</c> would take the place of all others.</summary>
    public static void AddNew(Dictionary<string, string> fields, string? crmId, ChargebeeOptions options)
    {
        if (crmId is not null && !CustomerQuestion.IsCustomField(options.CustomerField))
        {
            fields["meta_data"] = MetaData(options.CustomerField, crmId);
        }

        if (options.AutoCollection is { } automatic)
        {
            fields["auto_collection"] = automatic ? "on" : "off";
        }
    }

    /// <summary>One key of <c>meta_data</c>, which is one parameter that holds JSON.</summary>
    public static string MetaData(string key, string value) => JsonSerializer.Serialize(new Dictionary<string, string> { [key] = value }, PortJson.Default.DictionaryStringString);

    private static string? NetDays(string? terms) =>
        terms is not null && terms.StartsWith("net", StringComparison.OrdinalIgnoreCase) && int.TryParse(terms.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int days)
            ? days.ToString(CultureInfo.InvariantCulture)
            : null;

    private static void Vat(JsonObject fields, Customer customer)
    {
        (string number, string? prefix) = customer.VatNumber is { } vat ? VatNumbers.Split(vat, customer.BillingAddress?.Country) : ("", null);
        fields["vat_number"] = number;
        Set(fields, "vat_number_prefix", prefix);
    }

    private static void Billing(JsonObject fields, Address address, JsonNode company, string first, string last)
    {
        string[] lines = address.Street?.Split('\n', 3) ?? [];
        (string Name, string? Value)[] parts =
        [
            ("company", (string?)company), ("first_name", first), ("last_name", last),
            ("line1", lines.ElementAtOrDefault(0)), ("line2", lines.ElementAtOrDefault(1)), ("line3", lines.ElementAtOrDefault(2)?.Replace('\n', ' ')),
            ("city", address.City), (IsCode(address.State) ? "state_code" : "state", address.State), ("zip", address.PostalCode), ("country", address.Country),
        ];
        foreach ((string name, string? value) in parts)
        {
            fields[$"{Address}{name}]"] = value ?? "";
        }
    }

    /// <summary>Chargebee takes codes of states apart from their names, and makes the name of the code.</summary>
    private static bool IsCode(string? state) => state is { Length: 2 or 3 } && state.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    private static (string First, string Last) Person(string? name)
    {
        string text = name?.Trim() ?? "";
        int space = text.LastIndexOf(' ');
        return space < 0 ? ("", text) : (text[..space].Trim(), text[(space + 1)..]);
    }

    private static void Set(JsonObject fields, string name, string? value)
    {
        if (name.Length > 0 && !string.IsNullOrWhiteSpace(value))
        {
            fields[name] = value;
        }
    }
}

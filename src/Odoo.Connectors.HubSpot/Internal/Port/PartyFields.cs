using System.Text.Json.Nodes;
using Odoo.Connectors.Model;

namespace Odoo.Connectors.HubSpot.Internal.Port;

/// <summary>Customers as properties of companies, contacts as properties of contacts. What is empty at its owner is emptied.</summary>
internal static class PartyFields
{
    public static JsonObject Of(Customer customer, HubSpotOptions options)
    {
        string[] street = customer.BillingAddress?.Street?.Split('\n', 2) ?? [];
        JsonObject fields = new()
        {
            ["name"] = customer.Name,
            ["domain"] = Domain(customer.Website),
            ["phone"] = customer.Phone ?? "",
            ["address"] = street.ElementAtOrDefault(0) ?? "",
            ["address2"] = street.ElementAtOrDefault(1) ?? "",
            ["city"] = customer.BillingAddress?.City ?? "",
            ["state"] = customer.BillingAddress?.State ?? "",
            ["zip"] = customer.BillingAddress?.PostalCode ?? "",
            ["country"] = customer.BillingAddress?.Country ?? "",
        };
        if (options.VatProperty is { } vat)
        {
            fields[vat] = customer.VatNumber ?? "";
        }

        return fields;
    }

    public static JsonObject Of(Contact contact)
    {
        int space = contact.Name.LastIndexOf(' ');
        return new JsonObject
        {
            ["firstname"] = space < 0 ? "" : contact.Name[..space].Trim(),
            ["lastname"] = contact.Name[(space + 1)..],
            ["email"] = contact.Email ?? "",
            ["phone"] = contact.Phone ?? "",
        };
    }

    private static string Domain(string? website) =>
        website is null ? ""
        : Uri.TryCreate(website.Contains("://", StringComparison.Ordinal) ? website : $"https://{website}", UriKind.Absolute, out Uri? uri)
            ? uri.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? uri.Host[4..] : uri.Host
            : website;
}

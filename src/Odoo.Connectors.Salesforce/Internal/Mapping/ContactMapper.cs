using Odoo.Connectors.Model;

namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>A contact as a person at a customer.</summary>
internal static class ContactMapper
{
    public static Contact Map(string system, ContactDraft contact, string prefix = "") => new()
    {
        Ref = new ExternalRef(system, RecordKinds.Contact, contact.Id ?? throw FieldErrors.Missing($"{prefix}Id")),
        Name = contact.Name ?? throw FieldErrors.Missing($"{prefix}Name"),
        Email = contact.Email,
        Phone = contact.Phone ?? contact.Mobile,
        Customer = contact.Account is { } account ? new ExternalRef(system, RecordKinds.Customer, account) : null,
        Roles = contact.Roles,
        Custom = contact.Custom,
    };
}

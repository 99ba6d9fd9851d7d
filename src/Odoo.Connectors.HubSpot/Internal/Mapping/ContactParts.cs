using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>A contact with the company it belongs to.</summary>
internal sealed class ContactParts
{
    public ContactBuilder Contact { get; } = new();

    public string? Company { get; private set; }

    public static FieldTable<ContactParts> Table(FieldTable<ContactBuilder> contact) => new FieldTable<ContactParts>("HubSpot")
        .Object("contact", contact, static parts => parts.Contact)
        .Field("company", static (ref reader, parts) => parts.Company = JsonField.Text(ref reader));
}

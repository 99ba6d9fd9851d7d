using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>A company with its contact.</summary>
internal sealed class CompanyParts
{
    public CompanyBuilder Company { get; } = new();

    public ContactBuilder? Contact { get; private set; }

    public static FieldTable<CompanyParts> Table(FieldTable<CompanyBuilder> company, FieldTable<ContactBuilder> contact) => new FieldTable<CompanyParts>("HubSpot")
        .Object("company", company, static parts => parts.Company)
        .Object("contact", contact, static parts => parts.Contact = new());
}

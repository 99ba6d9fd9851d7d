using Odoo.Connectors.HubSpot.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>The tables of one set of options: they say which properties are asked for, and they map what comes back.</summary>
internal sealed class RecordMaps
{
    private readonly HubSpotOptions _options;
    private readonly FieldTable<DealParts> _deals;
    private readonly FieldTable<CompanyParts> _companies;
    private readonly FieldTable<ContactParts> _contacts;
    private readonly Dictionary<string, IReadOnlyList<string>> _properties;

    public RecordMaps(HubSpotOptions options)
    {
        _options = options;
        FieldTable<CompanyBuilder> company = CompanyBuilder.Properties(options);
        FieldTable<DealBuilder> deal = DealBuilder.Properties(options);
        Company = RecordBuilder.Table(company);
        Deal = RecordBuilder.Table(deal);
        _deals = DealParts.Table(Deal, Company, Contact, LineItem);
        _companies = CompanyParts.Table(Company, Contact);
        _contacts = ContactParts.Table(Contact);
        _properties = new(StringComparer.Ordinal)
        {
            [ObjectTypes.Companies] = With(company.Names, ObjectTypes.Companies),
            [ObjectTypes.Contacts] = With(ContactBuilder.Properties.Names, ObjectTypes.Contacts),
            [ObjectTypes.Deals] = With(deal.Names, ObjectTypes.Deals),
            [ObjectTypes.LineItems] = With(LineItemBuilder.Properties.Names, ObjectTypes.LineItems),
            [ObjectTypes.Products] = With(ProductBuilder.Properties.Names, ObjectTypes.Products),
        };
    }

    public static FieldTable<ContactBuilder> Contact { get; } = RecordBuilder.Table(ContactBuilder.Properties);

    public static FieldTable<LineItemBuilder> LineItem { get; } = RecordBuilder.Table(LineItemBuilder.Properties);

    public static FieldTable<ProductBuilder> Product { get; } = RecordBuilder.Table(ProductBuilder.Properties);

    public FieldTable<CompanyBuilder> Company { get; }

    public FieldTable<DealBuilder> Deal { get; }

    /// <summary>The properties of a type that are asked for: those of its table, and the one that searches go by.</summary>
    public IReadOnlyList<string> PropertiesOf(string type) => _properties[type];

    /// <summary>Maps what was put together for a kind of record.</summary>
    public object Map(string system, string kind, ReadOnlySpan<byte> json)
    {
        switch (kind)
        {
            case RecordKinds.Deal:
                DealParts deal = new();
                _deals.Read(json, deal);
                return deal.Deal.Build(system, deal, _options);
            case RecordKinds.Customer:
                CompanyParts company = new();
                _companies.Read(json, company);
                return company.Company.Build(system, company.Contact?.Build(system, company.Company.RequiredId));
            case RecordKinds.Contact:
                ContactParts contact = new();
                _contacts.Read(json, contact);
                return contact.Contact.Build(system, contact.Company);
            case RecordKinds.Product:
                ProductBuilder product = new();
                Product.Read(json, product);
                return product.Build(system);
            default:
                throw new ConnectorException(ErrorKind.Configuration, $"HubSpot '{system}' reads customers, contacts, deals and products, not '{kind}'.");
        }
    }

    /// <summary>Which fields of what was put together are read.</summary>
    public FieldUse UseOf(string kind, ReadOnlySpan<byte> json) => kind switch
    {
        RecordKinds.Deal => _deals.UseOf(json),
        RecordKinds.Customer => _companies.UseOf(json),
        _ => _contacts.UseOf(json),
    };

    private static IReadOnlyList<string> With(IEnumerable<string> names, string type) => [.. names, ObjectTypes.ModifiedOf(type)];
}

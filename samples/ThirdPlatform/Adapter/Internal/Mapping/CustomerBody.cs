using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Samples.ThirdPlatform;

/// <summary>A customer as Plainbill answers it.</summary>
internal sealed class CustomerBody
{
    private static readonly FieldTable<CustomerBody> Place = new FieldTable<CustomerBody>(Names.Vendor)
        .Field(Names.Line1, static (ref reader, c) => c._street = JsonField.Text(ref reader))
        .Field(Names.City, static (ref reader, c) => c._city = JsonField.Text(ref reader))
        .Field(Names.Zip, static (ref reader, c) => c._zip = JsonField.Text(ref reader))
        .Field(Names.Country, static (ref reader, c) => c._country = JsonField.Text(ref reader));

    public static readonly FieldTable<CustomerBody> Table = new FieldTable<CustomerBody>(Names.Vendor)
        .Field(Names.Id, static (ref reader, c) => c._id = JsonField.Text(ref reader))
        .Field(Names.Name, static (ref reader, c) => c._name = JsonField.Text(ref reader))
        .Field(Names.Email, static (ref reader, c) => c._email = JsonField.Text(ref reader))
        .Field(Names.VatNumber, static (ref reader, c) => c._vat = JsonField.Text(ref reader))
        .Field(Names.Reference, static (ref reader, c) => c._reference = JsonField.Text(ref reader))
        .Object(Names.Address, Place, static c => c);

    public static readonly FieldTable<List<CustomerBody>> List = Lists.Of(Table, static () => new CustomerBody());

    private string? _id, _name, _email, _vat, _reference, _street, _city, _zip, _country;

    public string Id => _id ?? throw Wire.Missing(Names.Id);

    public Customer Build(References of) => new()
    {
        Ref = of.Of(RecordKinds.Customer, _id, Names.Id),
        Name = _name ?? throw Wire.Missing(Names.Name),
        Email = _email,
        VatNumber = _vat,
        SameAs = of.InCrm(RecordKinds.Customer, _reference),
        BillingAddress = _country is null && _city is null ? null : new Address { Street = _street, City = _city, PostalCode = _zip, Country = _country?.ToUpperInvariant() },
    };
}

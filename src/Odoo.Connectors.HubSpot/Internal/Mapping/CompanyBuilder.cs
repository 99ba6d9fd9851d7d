using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>A company as it is read.</summary>
internal sealed class CompanyBuilder : RecordBuilder
{
    private string? _name, _domain, _phone, _vat, _address, _address2, _city, _state, _zip, _country, _parent;

    public static FieldTable<CompanyBuilder> Properties(HubSpotOptions options)
    {
        FieldTable<CompanyBuilder> table = new FieldTable<CompanyBuilder>("HubSpot")
            .Field("name", static (ref reader, c) => c._name = Trimmed(ref reader))
            .Field("domain", static (ref reader, c) => c._domain = Trimmed(ref reader))
            .Field("phone", static (ref reader, c) => c._phone = Trimmed(ref reader))
            .Field("address", static (ref reader, c) => c._address = Trimmed(ref reader))
            .Field("address2", static (ref reader, c) => c._address2 = Trimmed(ref reader))
            .Field("city", static (ref reader, c) => c._city = Trimmed(ref reader))
            .Field("state", static (ref reader, c) => c._state = Trimmed(ref reader))
            .Field("zip", static (ref reader, c) => c._zip = Trimmed(ref reader))
            .Field("country", static (ref reader, c) => c._country = Trimmed(ref reader))
            .Field("hs_parent_company_id", static (ref reader, c) => c._parent = Trimmed(ref reader));
        if (options.VatProperty is { } vat)
        {
            table = table.Field(vat, static (ref reader, c) => c._vat = Trimmed(ref reader));
        }

        return WithCustom(WithMerged(table), options.CompanyProperties);
    }

    /// <summary>The customer. A company has no e-mail address of its own: that of the contact stands for it.</summary>
    public Customer Build(string system, Contact? contact) => new()
    {
        Ref = new ExternalRef(system, RecordKinds.Customer, RequiredId),
        Name = _name ?? _domain ?? throw FieldErrors.Invalid("name", $"The company {RequiredId} has neither name nor domain; enter its name in HubSpot."),
        Email = contact?.Email,
        Phone = _phone,
        Website = _domain,
        VatNumber = _vat,
        BillingAddress = Address(),
        Contact = contact,
        IsArchived = IsArchived,
        Parent = _parent is null || _parent == RequiredId ? null : new ExternalRef(system, RecordKinds.Customer, _parent),
        Formerly = Formerly(system, RecordKinds.Customer),
        Custom = Custom,
    };

    private Address? Address()
    {
        Address address = new()
        {
            Street = _address is null || _address2 is null ? _address ?? _address2 : $"{_address}\n{_address2}",
            City = _city,
            PostalCode = _zip,
            State = _state,
            Country = Country(),
        };
        return address is { Street: null, City: null, PostalCode: null, State: null, Country: null } ? null : address;
    }

    private string? Country() => _country is null ? null : Countries.CodeOf(_country) ?? throw FieldErrors.Invalid(
        "country", $"The country of the company {RequiredId} is none that is known here; write its English name or its two-letter ISO code in HubSpot.", _country);
}

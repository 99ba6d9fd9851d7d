using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.HubSpot.Internal.Mapping;

/// <summary>A contact as it is read.</summary>
internal sealed class ContactBuilder : RecordBuilder
{
    private string? _first, _last, _email, _phone;

    public static FieldTable<ContactBuilder> Properties { get; } = WithMerged(new FieldTable<ContactBuilder>("HubSpot")
        .Field("firstname", static (ref reader, c) => c._first = Trimmed(ref reader))
        .Field("lastname", static (ref reader, c) => c._last = Trimmed(ref reader))
        .Field("email", static (ref reader, c) => c._email = Trimmed(ref reader))
        .Field("phone", static (ref reader, c) => c._phone = Trimmed(ref reader)));

    /// <summary>The contact. Many have an e-mail address and no name.</summary>
    public Contact Build(string system, string? company) => new()
    {
        Ref = new ExternalRef(system, RecordKinds.Contact, RequiredId),
        Name = _first is null || _last is null ? _first ?? _last ?? _email ?? $"Contact {RequiredId}" : $"{_first} {_last}",
        Email = _email,
        Phone = _phone,
        Customer = company is null ? null : new ExternalRef(system, RecordKinds.Customer, company),
        IsArchived = IsArchived,
        Formerly = Formerly(system, RecordKinds.Contact),
    };
}

using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A further person at a customer as it is read.</summary>
internal sealed class ContactBuilder
{
    public static readonly FieldTable<ContactBuilder> Table = new FieldTable<ContactBuilder>("Chargebee")
        .Field("id", static (ref reader, c) => c._id = JsonField.Text(ref reader))
        .Field("first_name", static (ref reader, c) => c._first = Wire.Trimmed(ref reader))
        .Field("last_name", static (ref reader, c) => c._last = Wire.Trimmed(ref reader))
        .Field("email", static (ref reader, c) => c._email = Wire.Trimmed(ref reader))
        .Field("phone", static (ref reader, c) => c._phone = Wire.Trimmed(ref reader))
        .Field("enabled", static (ref reader, c) => c._isEnabled = JsonField.Flag(ref reader) ?? true);

    private string? _id, _first, _last, _email, _phone;
    private bool _isEnabled = true;

    /// <summary>The contact; its id is one of its customer's.</summary>
    public Contact Build(References references, ExternalRef customer)
    {
        string id = _id ?? throw FieldErrors.Missing("contacts.id");
        return new Contact
        {
            Ref = references.Own(RecordKinds.Contact, $"{customer.Id}/{id}"),
            Name = FullName(_first, _last) ?? _email ?? id,
            Email = _email,
            Phone = _phone,
            Customer = customer,
            IsArchived = !_isEnabled,
        };
    }

    public static string? FullName(string? first, string? last) => first is null || last is null ? first ?? last : $"{first} {last}";
}

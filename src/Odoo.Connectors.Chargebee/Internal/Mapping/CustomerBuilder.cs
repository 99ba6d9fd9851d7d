using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Mapping;

/// <summary>A customer as it is read.</summary>
internal sealed class CustomerBuilder : RecordBuilder
{
    private string? _first, _last, _email, _company, _phone, _vat, _vatPrefix, _taxability, _locale, _parent, _paymentOwner, _invoiceOwner;
    private long _netTermDays;
    private AddressBuilder? _address;
    private List<ContactBuilder>? _contacts;

    public static FieldTable<CustomerBuilder> Of(ChargebeeOptions options) => Table<CustomerBuilder>(
        static table => table
            .Field("first_name", static (ref reader, c) => c._first = Wire.Trimmed(ref reader))
            .Field("last_name", static (ref reader, c) => c._last = Wire.Trimmed(ref reader))
            .Field("email", static (ref reader, c) => c._email = Wire.Trimmed(ref reader))
            .Field("phone", static (ref reader, c) => c._phone = Wire.Trimmed(ref reader))
            .Field("company", static (ref reader, c) => c._company = Wire.Trimmed(ref reader))
            .Field("vat_number", static (ref reader, c) => c._vat = Wire.Trimmed(ref reader))
            .Field("vat_number_prefix", static (ref reader, c) => c._vatPrefix = Wire.Trimmed(ref reader))
            .Field("net_term_days", static (ref reader, c) => c._netTermDays = Wire.Whole(ref reader) ?? 0)
            .Field("taxability", static (ref reader, c) => c._taxability = JsonField.Text(ref reader))
            .Field("locale", static (ref reader, c) => c._locale = Wire.Trimmed(ref reader))
            .Object("billing_address", AddressBuilder.Table, static c => c._address = new())
            .Objects("contacts", ContactBuilder.Table, static c => Wire.Next(c._contacts ??= []))
            .Object("relationship", Relationship, static c => c),
        options.CustomFields,
        options.CustomerField);

    /// <summary>Who pays, who is invoiced and to whom a customer belongs, where that is somebody else.</summary>
    private static FieldTable<CustomerBuilder> Relationship { get; } = new FieldTable<CustomerBuilder>("Chargebee")
        .Field("parent_id", static (ref reader, c) => c.Set("relationship.parent_id", c._parent = JsonField.Text(ref reader)))
        .Field("payment_owner_id", static (ref reader, c) => c.Set("relationship.payment_owner_id", c._paymentOwner = JsonField.Text(ref reader)))
        .Field("invoice_owner_id", static (ref reader, c) => c.Set("relationship.invoice_owner_id", c._invoiceOwner = JsonField.Text(ref reader)));

    public Customer Build(References references)
    {
        ExternalRef self = references.Own(RecordKinds.Customer, RequiredId);
        return new Customer
        {
            Ref = self,
            Name = _company ?? ContactBuilder.FullName(_first, _last) ?? _email ?? RequiredId,
            IsCompany = _company is not null || _vat is not null,
            Email = _email,
            Phone = _phone,
            VatNumber = VatNumbers.Full(_vat, _vatPrefix, _address?.WireCountry),
            BillingAddress = _address?.Build(),
            Contacts = _contacts is null ? [] : [.. _contacts.Select(c => c.Build(references, self))],
            Language = _locale,
            PaymentTerms = _netTermDays > 0 ? FormattableString.Invariant($"net{_netTermDays}") : null,
            TaxTreatment = _taxability == "exempt" ? "exempt" : null,
            Parent = Other(_parent),
            Payer = Other(_invoiceOwner) ?? Other(_paymentOwner),
            InvoicedTo = Other(_invoiceOwner),
            SameAs = references.InCrm(RecordKinds.Customer, CrmId),
            Custom = Custom,
        };

        ExternalRef? Other(string? id) => id is null || id == self.Id ? null : references.Own(RecordKinds.Customer, id);
    }
}

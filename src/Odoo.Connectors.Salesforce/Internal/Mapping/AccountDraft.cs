namespace Odoo.Connectors.Salesforce.Internal.Mapping;

/// <summary>What an account says, as it is read.</summary>
internal sealed class AccountDraft : Draft
{
    public string? Name { get; set; }

    public string? Parent { get; set; }

    public string? InvoicedTo { get; set; }

    public bool IsPerson { get; set; }

    public string? PersonEmail { get; set; }

    public string? Phone { get; set; }

    public string? Website { get; set; }

    public string? Vat { get; set; }

    public string? Street { get; set; }

    public string? City { get; set; }

    public string? State { get; set; }

    public string? PostalCode { get; set; }

    public string? Country { get; set; }

    public string? CountryCode { get; set; }

    public List<ContactDraft> Contacts { get; } = [];
}

namespace Odoo.Connectors.Model;

/// <summary>A customer: the company (or person) that signs, is billed and pays.</summary>
public sealed record Customer
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The legal name.</summary>
    [PersonalData]
    public required string Name { get; init; }

    /// <summary>Whether it is a company; the default is true.</summary>
    public bool IsCompany { get; init; } = true;

    /// <summary>The billing e-mail address, a hint for matching and never an identity.</summary>
    [PersonalData]
    public string? Email { get; init; }

    /// <summary>The phone number as the source writes it.</summary>
    [PersonalData]
    public string? Phone { get; init; }

    /// <summary>The web address; its domain is a match key.</summary>
    public string? Website { get; init; }

    /// <summary>The VAT number with its country prefix, for example <c>BE0477472701</c>; a match key.</summary>
    [PersonalData]
    public string? VatNumber { get; init; }

    /// <summary>The billing address.</summary>
    [PersonalData]
    public Address? BillingAddress { get; init; }

    /// <summary>The person to talk to.</summary>
    [PersonalData]
    public Contact? Contact { get; init; }

    /// <summary>Whether its system put it away without deleting it. The default is false.</summary>
    public bool IsArchived { get; init; }

    /// <summary>Whether it only sells to us, where the source tells. The default is false.</summary>
    public bool IsSupplierOnly { get; init; }

    /// <summary>Further persons, each with a reference of its own. The default is none.</summary>
    [PersonalData]
    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>The language of its documents as the source names it, such as <c>de</c> or <c>de-DE</c>; null where the source does not say.</summary>
    public string? Language { get; init; }

    /// <summary>The source's word for when its invoices are due, such as <c>net30</c>; null where the source does not say.</summary>
    public string? PaymentTerms { get; init; }

    /// <summary>The source's word for how it is taxed, such as <c>reverse-charge</c> or <c>exempt</c>; null where the source does not say.</summary>
    public string? TaxTreatment { get; init; }

    /// <summary>How much it may owe, in the currency of the company that it owes to; null where the source does not say.</summary>
    public Money? CreditLimit { get; init; }

    /// <summary>The company that it belongs to, in the same system, where the source says so: its parent account. The default is null.</summary>
    public ExternalRef? Parent { get; init; }

    /// <summary>Who is invoiced or pays for it, in the same system, where the source says that it is somebody else. The default is null.</summary>
    public ExternalRef? Payer { get; init; }

    /// <summary>
    /// Who is invoiced for it, in the same system, where the source says that it is somebody else: contracts stay this customer's, their invoices are the
    /// other one's. The default is null.
    /// </summary>
    public ExternalRef? InvoicedTo { get; init; }

    /// <summary>The same customer in another system, where the source says so (a CRM's account id in a billing customer's metadata).</summary>
    public ExternalRef? SameAs { get; init; }

    /// <summary>
    /// The records of its system that were merged into it, where the source says so: what was known of them is known of this one. The default
    /// is none.
    /// </summary>
    public IReadOnlyList<ExternalRef> Formerly { get; init; } = [];

    /// <summary>Fields beyond the model.</summary>
    public CustomFields Custom { get; init; } = CustomFields.Empty;

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Customer {Ref}";
}

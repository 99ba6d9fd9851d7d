namespace Odoo.Connectors.Model;

/// <summary>An issued invoice. Its totals are the source's and authoritative.</summary>
public sealed record Invoice
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The number the customer sees.</summary>
    public required string Number { get; init; }

    /// <summary>The customer as the source names it.</summary>
    public required ExternalRef Customer { get; init; }

    /// <summary>The contract it bills, where there is one.</summary>
    public ExternalRef? Contract { get; init; }

    /// <summary>The deal it goes back to, where the source tells.</summary>
    public ExternalRef? Deal { get; init; }

    /// <summary>The instant that makes the invoice date; the company's time zone turns it into a day.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When payment is due; null when it is collected automatically at issue.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The lines, net of discounts and taxes each.</summary>
    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    /// <summary>Discounts on the whole document that are not in the lines. The default is none.</summary>
    public IReadOnlyList<DocumentDiscount> Discounts { get; init; } = [];

    /// <summary>The sum of the lines less the document's own discounts, before tax.</summary>
    public required Money Net { get; init; }

    /// <summary>The taxes of the document, one for each rate.</summary>
    public required IReadOnlyList<TaxLine> Taxes { get; init; }

    /// <summary>What the customer owes: net and all taxes.</summary>
    public required Money Gross { get; init; }

    /// <summary>Whether it is paid, as of the reading.</summary>
    public bool IsPaid { get; init; }

    /// <summary>Whether a collection attempt failed and the invoice is still open, as of the reading.</summary>
    public bool CollectionFailed { get; init; }

    /// <summary>What payments that its source knows have paid of it, as of the reading; null where the source does not tell. The default is null.</summary>
    public Money? Paid { get; init; }

    /// <summary>
    /// What was paid of it otherwise, as of the reading: from the customer's credit, or past its source. Null where the source does not tell. The
    /// default is null.
    /// </summary>
    public Money? PaidOtherwise { get; init; }

    /// <summary>
    /// What the customer's credit notes pay of it, each by its reference, where the source tells; part of <see cref="PaidOtherwise"/>. The default is empty.
    /// </summary>
    public IReadOnlyList<PaymentAllocation> AppliedCredits { get; init; } = [];

    /// <summary>What is still owed of it, taxes included, as of the reading; null where the source does not tell. The default is null.</summary>
    public Money? Open { get; init; }

    /// <summary>When its source declared it void; null while it stands. The default is null.</summary>
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>When its source gave it up as uncollectible; null while it did not, and once it is paid or void after all. The default is null.</summary>
    public DateTimeOffset? UncollectibleAt { get; init; }

    /// <summary>Fields beyond the model.</summary>
    public CustomFields Custom { get; init; } = CustomFields.Empty;

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Invoice {Ref}";
}

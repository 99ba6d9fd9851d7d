namespace Odoo.Connectors.Model;

/// <summary>A document that takes back an invoice in part or in full. All amounts are positive.</summary>
public sealed record CreditNote
{
    /// <summary>Where this record comes from.</summary>
    public required ExternalRef Ref { get; init; }

    /// <summary>The number the customer sees.</summary>
    public required string Number { get; init; }

    /// <summary>The invoice it takes back.</summary>
    public required ExternalRef Invoice { get; init; }

    /// <summary>
    /// The number of that invoice, where the source tells: an invoice that a person entered in the target is found by it. The default is null.
    /// </summary>
    public string? InvoiceNumber { get; init; }

    /// <summary>The instant that makes its date.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    /// <summary>Discounts of the invoice that are taken back with it and are not in the lines. The default is none.</summary>
    public IReadOnlyList<DocumentDiscount> Discounts { get; init; } = [];

    /// <summary>The sum of the lines less the document's own discounts, before tax.</summary>
    public required Money Net { get; init; }

    /// <summary>The taxes, one for each rate.</summary>
    public required IReadOnlyList<TaxLine> Taxes { get; init; }

    /// <summary>Net and all taxes.</summary>
    public required Money Gross { get; init; }

    /// <summary>When its source declared it void; null while it stands. The default is null.</summary>
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>The reference only.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"CreditNote {Ref}";
}

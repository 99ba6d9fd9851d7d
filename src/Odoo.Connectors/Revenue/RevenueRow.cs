using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>One document's part of a number: a figure is the sum of its rows. It names records by ids and numbers, never persons.</summary>
public sealed record RevenueRow
{
    /// <summary>What it measures.</summary>
    public required RevenueMeasure Measure { get; init; }

    /// <summary>The configured name of the company.</summary>
    public required string Company { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The stage of a deal, the age of a receivable (<c>not due</c>, <c>1-30</c>, <c>31-60</c>, <c>61-90</c>, <c>91+</c>, <c>credit</c>). The default is null.</summary>
    public string? Part { get; init; }

    /// <summary>How much, in the document's own currency.</summary>
    public required Money Amount { get; init; }

    /// <summary>Of it before tax, of invoices and credit notes. The default is null.</summary>
    public Money? Net { get; init; }

    /// <summary>The tax in it, of invoices and credit notes. The default is null.</summary>
    public Money? Tax { get; init; }

    /// <summary>The document: a deal or contract at its source, an entry, document or payment in the company's books.</summary>
    public required ExternalRef Document { get; init; }

    /// <summary>What a document of the books was made of, where the connectors made it. The default is null.</summary>
    public ExternalRef? Source { get; init; }

    /// <summary>Its number in the books. The default is null.</summary>
    public string? Number { get; init; }

    /// <summary>The day that counts: of the movement, of the booking, of the end of a balance.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The customer, as the document's system names it. The default is null.</summary>
    public ExternalRef? Customer { get; init; }

    /// <summary>Measure, document and amount.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Measure} {Document}: {Amount}";
}

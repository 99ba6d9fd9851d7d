namespace Odoo.Connectors.Model;

/// <summary>One line of an invoice or credit note. Amounts are positive on both unless the line itself takes away.</summary>
public sealed record InvoiceLine
{
    /// <summary>The line's id in its source.</summary>
    public required string Id { get; init; }

    /// <summary>The product code that maps it between systems, where there is one.</summary>
    public string? ProductCode { get; init; }

    /// <summary>What the customer reads.</summary>
    public required string Description { get; init; }

    /// <summary>How many.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The price of one in major units, as the source states it; includes tax where the source's prices do.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>The discounts on this line.</summary>
    public IReadOnlyList<Discount> Discounts { get; init; } = [];

    /// <summary>The line's amount after discounts and before any tax, rounded by the source.</summary>
    public required Money Net { get; init; }

    /// <summary>The taxes on this line.</summary>
    public IReadOnlyList<TaxLine> Taxes { get; init; } = [];

    /// <summary>The first day of the service, where the line bills a period.</summary>
    public DateOnly? ServiceFrom { get; init; }

    /// <summary>The day after the last day of the service, where the line bills a period.</summary>
    public DateOnly? ServiceTo { get; init; }
}

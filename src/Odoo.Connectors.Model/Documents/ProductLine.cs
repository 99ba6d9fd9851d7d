namespace Odoo.Connectors.Model;

/// <summary>One product in a deal or contract.</summary>
public sealed record ProductLine
{
    /// <summary>The line's id in its source.</summary>
    public required string Id { get; init; }

    /// <summary>The product code that maps it between systems.</summary>
    public required string ProductCode { get; init; }

    /// <summary>What the customer reads.</summary>
    public required string Description { get; init; }

    /// <summary>How many.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>The price of one, in major units of the document's currency, before tax and after the discount.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>What was taken off the price of one, in major units; <see cref="UnitPrice"/> is without it. The default is null: nothing was.</summary>
    public decimal? Discount { get; init; }

    /// <summary>The same in percent, where the source states it so; 12.5 is an eighth. The default is null.</summary>
    public decimal? DiscountPercent { get; init; }

    /// <summary>
    /// Whether the price depends on how many, so that no number is the price of one: <see cref="UnitPrice"/> is 0 then and says nothing, and what
    /// it costs is on the invoices. The default is false.
    /// </summary>
    public bool HasTieredPrice { get; init; }

    /// <summary>How often it is billed. The default is null: once, or the source does not say.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>How long it was agreed for. The default is null: no term.</summary>
    public Recurrence? Term { get; init; }

    /// <summary>The first day it is billed for. The default is null: not agreed.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>The product in the source's catalogue. The default is null.</summary>
    public ExternalRef? Product { get; init; }
}

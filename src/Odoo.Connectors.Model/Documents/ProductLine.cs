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

    /// <summary>The price of one, in major units of the document's currency, before tax.</summary>
    public required decimal UnitPrice { get; init; }
}

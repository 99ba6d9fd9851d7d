namespace Odoo.Connectors.Model;

/// <summary>
/// A discount on a whole document that its source did not spread over the lines. One for each set of tax rates: a discount takes off the
/// base of its taxes.
/// </summary>
public sealed record DocumentDiscount
{
    /// <summary>The discount's id in its source.</summary>
    public required string Id { get; init; }

    /// <summary>What the customer reads.</summary>
    public required string Description { get; init; }

    /// <summary>The product code that maps it between systems, where there is one. The default is null.</summary>
    public string? ProductCode { get; init; }

    /// <summary>What it takes off before any tax, positive, rounded by the source.</summary>
    public required Money Net { get; init; }

    /// <summary>The taxes that it takes off, positive. The default is none.</summary>
    public IReadOnlyList<TaxLine> Taxes { get; init; } = [];
}

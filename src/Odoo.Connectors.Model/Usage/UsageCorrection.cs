namespace Odoo.Connectors.Model;

/// <summary>What an earlier period turned out to be wrong by after it was closed: a line of its own in the period that bills it.</summary>
/// <param name="Of">The earlier period.</param>
/// <param name="Quantity">What is to be added; negative when too much was told.</param>
public sealed record UsageCorrection(UsagePeriod Of, decimal Quantity)
{
    /// <summary>What was told of that period before, its earlier corrections in it: tiers are priced from there on. The default is 0.</summary>
    public decimal Told { get; init; }
}

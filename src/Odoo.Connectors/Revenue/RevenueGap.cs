using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>What is in no number, or not converted, and why.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Document">The record; of a missing rate the currency, under its company's name.</param>
/// <param name="Month">The month of which it is missing first; null where it is in none.</param>
public sealed record RevenueGap(RevenueGapKind Kind, ExternalRef Document, DateOnly? Month)
{
    /// <summary>Why and what.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Kind}: {Document}";
}

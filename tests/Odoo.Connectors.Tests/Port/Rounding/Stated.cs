namespace Odoo.Connectors.Tests.Port.Rounding;

/// <summary>A line as the billing system states it: its net and the tax at each rate.</summary>
internal sealed record StatedLine(decimal UnitPrice, decimal Net, IReadOnlyDictionary<int, decimal> Taxes);

/// <summary>A document as the billing system states it. The document's own discount is a line below zero here.</summary>
internal sealed record Stated(IReadOnlyList<StatedLine> Lines, StatedLine? Discount, decimal Net, IReadOnlyDictionary<int, decimal> Taxes)
{
    public decimal Gross => Net + Taxes.Values.Sum();

    public IEnumerable<StatedLine> All => Discount is null ? Lines : Lines.Append(Discount);
}

using Odoo.Connectors.Model;

namespace Odoo.Connectors.Revenue;

/// <summary>A line of a contract: ids, codes and numbers. What it says to people is no part of it.</summary>
internal sealed record TermFact(string Id, string Code, decimal Quantity, decimal Price, Recurrence? Every, bool Tiered)
{
    public static TermFact Of(ProductLine line) => new(line.Id, line.ProductCode, line.Quantity, line.UnitPrice, line.Recurrence, line.HasTieredPrice);

    public ProductLine ToLine() => new()
    {
        Id = Id, ProductCode = Code, Description = Code, Quantity = Quantity, UnitPrice = Price, Recurrence = Every, HasTieredPrice = Tiered,
    };
}

namespace Odoo.Connectors.Tests.Port.Rounding;

/// <summary>What was sold, before anybody rounds: quantity and price (with tax where <see cref="SoldDocument.Included"/>), a discount, tax rates in percent.</summary>
internal sealed record SoldLine(decimal Quantity, decimal Price, decimal Discount, IReadOnlyList<int> Rates);

/// <summary>A document before anybody rounds. Its own discount is on one set of rates.</summary>
internal sealed record SoldDocument(RoundingStyle Style, string Currency, int Exponent, bool Included, IReadOnlyList<SoldLine> Lines, decimal Discount);

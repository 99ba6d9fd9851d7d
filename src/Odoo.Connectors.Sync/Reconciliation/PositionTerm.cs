namespace Odoo.Connectors.Sync;

/// <summary>A product of a contract, all its lines together, as one side holds it.</summary>
/// <param name="Product">At the source its code; in a ledger what <see cref="ILedgerPositions.ProductOf"/> makes of that.</param>
/// <param name="Quantity">How many, of all lines.</param>
/// <param name="Price">The price of one, in major units; null where it is not compared: lines of several prices, tiers, a price that may hold a deal's discount.</param>
/// <param name="MayBeMore">In a ledger: whether it may hold the product although the source's contract does not, such as what a deal sells once. The default is false.</param>
public sealed record PositionTerm(string Product, decimal Quantity, decimal? Price, bool MayBeMore = false);

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>The item prices that a product may be sold at, in the order of their ids.</summary>
internal sealed record PriceMatch(IReadOnlyList<PricePoint> Prices);

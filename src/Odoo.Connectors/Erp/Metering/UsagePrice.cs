using System.Globalization;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What quantities of a period cost, to the minor unit: each rounded once. A correction costs what the true quantity does less what was told
/// does, so that a period's lines always sum to the price of what was used.
/// </summary>
internal sealed class UsagePrice(UsageTiering tiering, IList<UsageTier> tiers, int exponent)
{
    public decimal Of(decimal quantity) => Round(Parts(quantity).Sum(p => p.Quantity * p.UnitPrice));

    /// <summary>The unit price, where the quantity times it is exactly its price and Odoo keeps the quantity, which it cuts at two decimals.</summary>
    public decimal? UnitOf(decimal quantity) =>
        quantity > 0m && decimal.Round(quantity, 2) == quantity && Parts(quantity) is [(_, decimal price)] && quantity * price == Of(quantity) ? price : null;

    /// <summary>Quantity and price in words, <c>1000 x 0.01 + 200 x 0.008</c>.</summary>
    public string Text(decimal quantity) => string.Join(" + ", Parts(quantity).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Quantity:0.#########} x {p.UnitPrice:0.############}")));

    private List<(decimal Quantity, decimal UnitPrice)> Parts(decimal quantity)
    {
        if (quantity <= 0m)
        {
            return [(quantity, tiers[0].UnitPrice)];
        }

        if (tiering == UsageTiering.Volume)
        {
            return [(quantity, tiers.First(t => t.UpTo is null || quantity <= t.UpTo).UnitPrice)];
        }

        List<(decimal, decimal)> parts = [];
        decimal below = 0m;
        foreach (UsageTier tier in tiers.TakeWhile(_ => below < quantity))
        {
            decimal upTo = Math.Min(quantity, tier.UpTo ?? quantity);
            parts.Add((upTo - below, tier.UnitPrice));
            below = upTo;
        }

        return parts;
    }

    private decimal Round(decimal amount) => Math.Round(amount, exponent, MidpointRounding.AwayFromZero);
}

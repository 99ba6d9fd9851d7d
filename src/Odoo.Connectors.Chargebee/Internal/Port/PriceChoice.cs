using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Which item price a line is sold at: the only active one of its currency and billing period. Nothing is guessed.</summary>
internal static class PriceChoice
{
    public static (PricePoint? Price, CaseReason? Ask) Of(string system, ProductLine line, Currency currency, PriceMatch? match)
    {
        PricePoint[] active = [.. (match?.Prices ?? []).Where(p => p.IsActive && p.Currency == currency.Code)];
        PricePoint[] fitting = line.Recurrence is { } billed ? [.. active.Where(p => !p.IsCharge && p.IsBilled(billed))] : Unsaid(active);
        return fitting is [{ } only] ? (only, null) : (null, new CaseReason(
            ErrorKind.Configuration,
            fitting.Length == 0 ? "unmapped-product" : "ambiguous-product",
            fitting.Length == 0
                ? $"'{system}' has no active item price of the product {line.ProductCode} in {currency}{Billed(line)}; make one, or name it under Systems:{system}:ItemPrices, then retry."
                : $"'{system}' has {fitting.Length} item prices of the product {line.ProductCode} in {currency}{Billed(line)} ({string.Join(", ", fitting.Select(p => p.Id))}); name one under Systems:{system}:ItemPrices, then retry.",
            $"ItemPrices:{line.ProductCode}"));
    }

    /// <summary>Of a line that is billed once, or does not say: what is charged once, else what there is.</summary>
    private static PricePoint[] Unsaid(PricePoint[] active) => active.Any(p => p.IsCharge) ? [.. active.Where(p => p.IsCharge)] : active;

    private static string Billed(ProductLine line) => line.Recurrence is { } billed ? $" billed every {billed}" : "";
}

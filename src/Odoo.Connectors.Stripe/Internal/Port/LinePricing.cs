using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Stripe.Internal.Mapping;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>What a line of a deal is in Stripe's catalogue. What is not clear is asked, never guessed.</summary>
internal static class LinePricing
{
    private const int MostDecimals = 12;

    /// <returns>False when it is not known yet.</returns>
    public static bool TryPrice(PlanContext context, Deal deal, ProductLine line, WireCurrency currency, out PricedLine? priced, out PlanResult.Review? ask)
    {
        (priced, ask) = (null, null);
        string name = context.Options.Products.TryGetValue(line.ProductCode, out string? mapped) ? mapped : line.ProductCode;
        if (!context.Known.TryRead(PriceList.Question(context.System, name, deal.Currency), out PriceList? list))
        {
            return false;
        }

        decimal amount = currency.Minor(line.UnitPrice);
        ask = list is null
            ? Ask("unmapped-product", $"'{context.System}' has neither a product nor a price by the name {name}; make it there, or map {line.ProductCode} by Systems:{context.System}:Products, then retry.")
            : line.Quantity < 0 || line.Quantity != decimal.Truncate(line.Quantity)
                ? Ask("quantity-not-whole", $"Stripe bills whole quantities, and the line is of {Text(line.Quantity)}; sell a smaller unit, then retry.", "quantity")
            : amount < 0 ? Ask("negative-price", "its price is negative, and Stripe takes none in a subscription; take it off the other lines, then retry.", "unit_amount_decimal")
            : Math.Round(amount, MostDecimals) != amount ? Ask("price-too-fine", "its price has more decimals than Stripe takes; round it, then retry.", "unit_amount_decimal")
            : null;
        if (ask is null)
        {
            (priced, ask) = Choose(list!, line, amount, Ask);
        }

        return true;

        PlanResult.Review Ask(string cause, string message, string? field = "price") => PlanContext.Review(
            cause.StartsWith("unmapped", StringComparison.Ordinal) ? ErrorKind.Configuration : ErrorKind.Validation, cause, $"{deal.Ref}, line {line.Id} ({line.ProductCode}): {message}", field);
    }

    private static (PricedLine?, PlanResult.Review?) Choose(PriceList list, ProductLine line, decimal amount, Func<string, string, string?, PlanResult.Review> ask)
    {
        // A price that includes taxes is another one than the same amount before tax, which is what was agreed.
        ListedPrice[] same = [.. list.Prices.Where(p => p.Amount == amount && p.TaxBehavior != "inclusive")];
        (string? Interval, long Count)[] intervals = line.Recurrence is { } agreed ? [(Interval(agreed.Unit), agreed.Count)] : Intervals(list.Prices);
        if (line.Recurrence is null && intervals.Length != 1)
        {
            intervals = Intervals(same);
        }

        if (intervals.Length != 1)
        {
            return (null, ask("unclear-recurrence", "it does not say how often it is billed, and the prices of the product do not tell; enter it at the deal, or give the product one price, then retry.", "recurrence"));
        }

        (string? interval, long count) = intervals[0];
        bool IsOf(ListedPrice price) => price.Interval == interval && price.Count == count;
        ListedPrice? price = same.Where(IsOf).OrderBy(p => p.IsMetered).ThenBy(p => p.TaxBehavior == "exclusive" ? 0 : 1).ThenBy(p => p.Id, StringComparer.Ordinal).FirstOrDefault();
        return price is null && list.Prices.Any(IsOf) && list.Prices.Where(IsOf).All(p => p.IsMetered || p.Amount is null)
            ? (null, ask("unmapped-price", "its product has only metered or tiered prices, none of them the negotiated one; make that price in Stripe, then retry.", "price"))
            : (new PricedLine(line, list.Product, price, amount, interval, count), null);
    }

    private static (string? Interval, long Count)[] Intervals(IEnumerable<ListedPrice> prices) => [.. prices.Select(p => (p.Interval, p.Count)).Distinct()];

    private static string Interval(RecurrenceUnit unit) => unit switch
    {
        RecurrenceUnit.Day => "day",
        RecurrenceUnit.Week => "week",
        RecurrenceUnit.Month => "month",
        _ => "year",
    };

    private static string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}

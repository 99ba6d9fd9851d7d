using Odoo.Connectors.Chargebee.Internal.Mapping;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>The lines of a deal as items of a subscription: one plan first, then what is added to it, then what is charged once.</summary>
internal static class DealItems
{
    private static readonly string[] Order = ["plan", "addon", "charge"];

    public static CaseReason? Add(Deal deal, List<PricedLine> priced, Dictionary<string, string> fields, ChargebeeOptions options)
    {
        string[] plans = [.. priced.Where(l => l.Price.Type == "plan").Select(l => l.Price.Id).Distinct(StringComparer.Ordinal)];
        if (plans.Length != 1)
        {
            return Cannot(
                plans.Length == 0 ? "no-plan" : "several-plans",
                plans.Length == 0
                    ? $"{deal.Ref} sells no plan, and every subscription has one; sell a product whose item is a plan, or bill the deal by an invoice in Chargebee"
                    : $"{deal.Ref} sells {plans.Length} plans ({string.Join(", ", plans)}), and a subscription has one; make a deal of each, or addons of the others",
                "subscription_items");
        }

        WireCurrency currency = WireCurrency.Read(deal.Currency.Code, "currency_code", options.CurrencyDecimals);
        int index = 0;
        foreach (IGrouping<string, PricedLine> same in priced.GroupBy(l => l.Price.Id, StringComparer.Ordinal).OrderBy(g => Array.IndexOf(Order, g.First().Price.Type)))
        {
            PricedLine line = same.First();
            if (same.Any(l => l.Line.UnitPrice != line.Line.UnitPrice))
            {
                return Cannot("two-prices", $"{deal.Ref} sells {line.Price.Id} at several prices, and a subscription has each item price once; agree on one price, or make another item price", "unit_price");
            }

            if ((line with { Line = line.Line with { Quantity = same.Sum(l => l.Line.Quantity) } }).AddTo(fields, index++, currency) is { } ask)
            {
                return ask;
            }
        }

        return null;
    }

    private static CaseReason Cannot(string cause, string message, string field) => new(ErrorKind.Validation, cause, $"{message}, then retry.", field);
}

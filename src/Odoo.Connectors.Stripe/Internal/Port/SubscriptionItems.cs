using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>The lines of a deal as parameters of a new subscription: those with a period as items, those billed once on its first invoice.</summary>
internal static class SubscriptionItems
{
    private const int Most = 20;

    /// <summary>Adds them.</summary>
    /// <returns>Null, or why a person must look.</returns>
    public static PlanResult.Review? Add(PlannedFields fields, Deal deal, IReadOnlyList<PricedLine> lines)
    {
        List<(PricedLine Line, decimal Quantity)> items = Merged(lines.Where(l => l.Interval is not null)), once = Merged(lines.Where(l => l.Interval is null));
        if (items.Count == 0)
        {
            return Ask("nothing-recurring", $"{deal.Ref} has no line with a period, so that there is no subscription; invoice it by hand, or enter how often its lines are billed, then retry.", "recurrence");
        }

        if (items.Select(i => (i.Line.Interval, i.Line.Count)).Distinct().Count() > 1)
        {
            return Ask("mixed-intervals", $"{deal.Ref} has lines that are billed by different periods, and a subscription has one; make a deal of each, then retry.", "recurrence");
        }

        if (items.Count > Most || once.Count > Most)
        {
            return Ask("too-many-lines", $"{deal.Ref} has more than {Most} lines of one kind, which is what a subscription takes; make two deals of it, then retry.", "items");
        }

        for (int i = 0; i < items.Count; i++)
        {
            Add(fields, Name("items", i), deal, items[i].Line, items[i].Quantity);
        }

        for (int i = 0; i < once.Count; i++)
        {
            Add(fields, Name("add_invoice_items", i), deal, once[i].Line, once[i].Quantity);
        }

        return null;
    }

    /// <summary>Stripe takes a price once in a subscription.</summary>
    private static List<(PricedLine Line, decimal Quantity)> Merged(IEnumerable<PricedLine> lines) =>
        [.. lines.GroupBy(l => l.Price?.Id ?? $"line/{l.Line.Id}").Select(g => (g.First(), g.Sum(l => l.Line.Quantity)))];

    private static void Add(PlannedFields fields, string name, Deal deal, PricedLine line, decimal quantity)
    {
        if (line.Price is { } price)
        {
            Set("price", price.Id);
        }
        else
        {
            Set("price_data][currency", deal.Currency.Code.ToLowerInvariant());
            Set("price_data][product", line.Product);
            Set("price_data][tax_behavior", "exclusive");
            Set("price_data][unit_amount_decimal", Text(line.Amount));
            if (line.Interval is not null)
            {
                Set("price_data][recurring][interval", line.Interval);
                Set("price_data][recurring][interval_count", Text(line.Count));
            }
        }

        // Usage has no quantity that was agreed.
        if (!line.IsMetered)
        {
            Set("quantity", Text(quantity));
        }

        void Set(string parameter, string value) => fields.Set($"{name}[{parameter}]", value, nameof(Deal.Lines));
    }

    private static string Name(string list, int at) => string.Create(CultureInfo.InvariantCulture, $"{list}[{at}]");

    private static string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static PlanResult.Review Ask(string cause, string message, string field) => PlanContext.Review(ErrorKind.Validation, cause, message, field);
}

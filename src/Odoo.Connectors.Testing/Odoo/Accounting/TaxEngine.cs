using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>A line to tax.</summary>
internal sealed record TaxedLine(decimal Quantity, decimal PriceUnit, decimal Discount, IReadOnlyList<Row> Taxes);

/// <summary>A line's own rounded amounts, the base booked on it, and its share of each tax.</summary>
internal sealed record LineAmounts(decimal Subtotal, decimal Total, decimal Base, Dictionary<long, decimal> Taxes);

/// <summary>A document's amounts: untaxed, per line, and its tax.</summary>
internal sealed record DocumentAmounts(decimal Untaxed, List<LineAmounts> Lines, decimal Tax);

/// <summary>Totals to the cent, rounded globally or per line.</summary>
internal static class TaxEngine
{
    /// <summary>The amounts in a document's currency; with a rate those of the same document in the company's, rounded by themselves.</summary>
    public static DocumentAmounts Compute(Env env, long company, long currency, IReadOnlyList<TaxedLine> lines, decimal? rate = null)
    {
        var books = rate is null ? currency : env.Row("res.company", company).Link("currency_id");
        decimal Round(decimal amount) => Money.Round(env, books, amount);
        decimal RoundLine(decimal amount) => Money.Round(env, currency, amount);
        decimal Scale(decimal amount) => rate is { } by and not 0 ? amount / by : amount;
        var perLine = env.Row("res.company", company).Text("tax_calculation_rounding_method") == "round_per_line";
        var raw = lines.Select(l => new LineTaxes(l.Quantity * l.PriceUnit * (1 - (l.Discount / 100m)), l.Quantity, Single(env, l.Taxes), perLine ? RoundLine : null)).ToList();
        var amounts = new List<LineAmounts>();
        var exact = new Dictionary<long, decimal>();
        foreach (var line in raw)
        {
            var rounded = line.Amounts.ToDictionary(t => t.Key, t => Round(Scale(t.Value)));
            var subtotal = line.HasIncluded ? Round(Scale(line.Base + line.Amounts.Values.Sum())) - rounded.Values.Sum() : Round(Scale(line.Base));
            amounts.Add(new LineAmounts(subtotal, subtotal + Net(env, rounded), subtotal, rounded));
            foreach (var (tax, amount) in perLine ? rounded : line.Amounts)
            {
                exact[tax] = exact.GetValueOrDefault(tax) + (perLine ? amount : Scale(amount));
            }
        }

        var taxes = exact.ToDictionary(t => t.Key, t => Round(t.Value));
        if (perLine)
        {
            return new DocumentAmounts(amounts.Sum(a => a.Base), amounts, Net(env, taxes));
        }

        var unit = env.Row("res.currency", books).Number("rounding");
        foreach (var (tax, total) in taxes)
        {
            Spread(amounts, total - amounts.Sum(a => a.Taxes.GetValueOrDefault(tax)), unit, a => a.Taxes.GetValueOrDefault(tax), a => a.Taxes.ContainsKey(tax), (a, more) => a with { Taxes = new(a.Taxes) { [tax] = a.Taxes[tax] + more } });
        }

        var allIncluded = raw.Count > 0 && raw.TrueForAll(r => r.HasIncluded);
        var untaxed = allIncluded ? Round(raw.Sum(r => Scale(r.Base + r.Amounts.Values.Sum()))) - taxes.Values.Sum() : Round(raw.Sum(r => Scale(r.Base)));
        Spread(amounts, untaxed - amounts.Sum(a => a.Base), unit, a => a.Base, _ => true, (a, more) => a with { Base = a.Base + more });
        return new DocumentAmounts(untaxed, amounts, Net(env, taxes));
    }

    /// <summary>Groups of taxes give way to their members.</summary>
    public static IEnumerable<Row> Single(Env env, IEnumerable<Row> taxes) =>
        taxes.SelectMany(t => t.Text("amount_type") == "group" ? Single(env, env.Rows("account.tax", t.Links("children_tax_ids"))) : [t]);

    /// <summary>What taxes add to a price: one that is owed and recovered at once adds nothing.</summary>
    private static decimal Net(Env env, Dictionary<long, decimal> taxes) =>
        taxes.Where(t => t.Value != 0 && !Repartition.IsReverseCharge(env, env.Row("account.tax", t.Key))).Sum(t => t.Value);

    /// <summary>Books the difference of global rounding cent by cent, largest lines first.</summary>
    private static void Spread(List<LineAmounts> amounts, decimal delta, decimal unit, Func<LineAmounts, decimal> size, Func<LineAmounts, bool> takesPart, Func<LineAmounts, decimal, LineAmounts> add)
    {
        var order = Enumerable.Range(0, amounts.Count).Where(i => takesPart(amounts[i])).OrderByDescending(i => Math.Abs(size(amounts[i]))).ToList();
        for (var i = 0; delta != 0 && order.Count > 0; i++)
        {
            var line = order[i % order.Count];
            amounts[line] = add(amounts[line], Math.Sign(delta) * unit);
            delta -= Math.Sign(delta) * unit;
        }
    }
}

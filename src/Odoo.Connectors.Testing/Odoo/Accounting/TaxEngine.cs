using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>A line to tax.</summary>
internal sealed record TaxedLine(decimal Quantity, decimal PriceUnit, decimal Discount, IReadOnlyList<Row> Taxes);

/// <summary>A line's own rounded amounts, and the base booked on it.</summary>
internal sealed record LineAmounts(decimal Subtotal, decimal Total, decimal Base);

/// <summary>A document's amounts: untaxed, per line, and per tax.</summary>
internal sealed record DocumentAmounts(decimal Untaxed, List<LineAmounts> Lines, Dictionary<long, decimal> Taxes);

/// <summary>Totals to the cent, rounded globally or per line.</summary>
internal static class TaxEngine
{
    public static DocumentAmounts Compute(Env env, long company, long currency, IReadOnlyList<TaxedLine> lines)
    {
        decimal Round(decimal amount) => Money.Round(env, currency, amount);
        var perLine = env.Row("res.company", company).Text("tax_calculation_rounding_method") == "round_per_line";
        var raw = lines.Select(l => new LineTaxes(l.Quantity * l.PriceUnit * (1 - (l.Discount / 100m)), l.Quantity, Single(env, l.Taxes), perLine ? Round : null)).ToList();
        var amounts = new List<LineAmounts>();
        var taxes = new Dictionary<long, decimal>();
        foreach (var line in raw)
        {
            var rounded = line.Amounts.ToDictionary(t => t.Key, t => Round(t.Value));
            var subtotal = line.HasIncluded ? Round(line.Base + line.Amounts.Values.Sum()) - rounded.Values.Sum() : Round(line.Base);
            amounts.Add(new LineAmounts(subtotal, subtotal + rounded.Values.Sum(), subtotal));
            foreach (var (tax, amount) in perLine ? rounded : line.Amounts)
            {
                taxes[tax] = taxes.GetValueOrDefault(tax) + amount;
            }
        }

        foreach (var tax in taxes.Keys.ToList())
        {
            taxes[tax] = Round(taxes[tax]);
        }

        if (perLine)
        {
            return new DocumentAmounts(amounts.Sum(a => a.Base), amounts, taxes);
        }

        var allIncluded = raw.Count > 0 && raw.TrueForAll(r => r.HasIncluded);
        var untaxed = allIncluded ? Round(raw.Sum(r => r.Base + r.Amounts.Values.Sum())) - taxes.Values.Sum() : Round(raw.Sum(r => r.Base));
        Spread(env, currency, amounts, untaxed - amounts.Sum(a => a.Base));
        return new DocumentAmounts(untaxed, amounts, taxes);
    }

    /// <summary>Books the difference of global rounding cent by cent, largest lines first.</summary>
    private static void Spread(Env env, long currency, List<LineAmounts> amounts, decimal delta)
    {
        var unit = Math.Sign(delta) * env.Row("res.currency", currency).Number("rounding");
        var order = Enumerable.Range(0, amounts.Count).OrderByDescending(i => Math.Abs(amounts[i].Base)).ToList();
        for (var i = 0; delta != 0 && order.Count > 0; i++)
        {
            var line = order[i % order.Count];
            amounts[line] = amounts[line] with { Base = amounts[line].Base + unit };
            delta -= unit;
        }
    }

    /// <summary>Groups of taxes give way to their members.</summary>
    private static IEnumerable<Row> Single(Env env, IEnumerable<Row> taxes) =>
        taxes.SelectMany(t => t.Text("amount_type") == "group" ? Single(env, env.Rows("account.tax", t.Links("children_tax_ids"))) : [t]);
}

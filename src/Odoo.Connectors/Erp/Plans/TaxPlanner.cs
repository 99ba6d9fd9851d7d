using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The source's tax is right. Where Odoo would compute another one within the policy, the source's is forced by
/// <c>tax_totals</c> and the audit trail says so; beyond the policy it is a case. Either way Odoo checks the groups before it posts.
/// </summary>
internal static class TaxPlanner
{
    public static bool TryForce(
        PlanContext context, DocumentPlan plan, ErpSetup setup, long currencyId, Currency currency,
        IReadOnlyList<InvoiceLine> lines, IReadOnlyList<TaxLine> taxes, List<string> remarks, ref CaseReason? problem)
    {
        SortedDictionary<long, (decimal Source, decimal Odoo, bool Zero)> groups = [];
        foreach (TaxLine tax in taxes)
        {
            if (!context.TryTax(tax.RateId, out ErpTax mapped, ref problem))
            {
                return false;
            }

            if (problem is not null)
            {
                return true;
            }

            IEnumerable<decimal> bases = lines.Where(l => l.Taxes.Any(t => t.RateId == tax.RateId)).Select(l => l.Net.Amount);
            decimal computed = setup.RoundsPerLine
                ? bases.Sum(b => Round(b * mapped.Rate / 100m, currency))
                : Round(bases.Sum() * mapped.Rate / 100m, currency);
            (decimal Source, decimal Odoo, bool Zero) sum = groups.GetValueOrDefault(mapped.GroupId);
            groups[mapped.GroupId] = (sum.Source + tax.Amount.Amount, sum.Odoo + computed, sum.Zero || mapped.Rate == 0m);
        }

        JsonArray forced = [];
        JsonObject expected = [];
        decimal limit = context.Options.ForcedTaxPerLine * lines.Count / (decimal)Math.Pow(10, currency.Exponent);
        foreach ((long group, (decimal source, decimal odoo, bool zero)) in groups)
        {
            expected[group.ToString(CultureInfo.InvariantCulture)] = source;
            if (source == odoo)
            {
                continue;
            }

            if (zero || Math.Abs(source - odoo) > limit)
            {
                problem ??= new CaseReason(
                    ErrorKind.Validation, "tax-differs",
                    string.Create(CultureInfo.InvariantCulture, $"The source's tax is {source} {currency}, Odoo's rates give {odoo} {currency}: more than {limit} apart. Correct the tax mapping or rate, then retry."),
                    "taxes");
                return true;
            }

            forced.Add((JsonNode)new JsonObject { ["id"] = group, ["tax_amount_currency"] = source });
            remarks.Add(string.Create(CultureInfo.InvariantCulture, $"tax forced to the source's {source} {currency} where Odoo computes {odoo}"));
        }

        if (forced.Count > 0)
        {
            plan.Values["tax_totals"] = new JsonObject
            {
                ["currency_id"] = currencyId,
                ["subtotals"] = new JsonArray(new JsonObject { ["name"] = "Untaxed Amount", ["tax_groups"] = forced }),
            };
        }

        // Odoo lists groups of taxed amounts; one without any tax may be listed or not, and the total tells enough then.
        if (groups.Count > 0 && groups.Values.All(g => !g.Zero && g.Source != 0m))
        {
            plan.Expect["tax_groups"] = expected;
        }

        return true;
    }

    private static decimal Round(decimal amount, Currency currency) => Math.Round(amount, currency.Exponent, MidpointRounding.AwayFromZero);
}

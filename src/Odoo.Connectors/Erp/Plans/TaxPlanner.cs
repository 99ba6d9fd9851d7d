using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// The source's tax is right. Where Odoo would compute another one within the policy, the source's is forced by
/// <c>tax_totals</c> and the audit trail says so; beyond the policy it is a case. Either way Odoo checks all groups before it posts:
/// it lists each group that a line is taxed in, also at 0 %, and none for lines without tax.
/// </summary>
internal static class TaxPlanner
{
    public static bool TryForce(
        PlanContext context, DocumentPlan plan, ErpSetup setup, long currencyId, DocumentContent document, IReadOnlyList<InvoiceLine> lines,
        List<string> remarks, ref CaseReason? problem)
    {
        if (!TryGroups(context, setup, document, lines, out SortedDictionary<long, Group> groups, ref problem))
        {
            return false;
        }

        if (problem is not null)
        {
            return true;
        }

        Currency currency = document.Currency;
        JsonArray forced = [];
        JsonObject expected = [];
        decimal limit = context.Options.ForcedTaxPerLine * lines.Count * Money.FromMinor(1, currency).Amount;
        foreach ((long id, Group group) in groups)
        {
            (decimal source, decimal odoo) = (group.Source, group.Odoo);
            expected[id.ToString(CultureInfo.InvariantCulture)] = source;
            if (source == odoo)
            {
                continue;
            }

            if (!group.HasTaxLine || Math.Abs(source - odoo) > limit)
            {
                string why = group.HasTaxLine ? $"more than {limit.ToString(CultureInfo.InvariantCulture)} apart" : "and where Odoo computes no tax there is none to correct";
                problem = new CaseReason(
                    ErrorKind.Validation, "tax-differs",
                    string.Create(CultureInfo.InvariantCulture, $"The source's tax is {source} {currency}, Odoo's rates give {odoo} {currency}: {why}. Correct the tax mapping or rate, then retry."),
                    "taxes");
                return true;
            }

            forced.Add((JsonNode)new JsonObject { ["id"] = id, ["tax_amount_currency"] = source });
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

        plan.Expect["tax_groups"] = expected;
        return true;
    }

    /// <summary>What the source and Odoo make of each tax group. Odoo rounds each tax, on the document or on each line.</summary>
    private static bool TryGroups(
        PlanContext context, ErpSetup setup, DocumentContent document, IReadOnlyList<InvoiceLine> lines, out SortedDictionary<long, Group> groups, ref CaseReason? problem)
    {
        groups = [];
        Dictionary<string, ErpTax> taxes = new(StringComparer.Ordinal);
        bool known = true;
        foreach (string rate in lines.SelectMany(l => l.Taxes).Concat(document.Taxes).Select(t => t.RateId).Distinct(StringComparer.Ordinal))
        {
            known &= context.TryTax(rate, out ErpTax found, ref problem);
            taxes[rate] = found;
        }

        if (!known || problem is not null)
        {
            return known;
        }

        foreach (IGrouping<long, (ErpTax Tax, decimal Net)> tax in lines
            .SelectMany(l => l.Taxes.Select(t => taxes[t.RateId]).DistinctBy(t => t.Id).Select(t => (Tax: t, Net: l.Net.Amount)))
            .GroupBy(t => t.Tax.Id))
        {
            ErpTax mapped = tax.First().Tax;
            decimal computed = setup.RoundsPerLine
                ? tax.Sum(t => Round(t.Net * mapped.Rate / 100m, document.Currency))
                : Round(tax.Sum(t => t.Net) * mapped.Rate / 100m, document.Currency);
            Group group = groups.GetValueOrDefault(mapped.GroupId);
            groups[mapped.GroupId] = group with { Odoo = group.Odoo + computed, HasTaxLine = group.HasTaxLine || computed != 0m };
        }

        foreach (TaxLine tax in document.Taxes)
        {
            long id = taxes[tax.RateId].GroupId;
            if (groups.TryGetValue(id, out Group group))
            {
                groups[id] = group with { Source = group.Source + tax.Amount.Amount };
            }
            else if (tax.Amount.Amount != 0m)
            {
                problem ??= new CaseReason(
                    ErrorKind.Validation, "tax-differs", $"{document.Source} has {tax.Amount} of tax rate '{tax.RateId}', and no line is taxed at it. Correct it at its source, then retry.", "taxes");
            }
        }

        return true;
    }

    private static decimal Round(decimal amount, Currency currency) => Math.Round(amount, currency.Exponent, MidpointRounding.AwayFromZero);

    private readonly record struct Group(decimal Source, decimal Odoo, bool HasTaxLine);
}

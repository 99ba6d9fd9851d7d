using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The tax_totals field: a document's taxes by group, read and forced.</summary>
internal static class TaxTotals
{
    public static JsonNode Of(Env env, Row move)
    {
        env = env.Sudo();
        var sign = MoveBehavior.Sign(move);
        var products = MoveLines.Of(env, move, "product").ToList();
        var taxes = products.SelectMany(p => TaxesOf(env, p)).DistinctBy(t => t.Id).ToList();
        var groups = new JsonArray();
        foreach (var group in taxes.GroupBy(t => t.Link("tax_group_id")).OrderBy(g => env.Row("account.tax.group", g.Key).Number("sequence")).ThenBy(g => g.Key))
        {
            groups.Add((JsonNode)Group(env, move, sign, group.Key, [.. group.Select(t => t.Id)], products));
        }

        var company = env.Row("res.company", move.Link("company_id"));
        var tax = new Pair(move.Number("amount_tax"), -sign * MoveLines.Of(env, move, "tax").Sum(l => l.Number("balance")));
        var untaxed = new Pair(move.Number("amount_untaxed"), -sign * products.Sum(p => p.Number("balance")));
        var totals = new JsonObject
        {
            ["currency_id"] = move.Link("currency_id"),
            ["currency_pd"] = env.Row("res.currency", move.Link("currency_id")).Number("rounding"),
            ["company_currency_id"] = company.Link("currency_id"),
            ["company_currency_pd"] = env.Row("res.currency", company.Link("currency_id")).Number("rounding"),
            ["has_tax_groups"] = groups.Count > 0,
            ["same_tax_base"] = groups.Select(g => Js.Number(g!["base_amount_currency"]!)).Distinct().Count() <= 1,
            ["total_amount_currency"] = Js.Float(untaxed.Currency + tax.Currency),
            ["total_amount"] = Js.Float(untaxed.Company + tax.Company),
            ["display_in_company_currency"] = false,
        };
        var subtotal = new JsonObject { ["tax_groups"] = groups, ["name"] = "Untaxed Amount" };
        foreach (var target in (JsonObject[])[totals, subtotal])
        {
            Put(target, "base_amount", untaxed);
            Put(target, "tax_amount", tax);
        }

        totals["subtotals"] = groups.Count > 0 ? new JsonArray(subtotal) : new JsonArray();
        return totals;
    }

    /// <summary>Moves the tax lines of each named group to the given amount.</summary>
    public static void Force(Env env, Row move, JsonObject totals)
    {
        var sign = MoveBehavior.Sign(move);
        foreach (var wanted in (totals["subtotals"] as JsonArray ?? []).SelectMany(s => s?["tax_groups"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (!Js.TryNumber(wanted["id"], out var id) || !Js.TryNumber(wanted["tax_amount_currency"], out var amount))
            {
                continue;
            }

            var lines = MoveLines.Of(env, move, "tax").Where(l => env.Row("account.tax", l.Link("tax_line_id")).Link("tax_group_id") == (long)id).ToList();
            var delta = Money.Round(env, move.Link("currency_id"), amount) + (sign * lines.Sum(l => l.Number("amount_currency")));
            if (delta != 0 && lines.Count > 0)
            {
                MoveTotals.Book(env, move, lines[0], lines[0].Number("amount_currency") - (sign * delta));
            }
        }
    }

    private static IEnumerable<Row> TaxesOf(Env env, Row product) => TaxEngine.Single(env, env.Rows("account.tax", product.Links("tax_ids")));

    private static JsonObject Group(Env env, Row move, int sign, long group, HashSet<long> taxes, List<Row> products)
    {
        var lines = MoveLines.Of(env, move, "tax").Where(l => taxes.Contains(l.Link("tax_line_id"))).ToList();
        var bases = products.Where(p => TaxesOf(env, p).Any(t => taxes.Contains(t.Id))).ToList();
        var (@base, tax) = (Sum(bases, sign), Sum(lines, sign));
        var row = env.Row("account.tax.group", group);
        var json = new JsonObject
        {
            ["id"] = group,
            ["involved_tax_ids"] = Js.List(taxes),
            ["group_name"] = row.Text("name"),
            ["group_label"] = row.Text("pos_receipt_label") is { } label ? label : Js.False(),
        };
        Put(json, "tax_amount", tax);
        Put(json, "base_amount", @base);
        Put(json, "display_base_amount", @base);
        return json;
    }

    private static Pair Sum(List<Row> lines, int sign) => new(-sign * lines.Sum(l => l.Number("amount_currency")), -sign * lines.Sum(l => l.Number("balance")));

    private static void Put(JsonObject json, string name, Pair amount)
    {
        json[name + "_currency"] = Js.Float(amount.Currency);
        json[name] = Js.Float(amount.Company);
    }

    private readonly record struct Pair(decimal Currency, decimal Company);
}

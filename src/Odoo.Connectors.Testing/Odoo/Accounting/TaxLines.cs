using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The tax lines of a document: one per share of a tax, account and taxes that come after it.</summary>
internal static class TaxLines
{
    public static void Sync(Env env, Row move, List<Row> products, DocumentAmounts amounts, DocumentAmounts booked, int sign)
    {
        var old = MoveLines.Of(env, move, "tax").GroupBy(KeyOf).ToDictionary(g => g.Key, g => g.First());
        foreach (var line in MoveLines.Of(env, move, "tax").Except(old.Values).ToList())
        {
            env.World["account.move.line"].Delete(line);
        }

        foreach (var (key, sum) in Sums(env, move, products, amounts, booked).Where(s => s.Value.Own != 0 || s.Value.Company != 0).OrderBy(s => env.Row("account.tax", s.Key.Tax).Number("sequence")).ThenBy(s => s.Key.Tax))
        {
            if (!old.Remove(key, out var line))
            {
                var tax = env.Row("account.tax", key.Tax);
                line = MoveTotals.Insert(env, move, "tax", tax.Text("invoice_label") ?? tax.Text("name"), key.Account);
                Records.Set(env, line, "tax_line_id", key.Tax);
                Records.Set(env, line, "tax_repartition_line_id", key.Share);
                Records.Set(env, line, "group_tax_id", key.Group == 0 ? null : key.Group);
                Records.Set(env, line, "tax_ids", sum.After);
            }

            Records.Set(env, line, "currency_id", move["currency_id"]);
            Records.Set(env, line, "amount_currency", sign * sum.Own);
            Records.Set(env, line, "balance", sign * sum.Company);
            Records.Set(env, line, "tax_base_amount", Math.Abs(sum.Base));
        }

        foreach (var line in old.Values)
        {
            env.World["account.move.line"].Delete(line);
        }
    }

    private static Dictionary<Key, Sum> Sums(Env env, Row move, List<Row> products, DocumentAmounts amounts, DocumentAmounts booked)
    {
        var (refund, currency, home) = (move.Text("move_type") is "out_refund" or "in_refund", move.Link("currency_id"), env.Row("res.company", move.Link("company_id")).Link("currency_id"));
        var sums = new Dictionary<Key, Sum>();
        for (var i = 0; i < products.Count; i++)
        {
            var taxes = env.Rows("account.tax", products[i].Links("tax_ids"));
            var groups = taxes.Where(t => t.Text("amount_type") == "group").SelectMany(g => TaxEngine.Single(env, [g]).Select(t => (Tax: t.Id, Group: g.Id))).DistinctBy(p => p.Tax).ToDictionary(p => p.Tax, p => p.Group);
            var after = new List<long>();
            var sorted = TaxEngine.Single(env, taxes).DistinctBy(t => t.Id).OrderBy(t => t.Number("sequence")).ThenBy(t => t.Id).Where(t => amounts.Lines[i].Taxes.ContainsKey(t.Id)).ToList();
            foreach (var tax in Enumerable.Reverse(sorted))
            {
                var isAffected = tax["is_base_affected"] is not false;
                var @base = booked.Lines[i].Base + (isAffected ? sorted.TakeWhile(t => t != tax).Where(t => t.Flag("include_base_amount")).Sum(t => booked.Lines[i].Taxes[t.Id]) : 0m);
                long[] following = tax.Flag("include_base_amount") ? [.. after.Order()] : [];
                foreach (var (share, own, company) in Repartition.Shares(env, tax, refund, amounts.Lines[i].Taxes[tax.Id], booked.Lines[i].Taxes[tax.Id], currency, home))
                {
                    var account = share.Link("account_id") is var named and not 0 ? named : products[i].Link("account_id");
                    var key = new Key(tax.Id, share.Id, account, groups.GetValueOrDefault(tax.Id), string.Join(',', following));
                    var sum = sums.GetValueOrDefault(key);
                    sums[key] = new Sum((sum?.Own ?? 0) + own, (sum?.Company ?? 0) + company, (sum?.Base ?? 0) + @base, following);
                }

                if (isAffected)
                {
                    after.Add(tax.Id);
                }
            }
        }

        return sums;
    }

    private static Key KeyOf(Row line) => new(line.Link("tax_line_id"), line.Link("tax_repartition_line_id"), line.Link("account_id"), line.Link("group_tax_id"), string.Join(',', line.Links("tax_ids").Order()));

    private sealed record Key(long Tax, long Share, long Account, long Group, string After);

    private sealed record Sum(decimal Own, decimal Company, decimal Base, long[] After);
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Keeps tax lines, receivable lines and totals of an invoice in step with its product lines.</summary>
internal static class MoveTotals
{
    public static void Sync(Env env, Row move, JsonObject? forcedTotals = null, bool dueGiven = false)
    {
        env = env.Sudo();
        if (env.World.TaxesDirty.Remove(move.Id))
        {
            ComputeTaxes(env, move);
        }

        if (forcedTotals is not null)
        {
            TaxTotals.Force(env, move, forcedTotals);
        }

        var sign = MoveBehavior.Sign(move);
        var untaxed = -sign * MoveLines.Of(env, move, "product").Sum(l => l.Number("amount_currency"));
        var tax = -sign * MoveLines.Of(env, move, "tax").Sum(l => l.Number("amount_currency"));
        Records.Set(env, move, "amount_untaxed", untaxed);
        Records.Set(env, move, "amount_tax", tax);
        Records.Set(env, move, "amount_total", untaxed + tax);
        Installments.Sync(env, move, dueGiven);
    }

    /// <summary>The total of a plain entry: what its debits add up to.</summary>
    public static void SumEntry(Env env, Row entry) =>
        Records.Set(env, entry, "amount_total", MoveLines.Of(env, entry).Where(l => l.Number("balance") > 0).Sum(l => l.Number("amount_currency")));

    public static decimal ToCompany(Env env, Row move, decimal amount)
    {
        var rate = move.Number("invoice_currency_rate") is var r and not 0 ? r : 1m;
        return Money.Round(env, env.Row("res.company", move.Link("company_id")).Link("currency_id"), amount / rate);
    }

    private static void ComputeTaxes(Env env, Row move)
    {
        var products = MoveLines.Of(env, move, "product").ToList();
        var taxed = products.Select(l => new TaxedLine(l.Number("quantity"), l.Number("price_unit"), l.Number("discount"), env.Rows("account.tax", l.Links("tax_ids")))).ToList();
        var (company, currency) = (move.Link("company_id"), move.Link("currency_id"));
        var amounts = TaxEngine.Compute(env, company, currency, taxed);
        var booked = currency == env.Row("res.company", company).Link("currency_id") ? amounts
            : TaxEngine.Compute(env, company, currency, taxed, move.Number("invoice_currency_rate") is var rate and not 0 ? rate : 1m);
        var sign = -MoveBehavior.Sign(move);
        for (var i = 0; i < products.Count; i++)
        {
            Records.Set(env, products[i], "currency_id", move["currency_id"]);
            Records.Set(env, products[i], "price_subtotal", amounts.Lines[i].Subtotal);
            Records.Set(env, products[i], "price_total", amounts.Lines[i].Total);
            Records.Set(env, products[i], "amount_currency", sign * amounts.Lines[i].Base);
            Records.Set(env, products[i], "balance", sign * booked.Lines[i].Base);
        }

        TaxLines.Sync(env, move, products, amounts, booked, sign);
    }

    /// <summary>Adds a line that Odoo makes itself.</summary>
    public static Row Insert(Env env, Row move, string displayType, string? name, long account)
    {
        var line = env.World["account.move.line"].Insert();
        foreach (var (field, value) in (ReadOnlySpan<(string, object?)>)
        [
            ("move_id", move.Id), ("display_type", displayType), ("name", name), ("account_id", account), ("partner_id", MoveLines.PartnerOf(env, move)),
            ("currency_id", move["currency_id"]), ("company_id", move["company_id"]), ("tax_ids", Array.Empty<long>()), ("create_date", env.World.Clock.Now),
            ("sequence", displayType switch { "tax" => 10000L, "rounding" => 11000L, "payment_term" => 12000L, _ => 100L }),
        ])
        {
            Records.Set(env, line, field, value);
        }

        return line;
    }

    public static void Book(Env env, Row move, Row line, decimal amount)
    {
        Records.Set(env, line, "amount_currency", amount);
        Records.Set(env, line, "balance", ToCompany(env, move, amount));
    }
}

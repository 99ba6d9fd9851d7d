using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>Lines of plain entries: given by debit and credit, by balance, or by an amount in a currency.</summary>
internal static class EntryLines
{
    public static void Default(Env env, Row move, JsonObject vals)
    {
        var home = env.Row("res.company", move.Link("company_id")).Link("currency_id");
        vals.TryAdd("currency_id", move["currency_id"] as long? ?? home);
        var currency = vals["currency_id"] is { } link && !Js.IsFalse(link) ? Js.Id(link is JsonArray pair ? pair[0]! : link) : home;
        var rate = Money.Rate(env, currency, move.Link("company_id"), move.Text("date") ?? env.Today);
        if (Given(vals) is { } balance)
        {
            vals["balance"] = balance;
        }
        else if (Js.TryNumber(vals["amount_currency"], out var amount))
        {
            vals.TryAdd("balance", Money.Round(env, home, amount / rate));
        }

        if (Js.TryNumber(vals["balance"], out var booked))
        {
            vals.TryAdd("amount_currency", Money.Round(env, currency, booked * rate));
        }

        if (vals["display_type"] is null && vals["account_id"] is { } account && !Js.IsFalse(account)
            && env.Row("account.account", Js.Id(account is JsonArray named ? named[0]! : account)).Text("account_type") is "asset_receivable" or "liability_payable")
        {
            vals["display_type"] = "payment_term";
        }
    }

    /// <summary>The balance that debit and credit say; null where neither is given.</summary>
    public static decimal? Given(JsonObject vals) => vals["debit"] is null && vals["credit"] is null ? null
        : (Js.TryNumber(vals["debit"], out var debit) ? debit : 0m) - (Js.TryNumber(vals["credit"], out var credit) ? credit : 0m);
}

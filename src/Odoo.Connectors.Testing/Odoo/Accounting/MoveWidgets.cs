using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>What an invoice's page shows: what it was matched with, and what it could be.</summary>
internal static class MoveWidgets
{
    public static JsonNode? Payments(Env env, Row move)
    {
        env = env.Sudo();
        var content = new JsonArray();
        foreach (var line in MoveLines.Of(env, move).Where(l => env.Value(l, "account_type") is "asset_receivable" or "liability_payable"))
        {
            foreach (var partial in MoveLines.Partials(env, line).OrderBy(p => p.Id))
            {
                var other = env.Row("account.move.line", partial.Link("debit_move_id") == line.Id ? partial.Link("credit_move_id") : partial.Link("debit_move_id"));
                content.Add((JsonNode)Payment(env, partial, other, partial.Number(partial.Link("debit_move_id") == line.Id ? "debit_amount_currency" : "credit_amount_currency"), move));
            }
        }

        return move.Text("state") == "posted" && content.Count > 0
            ? new JsonObject { ["title"] = "Less Payment", ["outstanding"] = false, ["content"] = content }
            : null;
    }

    public static JsonNode? Outstanding(Env env, Row move)
    {
        env = env.Sudo();
        var open = MoveLines.Open(env, move).ToList();
        if (move.Text("state") != "posted" || open.Count == 0 || !MoveBehavior.IsInvoice(move))
        {
            return null;
        }

        var sign = MoveBehavior.Sign(move);
        var content = env.World["account.move.line"].FindBy("partner_id", open[0].Link("partner_id"))
            .Where(l => l.Link("account_id") == open[0].Link("account_id") && l.Link("move_id") != move.Id && env.Value(l, "parent_state") is "posted" && Math.Sign(Reconciler.Residual(env, l, inCurrency: false)) == -sign)
            .OrderBy(l => env.Value(l, "date") as string, StringComparer.Ordinal).ThenBy(l => l.Id)
            .Select(l => (JsonNode)Credit(env, l, move)).ToArray();
        return content.Length == 0 ? null : new JsonObject { ["outstanding"] = true, ["content"] = new JsonArray(content), ["move_id"] = move.Id, ["title"] = sign > 0 ? "Outstanding credits" : "Outstanding debits" };
    }

    private static JsonObject Payment(Env env, Row partial, Row other, decimal amount, Row move)
    {
        var entry = env.Row("account.move", other.Link("move_id"));
        var payment = env.Linked(entry, "origin_payment_id");
        return new JsonObject
        {
            ["name"] = other.Text("name") is { } name ? name : Js.False(),
            ["journal_name"] = env.Linked(entry, "journal_id")?.Text("name"),
            ["company_name"] = Js.False(),
            ["amount"] = Js.Float(amount),
            ["currency_id"] = move.Link("currency_id"),
            ["date"] = entry.Text("date"),
            ["partial_id"] = partial.Id,
            ["account_payment_id"] = payment is null ? Js.False() : payment.Id,
            ["payment_method_name"] = payment is not null && env.Linked(payment, "payment_method_line_id")?.Text("name") is { } method ? method : Js.False(),
            ["move_id"] = entry.Id,
            ["is_refund"] = entry.Text("move_type") is "out_refund" or "in_refund",
            ["ref"] = Reference(entry),
            ["is_exchange"] = env.World["account.partial.reconcile"].FindBy("exchange_move_id", entry.Id).Any(),
            ["amount_company_currency"] = Shown(env, env.Row("res.company", move.Link("company_id")).Link("currency_id"), partial.Number("amount")),
            ["amount_foreign_currency"] = move.Link("currency_id") == env.Row("res.company", move.Link("company_id")).Link("currency_id") ? Js.False() : Shown(env, move.Link("currency_id"), amount),
        };
    }

    private static JsonObject Credit(Env env, Row line, Row move)
    {
        var entry = env.Row("account.move", line.Link("move_id"));
        var amount = line.Link("currency_id") == move.Link("currency_id") ? Reconciler.Residual(env, line, inCurrency: true)
            : Money.Convert(env, env.Row("res.company", line.Link("company_id")).Link("currency_id"), move.Link("currency_id"), line.Link("company_id"), entry.Text("date")!, Reconciler.Residual(env, line, inCurrency: false));
        return new JsonObject
        {
            ["journal_name"] = entry.Text("ref") is { Length: > 0 } reference ? reference : entry.Text("name"),
            ["amount"] = Js.Float(Math.Abs(amount)),
            ["currency_id"] = move.Link("currency_id"),
            ["id"] = line.Id,
            ["move_id"] = entry.Id,
            ["date"] = entry.Text("date"),
            ["account_payment_id"] = entry.Link("origin_payment_id") is var payment and not 0 ? payment : Js.False(),
            ["move_ref"] = entry.Text("ref") is { } text ? text : Js.False(),
        };
    }

    private static string Reference(Row entry) => entry.Text("ref") is { Length: > 0 } reference && entry.Link("origin_payment_id") != 0 ? $"{entry.Text("name")} ({reference})" : entry.Text("name") ?? "";

    private static string Shown(Env env, long currency, decimal amount)
    {
        var row = env.Row("res.currency", currency);
        var digits = Math.Abs(amount).ToString("N" + (long)row.Number("decimal_places"), CultureInfo.InvariantCulture);
        return row.Text("position") == "before" ? $"{row.Text("symbol")} {digits}" : $"{digits} {row.Text("symbol")}";
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The wizard that credits invoices.</summary>
internal sealed class ReversalBehavior() : Behavior("account.move.reversal")
{
    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("date", env.Today);
        if (env.Context["active_ids"] is JsonArray ids)
        {
            vals.TryAdd("move_ids", new JsonArray(new JsonArray(6, 0, ids.DeepClone())));
        }
    }

    public override IEnumerable<Method> Methods() => [Method.OnIds("refund_moves", "", Refund)];

    private static JsonNode? Refund(Call call)
    {
        var wizard = call.Rows.Single();
        var refunds = wizard.Links("move_ids").Select(id => Reverse(call.Env, wizard, call.Env.Row("account.move", id)).Id).ToArray();
        Records.Set(call.Env, wizard, "new_move_ids", refunds);
        return new JsonObject { ["type"] = "ir.actions.act_window", ["res_model"] = "account.move", ["name"] = "Reverse Moves", ["view_mode"] = "form", ["res_id"] = refunds[0] };
    }

    private static Row Reverse(Env env, Row wizard, Row move)
    {
        var lines = MoveLines.Of(env, move, "product").Select(l => (JsonNode)new JsonArray(0, 0, new JsonObject
        {
            ["product_id"] = l["product_id"] as long?,
            ["name"] = l.Text("name"),
            ["quantity"] = l.Number("quantity"),
            ["price_unit"] = l.Number("price_unit"),
            ["discount"] = l.Number("discount"),
            ["tax_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(l.Links("tax_ids")))),
        }));
        var reason = wizard.Text("reason") is { Length: > 0 } text ? $", {text}" : "";
        return Records.Create(env, "account.move", new JsonObject
        {
            ["move_type"] = move.Text("move_type") == "out_invoice" ? "out_refund" : "entry",
            ["partner_id"] = move["partner_id"] as long?,
            ["journal_id"] = wizard.Link("journal_id") is var journal and not 0 ? journal : move.Link("journal_id"),
            ["currency_id"] = move.Link("currency_id"),
            ["invoice_date"] = wizard.Text("date"),
            ["ref"] = $"Reversal of: {move.Text("name")}{reason}",
            ["reversed_entry_id"] = move.Id,
            ["invoice_line_ids"] = new JsonArray([.. lines]),
        });
    }
}

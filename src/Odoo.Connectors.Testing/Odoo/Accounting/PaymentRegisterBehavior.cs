using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The wizard that registers payments of invoices.</summary>
internal sealed class PaymentRegisterBehavior() : Behavior("account.payment.register")
{
    public override string DisplayName(Env env, Row row) => $"account.payment.register,{row.Id}";

    public override void Default(Env env, JsonObject vals)
    {
        var moves = env.Rows("account.move", Js.Ids(env.Context["active_ids"]));
        var open = moves.Sum(m => Math.Abs(env.Number(m, "amount_residual")));
        if (moves.Count == 0 || open == 0)
        {
            throw OdooError.User("There's nothing left to pay for the selected journal items, so no payment registration is necessary. You've got your finances under control like a boss!");
        }

        vals["move_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(moves.Select(m => m.Id))));
        vals.TryAdd("payment_date", env.Today);
        vals.TryAdd("journal_id", Chart.Journal(env, moves[0].Link("company_id"), "bank")?.Id);
        vals.TryAdd("currency_id", moves[0].Link("currency_id"));
        vals.TryAdd("communication", moves[0].Text("payment_reference") ?? moves[0].Text("name"));
        vals["source_amount_currency"] = open;
        vals["source_amount"] = moves.Sum(m => Math.Abs(env.Number(m, "amount_residual_signed")));
        vals.TryAdd("amount", open);
        vals["payment_difference"] = open - Js.Number(vals["amount"]!);
    }

    public override IEnumerable<Method> Methods() => [Method.OnIds("action_create_payments", "", Pay)];

    private static JsonNode? Pay(Call call)
    {
        var (env, wizard) = (call.Env, call.Rows.Single());
        var moves = env.Rows("account.move", wizard.Links("move_ids"));
        var payment = Records.Create(env, "account.payment", new JsonObject
        {
            ["payment_type"] = MoveBehavior.Sign(moves[0]) > 0 ? "inbound" : "outbound",
            ["partner_type"] = "customer",
            ["partner_id"] = moves[0]["partner_id"] as long?,
            ["amount"] = wizard.Number("amount"),
            ["currency_id"] = wizard.Link("currency_id"),
            ["date"] = wizard.Text("payment_date"),
            ["journal_id"] = wizard.Link("journal_id"),
            ["memo"] = wizard.Text("communication"),
        });
        env.World.Methods.Invoke(env, "account.payment", "action_post", [payment.Id], [], []);
        Reconciler.Reconcile(env, [.. moves.SelectMany(m => MoveLines.Open(env, m)), .. MoveLines.Open(env, env.Row("account.move", payment.Link("move_id")))]);
        return new JsonObject { ["type"] = "ir.actions.act_window", ["res_model"] = "account.payment", ["view_mode"] = "form", ["res_id"] = payment.Id };
    }
}

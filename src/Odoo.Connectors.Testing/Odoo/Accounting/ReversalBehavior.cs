using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The wizard that credits invoices and reverses entries.</summary>
internal sealed class ReversalBehavior() : Behavior("account.move.reversal")
{
    public override object? Compute(Env env, Row row, string field)
    {
        var moves = env.Rows("account.move", row.Links("move_ids"));
        return field switch
        {
            "residual" => moves.Count == 1 ? env.Number(moves[0], "amount_residual") : 0m,
            "currency_id" => moves.Select(m => m.Link("currency_id")).Distinct().ToList() is [var one] ? one : null,
            _ => moves.Count == 1 ? moves[0].Text("move_type") : "some_invoice",
        };
    }

    public override void Default(Env env, JsonObject vals)
    {
        vals.TryAdd("date", env.Today);
        if (env.Context["active_ids"] is JsonArray ids && env.Context["active_model"] is { } model && Js.Text(model) == "account.move")
        {
            vals.TryAdd("move_ids", new JsonArray(new JsonArray(6, 0, ids.DeepClone())));
        }
    }

    public override void Created(Env env, Row row, JsonObject vals)
    {
        var moves = env.Rows("account.move", row.Links("move_ids"));
        if (moves.Exists(m => m.Text("state") != "posted"))
        {
            throw OdooError.User("You can only reverse posted moves.");
        }

        var companies = moves.Select(m => m.Link("company_id")).Distinct().ToList();
        if (companies.Count > 1)
        {
            throw OdooError.User("All selected moves for reversal must belong to the same company.");
        }

        Records.Set(env, row, "company_id", companies.Count == 1 ? companies[0] : env.Company);
    }

    public override IEnumerable<Method> Methods() =>
    [
        Method.OnIds("refund_moves", "", c => Refund(c, modify: false)),
        Method.OnIds("modify_moves", "", c => Refund(c, modify: true)),
    ];

    private static JsonNode? Refund(Call call, bool modify)
    {
        var (env, wizard) = (call.Env, call.Row);
        var made = new List<Row>();
        foreach (var move in env.Rows("account.move", wizard.Links("move_ids")))
        {
            made.Add(Reverse(env, wizard, move, modify));
            if (modify)
            {
                made[^1] = Again(env, wizard, move);
            }
        }

        Records.Set(env, wizard, "new_move_ids", made.Select(m => m.Id).ToArray());
        var action = new JsonObject { ["name"] = "Reverse Moves", ["type"] = "ir.actions.act_window", ["res_model"] = "account.move" };
        if (made is [var one])
        {
            action["view_mode"] = "form";
            action["res_id"] = one.Id;
            action["context"] = new JsonObject { ["default_move_type"] = one.Text("move_type") };
        }
        else
        {
            action["view_mode"] = "list,form";
            action["domain"] = new JsonArray(new JsonArray("id", "in", Js.List(made.Select(m => m.Id))));
        }

        return action;
    }

    private static Row Reverse(Env env, Row wizard, Row move, bool modify)
    {
        var reason = wizard.Text("reason") is { Length: > 0 } text ? $", {text}" : "";
        var (date, reference) = (wizard.Text("date")!, $"Reversal of: {move.Text("name")}{reason}");
        // What is dated ahead waits for its day as a draft.
        var now = string.CompareOrdinal(date, env.Today) <= 0 && (modify || move.Text("move_type") == "entry");
        return now ? Reversing.Cancel(env, move, date, reference, wizard.Link("journal_id")) : Reversing.Draft(env, move, date, reference, wizard.Link("journal_id"));
    }

    /// <summary>A draft like the document that was reversed.</summary>
    private static Row Again(Env env, Row wizard, Row move)
    {
        var vals = new JsonObject
        {
            ["move_type"] = move.Text("move_type"),
            ["partner_id"] = move["partner_id"] as long?,
            ["journal_id"] = move.Link("journal_id"),
            ["currency_id"] = move.Link("currency_id"),
        };
        if (MoveBehavior.IsInvoice(move))
        {
            vals["invoice_date"] = wizard.Text("date");
            vals["invoice_line_ids"] = new JsonArray([.. MoveLines.Of(env, move).Where(l => l.Text("display_type") is "product" or "line_note" or "line_section" or "line_subsection").Select(Reversing.InvoiceLine)]);
        }

        return Records.Create(env, "account.move", vals);
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Accounting;

/// <summary>The opposite of a document or an entry.</summary>
internal static class Reversing
{
    private static readonly Dictionary<string, string> s_opposite = new()
    {
        ["out_invoice"] = "out_refund", ["out_refund"] = "entry", ["in_invoice"] = "in_refund", ["in_refund"] = "entry", ["out_receipt"] = "out_refund", ["in_receipt"] = "in_refund", ["entry"] = "entry",
    };

    /// <summary>Reverses an entry, posts that, and closes both against each other; what the entry was matched with is open again.</summary>
    public static Row Cancel(Env env, Row move, string date, string reference, long journal = 0)
    {
        Reconciler.Unreconcile(env, MoveLines.Of(env, move).ToList());
        var opposite = Draft(env, move, date, reference, journal);
        Posting.Post(env, [opposite]);
        Settle(env, move, opposite);
        return opposite;
    }

    /// <summary>Matches what is open of a move with its opposite, account by account.</summary>
    public static void Settle(Env env, Row move, Row opposite)
    {
        var open = MoveLines.Of(env, move).Concat(MoveLines.Of(env, opposite))
            .Where(l => env.Linked(l, "account_id") is { } a && (a.Flag("reconcile") || a.Text("account_type") is "asset_cash" or "liability_credit_card") && env.Value(l, "reconciled") is false);
        foreach (var group in open.GroupBy(l => (l.Link("account_id"), l.Link("currency_id"))).Select(g => g.ToList()).ToList())
        {
            Reconciler.Reconcile(env, group);
        }
    }

    public static Row Draft(Env env, Row move, string date, string reference, long journal = 0)
    {
        var type = s_opposite[move.Text("move_type")!];
        var vals = new JsonObject
        {
            ["move_type"] = type,
            ["partner_id"] = move["partner_id"] as long?,
            ["journal_id"] = journal != 0 ? journal : move.Link("journal_id"),
            ["currency_id"] = move.Link("currency_id"),
            ["date"] = date,
            ["ref"] = reference,
            ["reversed_entry_id"] = move.Id,
            ["auto_post"] = string.CompareOrdinal(date, env.Today) > 0 ? "at_date" : "no",
        };
        if (type == "entry")
        {
            vals["line_ids"] = new JsonArray([.. MoveLines.Of(env, move).Select(EntryLine)]);
        }
        else
        {
            vals["invoice_date"] = date;
            vals["invoice_date_due"] = date;
            vals["invoice_payment_term_id"] = false;
            vals["invoice_origin"] = move.Text("invoice_origin");
            vals["invoice_line_ids"] = new JsonArray([.. MoveLines.Of(env, move).Where(l => l.Text("display_type") is "product" or "line_note" or "line_section" or "line_subsection").Select(InvoiceLine)]);
        }

        return Records.Create(env, "account.move", vals);
    }

    public static JsonNode InvoiceLine(Row line)
    {
        var vals = new JsonObject { ["name"] = line.Text("name"), ["display_type"] = line.Text("display_type"), ["sequence"] = (long)line.Number("sequence") };
        if (line.Text("display_type") == "product")
        {
            vals["product_id"] = line["product_id"] as long?;
            vals["account_id"] = line["account_id"] as long?;
            vals["quantity"] = line.Number("quantity");
            vals["price_unit"] = line.Number("price_unit");
            vals["discount"] = line.Number("discount");
            vals["tax_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(line.Links("tax_ids"))));
            vals["sale_line_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(line.Links("sale_line_ids"))));
        }

        return new JsonArray(0, 0, vals);
    }

    private static JsonNode EntryLine(Row line) => new JsonArray(0, 0, new JsonObject
    {
        ["name"] = line.Text("name"),
        ["display_type"] = line.Text("display_type"),
        ["account_id"] = line["account_id"] as long?,
        ["partner_id"] = line["partner_id"] as long?,
        ["currency_id"] = line["currency_id"] as long?,
        ["balance"] = -line.Number("balance"),
        ["amount_currency"] = -line.Number("amount_currency"),
        ["date_maturity"] = line.Text("date_maturity"),
    });
}

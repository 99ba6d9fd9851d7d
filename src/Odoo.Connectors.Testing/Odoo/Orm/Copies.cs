using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Schema;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Orm;

/// <summary>copy: a new record with the values of another, but for what belongs to that one alone.</summary>
internal static class Copies
{
    private static readonly Dictionary<string, string[]> s_left = new()
    {
        ["account.move"] =
        [
            "name", "ref", "state", "date", "invoice_date", "invoice_date_due", "payment_reference", "payment_state", "posted_before", "reversed_entry_id", "origin_payment_id",
            "statement_line_id", "sequence_prefix", "sequence_number", "sequence_key", "amount_untaxed", "amount_tax", "amount_total", "invoice_currency_rate", "auto_post",
        ],
        ["account.payment"] = ["name", "state", "move_id", "invoice_ids", "is_sent"],
        ["sale.order"] = ["name", "state", "date_order", "client_order_ref", "locked", "validity_date"],
        ["res.partner"] = ["barcode", "customer_rank", "supplier_rank"],
        ["res.users"] = ["login", "password"],
        ["product.product"] = ["barcode", "product_tmpl_id"],
        ["crm.lead"] = ["date_closed", "won_status", "probability", "lost_reason_id"],
    };

    private static readonly Dictionary<string, string> s_lines = new() { ["account.move"] = "line_ids", ["sale.order"] = "order_line", ["account.payment.term"] = "line_ids" };

    private static readonly HashSet<string> s_renamed = ["res.partner", "product.product", "res.users", "account.journal", "account.tax", "account.payment.term"];

    public static JsonNode? Copy(Call call)
    {
        var copies = new List<long>();
        foreach (var row in call.Rows)
        {
            var vals = Values(call.Env, row);
            if (s_renamed.Contains(row.Model) && row.Text("name") is { } name)
            {
                vals["name"] = $"{name} (copy)";
            }

            foreach (var (field, value) in Js.Copy(call["default"]))
            {
                vals[field] = value?.DeepClone();
            }

            copies.Add(Records.Create(call.Env, row.Model, vals).Id);
        }

        return Js.List(copies);
    }

    private static JsonObject Values(Env env, Row row)
    {
        var left = s_left.GetValueOrDefault(row.Model) ?? [];
        var vals = new JsonObject();
        foreach (var field in env.Model(row.Model).Fields.Values.Where(f => !f.Computed && !left.Contains(f.Name) && f.Type is not FieldType.One2Many && row[env.StoredName(f)] is not null))
        {
            var value = FieldValues.ToJson(env, row, field, names: false);
            vals[field.Name] = field.Type is FieldType.Many2Many ? new JsonArray(new JsonArray(6, 0, value)) : value;
        }

        if (s_lines.TryGetValue(row.Model, out var lines))
        {
            vals[Name(row, lines)] = Lines(env, row, env.Model(row.Model).Fields[lines]);
        }

        return vals;
    }

    // The lines that Odoo makes itself are made anew.
    private static string Name(Row row, string lines) => row.Model == "account.move" && Accounting.MoveBehavior.IsInvoice(row) ? "invoice_line_ids" : lines;

    private static JsonArray Lines(Env env, Row row, Field field)
    {
        var children = env.World[field.Relation].FindBy(field.Inverse, row.Id);
        if (row.Model == "account.move" && Accounting.MoveBehavior.IsInvoice(row))
        {
            children = children.Where(c => c.Text("display_type") is "product" or "line_note" or "line_section" or "line_subsection");
        }

        return [.. children.Select(c =>
        {
            var vals = Values(env, c);
            foreach (var own in (string[])[field.Inverse, "create_date", "write_date", "full_reconcile_id", "date_maturity"])
            {
                vals.Remove(own);
            }

            if (row.Model == "account.move" && Accounting.MoveBehavior.IsInvoice(row))
            {
                foreach (var computed in (string[])["balance", "amount_currency", "price_subtotal", "price_total", "partner_id"])
                {
                    vals.Remove(computed);
                }
            }

            return (JsonNode)new JsonArray(0, 0, vals);
        })];
    }
}

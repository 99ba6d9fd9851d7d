using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Sales;

/// <summary>The wizard that invoices what an order has left.</summary>
internal sealed class InvoiceWizardBehavior() : Behavior("sale.advance.payment.inv")
{
    private const string Nothing = "Cannot create an invoice. No items are available to invoice.\n\nTo resolve this issue, please ensure that:\n   • The products have been delivered before attempting to invoice them.\n   • The invoicing policy of the product is configured correctly.\n\nIf you want to invoice based on ordered quantities instead:\n   • For consumable or storable products, open the product, go to the 'General Information' tab and change the 'Invoicing Policy' from 'Delivered Quantities' to 'Ordered Quantities'.\n   • For services (and other products), change the 'Invoicing Policy' to 'Prepaid/Fixed Price'.\n";

    public override IEnumerable<Method> Methods() => [Method.OnIds("create_invoices", "", CreateInvoices)];

    public override void Default(Env env, JsonObject vals)
    {
        if (env.Context["active_model"] is { } model && Js.Text(model) == "sale.order" && env.Context["active_ids"] is { } ids)
        {
            vals.TryAdd("sale_order_ids", new JsonArray(new JsonArray(6, 0, ids.DeepClone())));
        }
    }

    private static JsonNode? CreateInvoices(Call call)
    {
        var (env, wizard) = (call.Env, call.Row);
        if (wizard.Text("advance_payment_method") != "delivered")
        {
            throw OdooError.NotEmulated("down payments of sales orders");
        }

        // What goes to one address in one currency becomes one invoice.
        var invoices = env.Rows("sale.order", wizard.Links("sale_order_ids")).Select(o => (Order: o, Lines: Lines(env, o))).Where(o => o.Lines.Count > 0)
            .GroupBy(o => wizard["consolidated_billing"] is false ? o.Order.Id : -((o.Order.Link("partner_invoice_id") * 1000) + o.Order.Link("currency_id")), o => o)
            .Select(g => Invoice(env, wizard, [.. g.Select(o => o.Order)], [.. g.SelectMany(o => o.Lines)])).ToList();
        if (invoices.Count == 0)
        {
            throw OdooError.User(Nothing);
        }

        var action = new JsonObject { ["name"] = "Invoices", ["type"] = "ir.actions.act_window", ["res_model"] = "account.move", ["view_mode"] = invoices.Count == 1 ? "form" : "list,form" };
        if (invoices is [var one])
        {
            action["res_id"] = one.Id;
        }
        else
        {
            action["domain"] = new JsonArray(new JsonArray("id", "in", Js.List(invoices.Select(i => i.Id))));
        }

        return action;
    }

    /// <summary>The lines that have something left, each after its section, and the notes.</summary>
    private static List<JsonNode> Lines(Env env, Row order)
    {
        var made = new List<JsonNode>();
        var (any, section) = (false, (Row?)null);
        foreach (var line in env.World["sale.order.line"].FindBy("order_id", order.Id).OrderBy(l => l.Number("sequence")).ThenBy(l => l.Id))
        {
            var quantity = OrderLines.ToInvoice(env, line);
            if (line.Text("display_type") == "line_section")
            {
                section = line;
            }
            else if (quantity != 0 || line.Text("display_type") == "line_note")
            {
                any |= quantity != 0;
                if (section is not null)
                {
                    made.Add(Words(section));
                    section = null;
                }

                made.Add(quantity == 0 ? Words(line) : Amount(line, quantity));
            }
        }

        return any ? made : [];
    }

    private static JsonNode Words(Row line) => new JsonArray(0, 0, new JsonObject { ["display_type"] = line.Text("display_type"), ["name"] = line.Text("name") });

    private static JsonNode Amount(Row line, decimal quantity) => new JsonArray(0, 0, new JsonObject
    {
        ["product_id"] = line["product_id"] as long?,
        ["name"] = line.Text("name"),
        ["quantity"] = quantity,
        ["price_unit"] = line.Number("price_unit"),
        ["discount"] = line.Number("discount"),
        ["tax_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(line.Links("tax_ids")))),
        ["sale_line_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(line.Id))),
    });

    private static Row Invoice(Env env, Row wizard, List<Row> orders, List<JsonNode> lines)
    {
        var vals = new JsonObject
        {
            ["move_type"] = "out_invoice",
            ["partner_id"] = orders[0].Link("partner_invoice_id"),
            ["currency_id"] = orders[0].Link("currency_id"),
            ["ref"] = string.Join(", ", orders.Select(o => o.Text("client_order_ref")).Where(r => r is { Length: > 0 })),
            ["invoice_origin"] = string.Join(", ", orders.Select(o => o.Text("name"))),
            ["fiscal_position_id"] = orders[0]["fiscal_position_id"] as long?,
            ["invoice_line_ids"] = new JsonArray([.. lines]),
        };
        if (orders[0].Link("payment_term_id") is var term and not 0)
        {
            vals["invoice_payment_term_id"] = term;
        }

        var made = Records.Create(env, "account.move", vals);
        if (made.Number("amount_total") >= 0 || wizard["deduct_down_payments"] is false)
        {
            return made;
        }

        // What was invoiced too much becomes a credit note.
        Records.Unlink(env.Sudo(), "account.move", [made]);
        vals["move_type"] = "out_refund";
        foreach (var line in lines.Select(l => l[2]!.AsObject()).Where(l => l.ContainsKey("quantity")))
        {
            line["quantity"] = -Js.Number(line["quantity"]!);
        }

        return Records.Create(env, "account.move", vals);
    }
}

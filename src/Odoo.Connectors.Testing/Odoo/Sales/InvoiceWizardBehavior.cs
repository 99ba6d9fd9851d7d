using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Sales;

/// <summary>The wizard that invoices what an order has left.</summary>
internal sealed class InvoiceWizardBehavior() : Behavior("sale.advance.payment.inv")
{
    private const string Nothing = "Cannot create an invoice. No items are available to invoice.\n\nTo resolve this issue, please ensure that:\n   • The products have been delivered before attempting to invoice them.\n   • The invoicing policy of the product is configured correctly.\n\nIf you want to invoice based on ordered quantities instead:\n   • For consumable or storable products, open the product, go to the 'General Information' tab and change the 'Invoicing Policy' from 'Delivered Quantities' to 'Ordered Quantities'.\n   • For services (and other products), change the 'Invoicing Policy' to 'Prepaid/Fixed Price'.\n";

    public override IEnumerable<Method> Methods() => [Method.OnIds("create_invoices", "", CreateInvoices)];

    private static JsonNode? CreateInvoices(Call call)
    {
        var invoices = call.Env.Rows("sale.order", call.Rows.Single().Links("sale_order_ids")).Select(o => Invoice(call.Env, o)).ToList();
        return new JsonObject { ["type"] = "ir.actions.act_window", ["res_model"] = "account.move", ["view_mode"] = "form", ["res_id"] = invoices[0].Id };
    }

    private static Row Invoice(Env env, Row order)
    {
        var lines = env.World["sale.order.line"].FindBy("order_id", order.Id)
            .Select(l => (Line: l, Quantity: OrderLines.ToInvoice(env, l))).Where(l => l.Quantity != 0)
            .Select(l => (JsonNode)new JsonArray(0, 0, new JsonObject
            {
                ["product_id"] = l.Line["product_id"] as long?,
                ["name"] = l.Line.Text("name"),
                ["quantity"] = l.Quantity,
                ["price_unit"] = l.Line.Number("price_unit"),
                ["discount"] = l.Line.Number("discount"),
                ["tax_ids"] = new JsonArray(new JsonArray(6, 0, Js.List(l.Line.Links("tax_ids")))),
                ["sale_line_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(l.Line.Id))),
            })).ToArray();
        if (lines.Length == 0)
        {
            throw OdooError.User(Nothing);
        }

        return Records.Create(env, "account.move", new JsonObject
        {
            ["move_type"] = "out_invoice",
            ["partner_id"] = order.Link("partner_invoice_id"),
            ["currency_id"] = order.Link("currency_id"),
            ["ref"] = order.Text("client_order_ref") ?? "",
            ["invoice_origin"] = order.Text("name"),
            ["invoice_line_ids"] = new JsonArray(lines),
        });
    }
}

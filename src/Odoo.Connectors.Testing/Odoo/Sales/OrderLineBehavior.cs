using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Sales;

internal class OrderLineBehavior() : Behavior("sale.order.line")
{
    private static readonly string[] s_protected = ["product_id", "name", "price_unit", "product_uom_id", "product_uom_qty", "tax_ids", "discount"];

    public override object? Compute(Env env, Row row, string field) => field switch
    {
        "price_subtotal" => OrderTotals.OfLine(env, row).Subtotal,
        "price_total" => OrderTotals.OfLine(env, row).Total,
        "price_tax" => OrderTotals.OfLine(env, row) is var amounts ? amounts.Total - amounts.Subtotal : 0m,
        "qty_invoiced" => OrderLines.Invoiced(env, row),
        "qty_to_invoice" => OrderLines.ToInvoice(env, row),
        "invoice_status" => Status(env, row),
        "invoice_lines" => OrderLines.InvoiceLines(env, row).Select(l => l.Id).ToArray(),
        "state" => Order(env, row).Text("state"),
        "currency_id" => Order(env, row)["currency_id"],
        "company_id" => Order(env, row)["company_id"],
        _ => null,
    };

    public override void Default(Env env, JsonObject vals)
    {
        if (vals["product_id"] is not { } link || Js.IsFalse(link))
        {
            if (vals["display_type"] is null)
            {
                throw OdooError.Constraint("Missing required fields on accountable sale order line.");
            }

            return;
        }

        var product = env.Row("product.product", Js.Id(link is JsonArray pair ? pair[0]! : link));
        var company = env.Row("sale.order", Js.Id(vals["order_id"]!)).Link("company_id");
        vals.TryAdd("name", env.World.BehaviorOf("product.product").DisplayName(env, product));
        vals.TryAdd("price_unit", product.Number("list_price"));
        vals.TryAdd("product_uom_id", product["uom_id"] as long?);
        vals.TryAdd("tax_ids", new JsonArray(new JsonArray(6, 0, Js.List(product.Links("taxes_id").Where(t => env.Row("account.tax", t).Link("company_id") == company)))));
    }

    public override void Writing(Env env, Row row, JsonObject vals)
    {
        var refused = vals.Select(v => v.Key).Where(s_protected.Contains).ToList();
        if (refused.Count > 0 && Order(env, row).Flag("locked"))
        {
            throw OdooError.User($"It is forbidden to modify the following fields in a locked order:\n{string.Join('\n', refused.Select(f => env.Model("sale.order.line").Fields[f].Label))}");
        }
    }

    public override void Unlinking(Env env, Row row)
    {
        if (Order(env, row).Text("state") == "sale")
        {
            throw OdooError.User("Once a sales order is confirmed, you can't remove one of its lines (we need to track if something gets invoiced or delivered).\n                Set the quantity to 0 instead.");
        }
    }

    private static Row Order(Env env, Row row) => env.Row("sale.order", row.Link("order_id"));

    private static string Status(Env env, Row row) => Order(env, row).Text("state") != "sale" ? "no"
        : OrderLines.ToInvoice(env, row) != 0 ? "to invoice"
        : OrderLines.Invoiced(env, row) >= row.Number("product_uom_qty") && row.Number("product_uom_qty") != 0 ? "invoiced" : "no";
}

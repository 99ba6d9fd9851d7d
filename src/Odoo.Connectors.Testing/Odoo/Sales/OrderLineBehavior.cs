using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Sales;

internal class OrderLineBehavior() : Behavior("sale.order.line")
{
    private static readonly (string Field, string Label)[] s_fixedWhenLocked =
    [
        ("product_id", "Product"), ("name", "Description"), ("product_uom_qty", "Quantity"), ("product_uom_id", "Unit"), ("price_unit", "Unit Price"), ("discount", "Discount (%)"), ("tax_ids", "Taxes"),
    ];

    public override string DisplayName(Env env, Row row)
    {
        var described = row.Text("name") is { Length: > 0 } name ? name.Split('\n')[0] : env.Linked(row, "product_id")?.Text("name");
        var known = env.Linked(Order(env, row), "partner_id")?.Text("ref") is { Length: > 0 } reference ? $" ({reference})" : "";
        return $"{Order(env, row).Text("name")} - {described}{known}";
    }

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
        "order_partner_id" => Order(env, row)["partner_id"],
        "salesman_id" => Order(env, row)["user_id"],
        "product_template_id" => env.Linked(row, "product_id")?["product_tmpl_id"],
        "price_reduce_taxexcl" => row.Number("product_uom_qty") is var taken and not 0 ? OrderTotals.OfLine(env, row).Subtotal / taken : 0m,
        "price_reduce_taxinc" => row.Number("product_uom_qty") is var some and not 0 ? OrderTotals.OfLine(env, row).Total / some : 0m,
        "untaxed_amount_invoiced" => OrderLines.UntaxedInvoiced(env, row),
        "untaxed_amount_to_invoice" => OrderLines.UntaxedToInvoice(env, row),
        "amount_invoiced" => OrderLines.AmountInvoiced(env, row),
        "amount_to_invoice" => OrderLines.AmountToInvoice(env, row),
        "qty_invoiced_posted" => OrderLines.InvoicedPosted(env, row),
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

            // A section or a note has no quantity.
            vals["product_uom_qty"] = 0;

            return;
        }

        var product = env.Row("product.product", Js.Id(link is JsonArray pair ? pair[0]! : link));
        var company = env.Row("sale.order", Js.Id(vals["order_id"]!)).Link("company_id");
        vals.TryAdd("name", env.World.BehaviorOf("product.product").DisplayName(env, product));
        vals.TryAdd("price_unit", product.Number("list_price"));
        vals.TryAdd("product_uom_id", product["uom_id"] as long?);
        vals.TryAdd("tax_ids", new JsonArray(new JsonArray(6, 0, Js.List(FiscalPositions.Map(env.Sudo(), env.Linked(env.Row("sale.order", Js.Id(vals["order_id"]!)), "fiscal_position_id"), product.Links("taxes_id").Where(t => env.Row("account.tax", t).Link("company_id") == company))))));
    }

    public override void Writing(Env env, Row row, JsonObject vals)
    {
        var changed = s_fixedWhenLocked.Where(f => vals.ContainsKey(f.Field)).Select(f => f.Label).ToList();
        if (changed.Count > 0 && Order(env, row).Flag("locked"))
        {
            throw OdooError.User($"It is forbidden to modify the following fields in a locked order:\n{string.Join('\n', changed)}");
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
        : env.Linked(row, "product_id")?.Text("invoice_policy") == "order" && row.Number("product_uom_qty") >= 0 && row.Number("qty_delivered") > row.Number("product_uom_qty") ? "upselling"
        : OrderLines.Invoiced(env, row) >= row.Number("product_uom_qty") ? "invoiced" : "no";
}

using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Sales;

/// <summary>What of an order line is invoiced.</summary>
internal static class OrderLines
{
    public static IEnumerable<Row> InvoiceLines(Env env, Row line) =>
        env.World["account.move.line"].FindBy("sale_line_ids", line.Id);

    public static decimal Invoiced(Env env, Row line) => InvoiceLines(env, line)
        .Select(l => (Line: l, Move: env.Row("account.move", l.Link("move_id"))))
        .Where(l => l.Move.Text("state") != "cancel")
        .Sum(l => MoveBehavior.Sign(l.Move) * l.Line.Number("quantity"));

    public static decimal ToInvoice(Env env, Row line) =>
        env.Row("sale.order", line.Link("order_id")).Text("state") == "sale" && line.Text("display_type") is null ? line.Number("product_uom_qty") - Invoiced(env, line) : 0m;
}

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
        env.Row("sale.order", line.Link("order_id")).Text("state") == "sale" && line.Text("display_type") is null ? Due(env, line) - Invoiced(env, line) : 0m;

    /// <summary>What may be invoiced: as ordered, or as delivered where the product says so.</summary>
    private static decimal Due(Env env, Row line) =>
        line.Number(env.Linked(line, "product_id")?.Text("invoice_policy") == "delivery" ? "qty_delivered" : "product_uom_qty");

    /// <summary>What posted documents have of a line.</summary>
    public static decimal InvoicedPosted(Env env, Row line) => InvoiceLines(env, line)
        .Select(l => (Line: l, Move: env.Row("account.move", l.Link("move_id"))))
        .Where(l => l.Move.Text("state") == "posted")
        .Sum(l => MoveBehavior.Sign(l.Move) * l.Line.Number("quantity"));

    /// <summary>What posted documents charge for a line, without taxes.</summary>
    public static decimal UntaxedInvoiced(Env env, Row line) => InvoiceLines(env, line)
        .Select(l => (Line: l, Move: env.Row("account.move", l.Link("move_id"))))
        .Where(l => l.Move.Text("state") == "posted")
        .Sum(l => MoveBehavior.Sign(l.Move) * l.Line.Number("price_subtotal"));

    /// <summary>What is due of a confirmed line, without taxes, and not in a posted document.</summary>
    public static decimal UntaxedToInvoice(Env env, Row line) => env.Row("sale.order", line.Link("order_id")).Text("state") != "sale" || line.Text("display_type") is not null ? 0m
        : Math.Max(0m, (Due(env, line) * line.Number("price_unit") * (1 - (line.Number("discount") / 100m))) - UntaxedInvoiced(env, line));

    /// <summary>What is due and not in a posted document, taxes included, at the line's price.</summary>
    public static decimal AmountToInvoice(Env env, Row line) => line.Number("product_uom_qty") is var ordered and not 0
        ? OrderTotals.OfLine(env, line).Total / ordered * (Due(env, line) - InvoicedPosted(env, line))
        : 0m;

    /// <summary>What posted documents charge for a line, taxes included.</summary>
    public static decimal AmountInvoiced(Env env, Row line) => InvoiceLines(env, line)
        .Select(l => (Line: l, Move: env.Row("account.move", l.Link("move_id"))))
        .Where(l => l.Move.Text("state") == "posted")
        .Sum(l => MoveBehavior.Sign(l.Move) * l.Line.Number("price_total"));
}

using Odoo.Connectors.Testing.Accounting;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Sales;

/// <summary>Amounts of an order and its lines.</summary>
internal static class OrderTotals
{
    public static DocumentAmounts Of(Env env, Row order) =>
        Of(env, order, env.World["sale.order.line"].FindBy("order_id", order.Id).Where(l => l.Text("display_type") is null));

    public static LineAmounts OfLine(Env env, Row line) => Of(env, env.Row("sale.order", line.Link("order_id")), [line]).Lines[0];

    private static DocumentAmounts Of(Env env, Row order, IEnumerable<Row> lines) => TaxEngine.Compute(
        env.Sudo(),
        order.Link("company_id"),
        order.Link("currency_id"),
        [.. lines.Select(l => new TaxedLine(l.Number("product_uom_qty"), l.Number("price_unit"), l.Number("discount"), env.Rows("account.tax", l.Links("tax_ids"))))]);
}

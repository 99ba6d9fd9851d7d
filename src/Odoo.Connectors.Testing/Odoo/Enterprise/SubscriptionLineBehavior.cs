using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Sales;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Enterprise;

/// <summary>sale.order.line with sale_subscription: recurring where its product is and the order has a plan.</summary>
internal sealed class SubscriptionLineBehavior : OrderLineBehavior
{
    public override object? Compute(Env env, Row row, string field) => field == "recurring_invoice"
        ? env.Linked(row, "product_id")?.Flag("recurring_invoice") is true && env.Linked(row, "order_id")?.Link("plan_id") is > 0
        : base.Compute(env, row, field);
}

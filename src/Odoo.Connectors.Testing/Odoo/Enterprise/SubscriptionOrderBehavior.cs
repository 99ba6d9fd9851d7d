using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;
using Odoo.Connectors.Testing.Sales;
using Odoo.Connectors.Testing.Store;

namespace Odoo.Connectors.Testing.Enterprise;

/// <summary>sale.order with sale_subscription: an order with a recurring plan is a subscription and has a life of its own.</summary>
internal sealed class SubscriptionOrderBehavior : OrderBehavior
{
    public override object? Compute(Env env, Row row, string field) =>
        field == "is_subscription" ? row.Link("plan_id") != 0 : base.Compute(env, row, field);

    public override void Created(Env env, Row row, JsonObject vals)
    {
        base.Created(env, row, vals);
        Classify(env, row);
    }

    public override void Written(Env env, Row row, JsonObject vals)
    {
        base.Written(env, row, vals);
        Classify(env, row);
    }

    public override IEnumerable<Method> Methods() => base.Methods().Select(m => m.Name == "action_confirm" ? m with { Body = Started(m.Body) } : m);

    private static Func<Call, JsonNode?> Started(Func<Call, JsonNode?> confirm) => call =>
    {
        var result = confirm(call);
        foreach (var row in call.Rows.Where(r => r.Link("plan_id") != 0))
        {
            var start = row.Text("start_date") ?? call.Env.Today;
            Records.Set(call.Env, row, "subscription_state", "3_progress");
            Records.Set(call.Env, row, "start_date", start);
            Records.Set(call.Env, row, "next_invoice_date", row.Text("next_invoice_date") ?? start);
        }

        return result;
    };

    /// <summary>A plan makes a quotation a subscription's, no plan makes it an ordinary one.</summary>
    private static void Classify(Env env, Row row)
    {
        if (row.Link("plan_id") == 0)
        {
            Records.Set(env, row, "subscription_state", null);
        }
        else if (row.Text("subscription_state") is null)
        {
            Records.Set(env, row, "subscription_state", "1_draft");
        }
    }
}

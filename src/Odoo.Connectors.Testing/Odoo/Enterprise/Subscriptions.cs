using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Enterprise;

/// <summary>The parts of the simulated module sale_subscription.</summary>
internal static class Subscriptions
{
    public const string Schema = "subscriptions.txt";

    public static IEnumerable<Behavior> Behaviors => [new SubscriptionOrderBehavior(), new SubscriptionLineBehavior()];

    /// <summary>The plans that the app brings, and the products of the contract made recurring.</summary>
    public static void Plant(Env env)
    {
        foreach (var (name, unit) in (ReadOnlySpan<(string, string)>)[("Monthly", "month"), ("Yearly", "year")])
        {
            Records.Create(env, "sale.subscription.plan", new JsonObject { ["name"] = name, ["billing_period_unit"] = unit });
        }

        Records.Create(env, "sale.order.close.reason", new JsonObject { ["name"] = "End of contract" });
        foreach (var product in env.World["product.product"].Rows)
        {
            Records.Set(env, product, "recurring_invoice", true);
        }
    }
}

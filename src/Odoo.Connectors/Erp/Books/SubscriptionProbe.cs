using Odoo.Connectors.Client;

namespace Odoo.Connectors.Erp;

/// <summary>What <c>sale_subscription</c> says of orders; nothing where the module is not there, or not wanted.</summary>
internal sealed class SubscriptionProbe(string system, IOdooClient client, ErpReader reader, OdooErpOptions options)
{
    private static readonly string[] Fields = ["is_subscription", "plan_id", "subscription_state", "start_date", "end_date"];

    public async Task<IReadOnlyDictionary<long, SubscriptionState>> ReadAsync(IReadOnlyList<long> orders, OdooContext context, CancellationToken cancellationToken)
    {
        if (orders.Count == 0 || options.Subscriptions == OdooSubscriptions.SaleOrder
            || await reader.ReadAsync(ErpLookup.Of(system, ErpLookup.Subscriptions, ""), cancellationToken).ConfigureAwait(false) is not byte[] answer
            || !((ErpSubscriptions)ErpReader.Decode(ErpLookup.Of(system, ErpLookup.Subscriptions, ""), answer)).Available)
        {
            return new Dictionary<long, SubscriptionState>();
        }

        IReadOnlyList<OdooRecord> found = (await client.ReadAsync(OrderReader.Order, orders, Fields, context, cancellationToken).ConfigureAwait(false)).Records;
        long[] plans = [.. found.Select(o => BookReader.Link(o, "plan_id")).OfType<long>().Distinct()];
        Dictionary<long, OdooRecord> periods = plans.Length == 0 ? [] : (await client.ReadAsync(
            SubscriptionReader.Plans, plans, ["billing_period_value", "billing_period_unit"], context, cancellationToken).ConfigureAwait(false)).Records.ToDictionary(p => p.Id);
        return found.ToDictionary(o => o.Id, o =>
        {
            OdooRecord? period = BookReader.Link(o, "plan_id") is long plan ? periods.GetValueOrDefault(plan) : null;
            return new SubscriptionState(
                o.GetBoolean("is_subscription"), o.GetString("subscription_state"), o.GetDate("start_date"), o.GetDate("end_date"),
                (int?)period?.GetDecimal("billing_period_value"), period?.GetString("billing_period_unit"));
        });
    }
}

/// <summary>What an order is as a subscription.</summary>
internal sealed record SubscriptionState(bool IsSubscription, string? State, DateOnly? StartsOn, DateOnly? EndsOn, int? Every, string? Unit);

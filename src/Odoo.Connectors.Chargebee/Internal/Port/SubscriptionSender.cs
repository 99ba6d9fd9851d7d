using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Makes subscriptions, and compares what became of them with what was agreed.</summary>
internal sealed class SubscriptionSender(PortCalls calls) : OwnIdSender(calls)
{
    private static readonly string[] Compared = ["quantity", "unit_price"];

    protected override string Part => "subscription";

    protected override string CreatePath(PlannedWrite write) => $"customers/{PortCalls.Escape(write.Id)}/subscription_for_items";

    protected override string ReadPath(PlannedWrite write, string id) => $"subscriptions/{PortCalls.Escape(id)}";

    protected override Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement answer, OutcomeStatus status)
    {
        JsonElement subscription = answer.Part(Part);
        string id = subscription.Text("id") ?? OwnId.Of(dispatch.Key);
        return new Outcome
        {
            Key = dispatch.Key,
            Status = status,
            Target = new ExternalRef(Calls.System, RecordKinds.Contract, id),
            Note = $"subscription {id} of customer {write.Id}: {subscription.Text("status")}, {subscription.Text("currency_code")}",
            Discrepancy = status == OutcomeStatus.Applied ? Difference(write, subscription, answer.Part("invoice"), id) : null,
        };
    }

    private CaseReason? Difference(PlannedWrite write, JsonElement subscription, JsonElement invoice, string id)
    {
        if (invoice.Text("price_type") == "tax_inclusive")
        {
            return new CaseReason(
                ErrorKind.Configuration, "tax-inclusive",
                $"'{Calls.System}' takes the prices of subscription {id} as prices with tax, and those of the deal are without; correct the prices there, and the site's setting of how prices contain tax.", "price_type");
        }

        for (int i = 0; write.Fields.TryGetValue(Name("item_price_id", i), out string? price); i++)
        {
            // What is charged once is an item no longer when it was charged.
            JsonElement item = subscription.Rows("subscription_items").FirstOrDefault(row => row.Text("item_price_id") == price);
            string? differs = item.ValueKind != JsonValueKind.Object ? null
                : Array.Find(Compared, f => write.Fields.TryGetValue(Name(f, i), out string? told) && item.Text(f) != told);
            if (differs is not null)
            {
                return new CaseReason(
                    ErrorKind.Validation, "value-overwritten",
                    $"'{Calls.System}' took the {differs} of {price} in subscription {id} and stores another; see whether price overriding is enabled for the site, and correct the subscription there.", differs);
            }
        }

        return null;
    }

    private static string Name(string field, int index) => string.Create(CultureInfo.InvariantCulture, $"subscription_items[{field}][{index}]");
}

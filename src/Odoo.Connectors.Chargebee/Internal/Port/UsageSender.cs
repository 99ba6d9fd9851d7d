using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Tells usages. Chargebee stores one of a term that is invoiced and never bills it: such a one is not sent.</summary>
internal sealed class UsageSender(PortCalls calls) : OwnIdSender(calls)
{
    protected override string Part => "usage";

    protected override string CreatePath(PlannedWrite write) => $"subscriptions/{PortCalls.Escape(write.Id)}/usages";

    protected override string ReadPath(PlannedWrite write, string id) => $"subscriptions/{PortCalls.Escape(write.Id)}/usages?id={PortCalls.Escape(id)}";

    protected override async Task<(Outcome? Obstacle, PlannedWrite Write)> PrepareAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        string path = $"subscriptions/{PortCalls.Escape(write.Id)}";
        if (await Calls.FindAsync(path, "subscription", cancellationToken).ConfigureAwait(false) is not { } subscription)
        {
            return (Failures.Refused(
                dispatch, ErrorKind.NotFound, "no-subscription", $"'{Calls.System}' has no subscription {write.Id}; correct what the metering platform sends, and bill this total by hand.", "subscription"), write);
        }

        long at = long.Parse(write.Fields["usage_date"], CultureInfo.InvariantCulture);
        bool isRunning = subscription.Text("status") != "cancelled" && !(at < subscription.Number("current_term_start"));
        bool isOpen = isRunning || await Calls.FirstAsync(
            $"invoices?limit=100&subscription_id[is]={PortCalls.Escape(write.Id)}&status[is]=pending", "invoice", static _ => true, cancellationToken).ConfigureAwait(false) is not null;
        return (isOpen ? null : Failures.Refused(
            dispatch, ErrorKind.Validation, "usage-too-late",
            $"The term that this usage of {write.Fields["item_price_id"]} is of is invoiced, and '{Calls.System}' would store it and never bill it. Bill it by a charge there, or void and regenerate that invoice and retry; close the period of the meter earlier.",
            "usage_date"), write);
    }

    protected override Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement answer, OutcomeStatus status)
    {
        JsonElement usage = answer.Part(Part);
        string id = usage.Text("id") ?? OwnId.Of(dispatch.Key);
        return new Outcome
        {
            Key = dispatch.Key, Status = status, Target = new ExternalRef(Calls.System, RecordKinds.Usage, id), Note = $"usage {id} of subscription {write.Id}: {usage.Text("quantity")}",
        };
    }

    protected override Outcome InTheWay(Dispatch dispatch, PlannedWrite write) => Failures.Refused(
        dispatch, ErrorKind.Conflict, "usage-in-the-way",
        $"Subscription {write.Id} has a usage of {write.Fields["item_price_id"]} of the same second that is not ours; delete it in '{Calls.System}' if it tells the same, then retry.", "usage_date");
}

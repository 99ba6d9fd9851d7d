using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>
/// What an order says about its contract beside the lines: the subscription's id, on Enterprise plan, dates and state, and whatever fields
/// of its own the host has named.
/// </summary>
internal static class ContractHeader
{
    /// <summary>Sets the values, and how the chatter calls those whose changes it tells.</summary>
    /// <param name="context">The company.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="isNew">Whether the order is made: confirming it begins the subscription.</param>
    /// <param name="values">The order's values.</param>
    /// <param name="labels">The names of fields.</param>
    /// <param name="problem">A case where it cannot be a subscription and must.</param>
    /// <returns>False when something is not known yet.</returns>
    public static bool TryPlan(PlanContext context, Contract contract, bool isNew, JsonObject values, JsonObject labels, ref CaseReason? problem)
    {
        Set("client_order_ref", contract.Ref.Id, "Subscription");
        Own("Version", contract.Version, null);
        Own("Status", contract.Status.ToString(), null);
        Own("StartsOn", PlanContext.Text(StartOf(context, contract)), "Starts");
        Own("EndsOn", EndOf(context, contract) is DateOnly end ? PlanContext.Text(end) : false, "Ends");
        Own("NextInvoiceOn", NextOf(context, contract), null);
        return TrySubscription(context, contract, isNew, values, labels, ref problem);

        void Own(string what, JsonNode? value, string? label)
        {
            if (context.ContractField(what) is string field && value is not null)
            {
                Set(field, value, label);
            }
        }

        void Set(string field, JsonNode value, string? label)
        {
            values[field] = value;
            if (label is not null)
            {
                labels[field] = label;
            }
        }
    }

    private static bool TrySubscription(PlanContext context, Contract contract, bool isNew, JsonObject values, JsonObject labels, ref CaseReason? problem)
    {
        OdooSubscriptions form = context.Options.Subscriptions;
        if (form == OdooSubscriptions.SaleOrder)
        {
            return true;
        }

        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Subscriptions, ""), out ErpSubscriptions? there))
        {
            return false;
        }

        string setting = $"Systems:{context.System}:Subscriptions";
        if (form == OdooSubscriptions.SaleSubscription && (!there!.Available || contract.Recurrence is null))
        {
            problem ??= there.Available
                ? new CaseReason(ErrorKind.Validation, "contract-without-recurrence", $"{contract.Ref} does not say how often it is billed, so that it can be no subscription; give it one interval at its source, or set {setting} to Auto, then retry.", "Recurrence")
                : new CaseReason(ErrorKind.Configuration, "no-sale-subscription", $"This Odoo has no sale_subscription; install it, or set {setting} to SaleOrder, then retry.", setting);
            return true;
        }

        if (!there!.Available || contract.Recurrence is not Recurrence recurrence)
        {
            return true;
        }

        if (!TryPlanOf(context, recurrence, out long plan, ref problem))
        {
            return false;
        }

        values["plan_id"] = plan;
        values["start_date"] = PlanContext.Text(StartOf(context, contract));
        values["end_date"] = EndOf(context, contract) is DateOnly end ? PlanContext.Text(end) : false;
        labels["start_date"] = "Starts";
        labels["end_date"] = "Ends";
        if (NextOf(context, contract) is JsonNode next)
        {
            values["next_invoice_date"] = next;
        }

        if (!isNew && StateOf(contract.Status) is string state)
        {
            values["subscription_state"] = state;
        }

        return true;
    }

    private static bool TryPlanOf(PlanContext context, Recurrence recurrence, out long id, ref CaseReason? problem)
    {
        id = 0;
        string key = context.Options.Plans.TryGetValue(recurrence.ToString(), out string? named) ? named : $"{ErpLookup.Period}{recurrence}";
        if (!context.Known.TryRead(ErpLookup.Of(context.System, ErpLookup.Plan, key), out ErpId? found))
        {
            return false;
        }

        string setting = $"Systems:{context.System}:Plans:{recurrence}";
        if (found is null)
        {
            problem ??= new CaseReason(
                ErrorKind.Configuration, "unmapped-plan",
                named is null ? $"Odoo has no recurring plan of {recurrence}; make one, or name one by {setting}, then retry." : $"Odoo has no recurring plan '{named}'; correct {setting}, then retry.",
                setting);
        }

        id = found?.Id ?? 0;
        return true;
    }

    private static DateOnly StartOf(PlanContext context, Contract contract) => contract.StartsAt is DateTimeOffset at ? context.Day(at) : contract.StartsOn;

    private static DateOnly? EndOf(PlanContext context, Contract contract) => contract.EndsAt is DateTimeOffset at ? context.Day(at) : contract.EndsOn;

    private static JsonNode? NextOf(PlanContext context, Contract contract) =>
        contract.NextInvoiceAt is DateTimeOffset at ? (JsonNode?)PlanContext.Text(context.Day(at)) : null;

    private static string? StateOf(ContractStatus status) => status switch
    {
        ContractStatus.Active or ContractStatus.PastDue => "3_progress",
        ContractStatus.Paused => "4_paused",
        ContractStatus.Ended => "6_churn",
        _ => null,
    };
}

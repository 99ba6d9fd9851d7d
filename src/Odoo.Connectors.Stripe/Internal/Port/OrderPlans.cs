using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Stripe.Internal.Port;

/// <summary>Orders to end, pause and resume subscriptions. Where they stand is read when they are sent.</summary>
internal static class OrderPlans
{
    public static PlanResult Cancel(PlanContext context, ContractCancellation order) => order.AtPeriodEnd
        ? Plan(context, order.Contract, Ways.CancelLater, new(StringComparer.Ordinal) { ["cancel_at_period_end"] = "true" })
        : Plan(context, order.Contract, Ways.CancelNow, new(StringComparer.Ordinal));

    /// <summary>Invoices of a pause are made and void: of Stripe's ways to pause this one works for every subscription and can end by itself.</summary>
    public static PlanResult Pause(PlanContext context, ContractPause order)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal) { ["pause_collection[behavior]"] = "void" };
        if (order.ResumesAt is { } end)
        {
            if (end <= context.Known.Now)
            {
                return PlanContext.Review(ErrorKind.Validation, "pause-over", $"{order.Ref} orders a pause that is over already; correct its end, then retry.", "pause_collection[resumes_at]");
            }

            fields["pause_collection[resumes_at]"] = end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        return Plan(context, order.Contract, Ways.Pause, fields);
    }

    public static PlanResult Resume(PlanContext context, ContractResumption order) =>
        Plan(context, order.Contract, Ways.Resume, new(StringComparer.Ordinal) { ["pause_collection"] = "" });

    private static PlanResult Plan(PlanContext context, ExternalRef contract, string way, Dictionary<string, string> fields) => contract.System != context.System
        ? PlanContext.Review(ErrorKind.Configuration, "contract-elsewhere", $"{contract} is not billed by '{context.System}'; correct the flow.")
        : new PlanResult.Send(new EffectPlan
        {
            Subject = $"contract/{contract.Id}",
            Way = way,
            Payload = new PlannedWrite { Fields = fields, PlannedAt = context.Now, Id = contract.Id }.ToPayload(),
        });
}

using System.Globalization;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Orders to end, pause and resume a subscription. What there is to do is seen when they are sent: they are absolute.</summary>
internal sealed class OrderPlans(string system, Func<ChargebeeOptions> options)
{
    public PlanResult Cancel(Intent intent, ContractCancellation order, Known known)
    {
        string credit = options().CreditOnCancellation switch { ChargebeeCancellationCredit.Prorate => "prorate", ChargebeeCancellationCredit.Full => "full", _ => "none" };
        return Plan(intent, order.Contract, Ways.Cancel, known, order.AtPeriodEnd
            ? new() { ["cancel_option"] = "end_of_term" }
            : new() { ["cancel_option"] = "immediately", ["credit_option_for_current_term_charges"] = credit });
    }

    public PlanResult Pause(Intent intent, ContractPause order, Known known)
    {
        Dictionary<string, string> fields = new() { ["pause_option"] = "immediately" };
        if (order.ResumesAt is { } at)
        {
            if (at <= known.Now)
            {
                return new PlanResult.Review(new CaseReason(
                    ErrorKind.Validation, "pause-is-over", $"The pause of {order.Contract} was to end before it began; give it another end, or skip it.", "resume_date"));
            }

            fields["resume_date"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }

        return Plan(intent, order.Contract, Ways.Pause, known, fields);
    }

    public PlanResult Resume(Intent intent, ContractResumption order, Known known) =>
        Plan(intent, order.Contract, Ways.Resume, known, new() { ["resume_option"] = "immediately" });

    private PlanResult Plan(Intent intent, ExternalRef contract, string way, Known known, Dictionary<string, string> fields)
    {
        if (!OwnRecords.TryFind(system, contract, known, out string? id))
        {
            return PlanResult.Needs;
        }

        return id is null ? OwnRecords.NotThere(system, contract) : new PlanResult.Send(new EffectPlan
        {
            Subject = $"{RecordKinds.Contract}/{id}",
            Way = way,
            Payload = new PlannedWrite(id, fields).ToPayload(),
            Remarks = [$"{intent.Kind} of subscription {id} for {intent.Source}"],
        });
    }
}

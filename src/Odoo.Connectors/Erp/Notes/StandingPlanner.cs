using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Plans where a partner stands with what it owes: in a field of the host's own, where one is set.</summary>
internal static class StandingPlanner
{
    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        AccountStanding standing = (AccountStanding)intent.Record;
        if (context.Options.StandingField is not string field)
        {
            return new PlanResult.Nothing("no field of it is written");
        }

        ExternalRef agreed = new(context.System, EffectKinds.AccountStanding, standing.Customer.Id);
        string subject = $"{EffectKinds.AccountStanding}/{standing.Customer}";
        bool known = context.TrySetup(out ErpSetup setup) & context.Known.TryShadow(agreed, out Shadow shadow) & context.Known.TryBusy(context.System, subject, out bool busy);
        if (!known)
        {
            return PlanResult.Needs;
        }

        string value = standing.Status.ToString();
        WritePlan plan = new()
        {
            Company = setup.CompanyId, Model = BookReader.Partner, Record = JsonNode.Parse(standing.Customer.Id)!, Values = new JsonObject { [field] = value }, Shadow = agreed,
        };
        return !busy && shadow.Holds(field, value) ? new PlanResult.Nothing("the partner shows it")
            : new PlanResult.Send(new EffectPlan
            {
                Subject = subject, Payload = plan.ToString(), Way = ErpWays.Write,
                Provenance = new Dictionary<string, string>(StringComparer.Ordinal) { [field] = "the rules of collections" },
            });
    }
}

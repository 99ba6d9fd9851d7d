using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Plans activities on records of Odoo's own: made once under an external id, and marked done under the same.</summary>
internal static class ActivityPlanner
{
    private const string Key = "todo";

    public static PlanResult Plan(PlanContext context, Intent intent)
    {
        LedgerActivity activity = (LedgerActivity)intent.Record;
        if (!context.TrySetup(out ErpSetup setup))
        {
            return PlanResult.Needs;
        }

        NotePlanner.TryOwn(activity.On, out JsonNode? on);
        string id = NotePlanner.IdOf(intent);
        ActivityPlan plan = new(
            ErpKeys.ExternalId(Key, intent.Source with { Id = id }), setup.CompanyId, activity.On.Kind == RecordKinds.Customer ? BookReader.Partner : BookReader.Move, (long)on!, activity.User,
            activity.Summary, activity.Note, activity.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), intent.Kind == EffectKinds.ActivityDone);
        return new PlanResult.Send(new EffectPlan { Subject = $"{Key}/{intent.Source.System}/{id}", Payload = plan.ToString(), Way = ErpWays.Activity });
    }
}

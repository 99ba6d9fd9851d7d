using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Makes an activity unless it is there, and marks one done unless somebody did: sent again after a lost reply, it finds what is.</summary>
internal sealed class ActivityExecutor(IOdooClient client, ErpReader reader)
{
    private const string Activity = "mail.activity";

    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        ActivityPlan plan = ActivityPlan.Parse(dispatch.Payload);
        OdooContext context = new() { AllowedCompanyIds = [plan.Company] };
        try
        {
            long? there = await reader.ByExternalIdAsync(plan.Key, cancellationToken).ConfigureAwait(false);
            if (plan.IsDone)
            {
                await FinishAsync(there, context, cancellationToken).ConfigureAwait(false);
            }
            else if (there is null && await MakeAsync(plan, context, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return ErpOutcomes.Refused(dispatch, refusal);
            }

            return new Outcome { Key = dispatch.Key, Status = OutcomeStatus.Applied, Note = $"{plan.Model}: an activity{(plan.IsDone ? " is done" : "")}" };
        }
        catch (ConnectorException e)
        {
            return ErpOutcomes.Failed(dispatch, e);
        }
    }

    private async Task<CaseReason?> MakeAsync(ActivityPlan plan, OdooContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<OdooRecord> users = await client.SearchReadAsync(
            "res.users", OdooDomain.Where("login", "=", plan.User), ["active"], new OdooSearch { Limit = 1 }, context, cancellationToken).ConfigureAwait(false);
        if (users.Count == 0)
        {
            return new CaseReason(
                ErrorKind.Configuration, "unknown-user", "Odoo has no active user with the login that this activity is for. Add the user, or name another one in the step and take the activity yourself; then retry or close this case.", "user");
        }

        // The external ids of models are the same in every Odoo.
        string model = plan.Model == BookReader.Partner ? "base.model_res_partner" : "account.model_account_move";
        string note = plan.Note is null ? "" : $"<p>{WebUtility.HtmlEncode(plan.Note)}</p>";
        IReadOnlyList<JsonNode?> row =
        [
            plan.Key, model, plan.Record.ToString(CultureInfo.InvariantCulture), "mail.mail_activity_data_todo", plan.Summary, note, plan.DueOn, users[0].Id.ToString(CultureInfo.InvariantCulture),
        ];
        OdooLoadResult loaded = await client.LoadAsync(
            Activity, ["id", "res_model_id/id", "res_id", "activity_type_id/id", "summary", "note", "date_deadline", "user_id/.id"], [row], context, cancellationToken).ConfigureAwait(false);
        return loaded.Succeeded ? null : throw loaded.Failure($"the activity on the {plan.Model}");
    }

    /// <summary>One that somebody did or dropped is archived or gone, and nothing is left to do.</summary>
    private async Task FinishAsync(long? id, OdooContext context, CancellationToken cancellationToken)
    {
        bool isOpen = id is long known && (await client.SearchReadAsync(
            Activity, OdooDomain.Where("id", "=", known).And(OdooDomain.Where("active", "=", true)), ["active"], new OdooSearch { Limit = 1 }, context, cancellationToken).ConfigureAwait(false)).Count > 0;
        if (isOpen)
        {
            await client.CallAsync(new OdooCall { Model = Activity, Method = "action_done", Ids = [id!.Value], Context = context }, cancellationToken).ConfigureAwait(false);
        }
    }
}

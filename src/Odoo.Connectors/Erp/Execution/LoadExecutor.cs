using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Makes or changes records by their external ids, all of an effect in one call and one transaction.</summary>
internal sealed class LoadExecutor(IOdooClient client)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        LoadPlan plan = LoadPlan.Parse(dispatch.Payload);
        try
        {
            OdooLoadResult loaded = await client.LoadAsync(
                plan.Model, plan.Columns, [.. plan.Rows.Select(r => (IReadOnlyList<JsonNode?>)[.. ((JsonArray)r!).Select(c => c?.DeepClone())])],
                new OdooContext { AllowedCompanyIds = [plan.Company] }, cancellationToken).ConfigureAwait(false);
            return !loaded.Succeeded ? StepwiseExecutor.Refused(dispatch, loaded) : new Outcome
            {
                Key = dispatch.Key, Status = OutcomeStatus.Applied, Note = string.Create(CultureInfo.InvariantCulture, $"{plan.Model}: {plan.Rows.Count} by external id"),
            };
        }
        catch (ConnectorException e)
        {
            return ErpOutcomes.Failed(dispatch, e);
        }
    }
}

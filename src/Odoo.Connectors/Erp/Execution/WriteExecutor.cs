using System.Text.Json.Nodes;
using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Writes absolute values to a record and reads back what Odoo stored.</summary>
internal sealed class WriteExecutor(IOdooClient client, ErpReader reader)
{
    private readonly AdoptionNotes _notes = new(client, reader);

    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(dispatch, WritePlan.Parse(dispatch.Payload), cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectorException e)
        {
            return ErpOutcomes.Failed(dispatch, e);
        }
    }

    private async Task<Outcome> SendAsync(Dispatch dispatch, WritePlan plan, CancellationToken cancellationToken)
    {
        OdooContext context = new() { AllowedCompanyIds = [plan.Company] };
        (string name, long? id) = await reader.RecordAsync(plan.Record, cancellationToken).ConfigureAwait(false);
        if (id is null)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"Odoo has no {plan.Model} '{name}' any more."));
        }

        if (plan.Values.Count > 0)
        {
            await client.WriteAsync(plan.Model, [id.Value], (JsonObject)plan.Values.DeepClone(), context, cancellationToken).ConfigureAwait(false);
        }

        string[] fields = [.. plan.Values.Select(v => v.Key)];
        OdooReadResult read = await client.ReadAsync(plan.Model, [id.Value], fields, context, cancellationToken).ConfigureAwait(false);
        if (read.Records.Count == 0)
        {
            return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"The {plan.Model} '{name}' was deleted in Odoo."));
        }

        if (plan.Note is string note)
        {
            await _notes.PostAsync(note, id.Value, context, cancellationToken).ConfigureAwait(false);
        }

        return new Outcome
        {
            Key = dispatch.Key,
            Status = OutcomeStatus.Applied,
            Target = plan.Shadow,
            Values = ErpOutcomes.Values(read.Records[0], fields),
            Note = $"{plan.Model}: {string.Join(", ", fields)}",
        };
    }
}

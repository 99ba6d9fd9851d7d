using Odoo.Connectors.Client;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Erp;

/// <summary>Writes a note unless it is there: sent again after a lost reply, it finds itself.</summary>
internal sealed class NoteExecutor(IOdooClient client, ErpReader reader)
{
    private readonly ContractNotes _notes = new(client, reader);

    public async Task<Outcome> SendAsync(Dispatch dispatch, CancellationToken cancellationToken)
    {
        NotePlan plan = NotePlan.Parse(dispatch.Payload);
        try
        {
            (string name, long? id) = await reader.RecordAsync(plan.Record, cancellationToken).ConfigureAwait(false);
            if (id is null)
            {
                return ErpOutcomes.Refused(dispatch, new CaseReason(ErrorKind.Gone, "gone-in-odoo", $"Odoo has no {plan.Model} '{name}' any more."));
            }

            await _notes.PostAsync(plan.Key, plan.Model, id.Value, plan.Head, plan.Lines, new OdooContext { AllowedCompanyIds = [plan.Company] }, cancellationToken).ConfigureAwait(false);
            return new Outcome { Key = dispatch.Key, Status = OutcomeStatus.Applied, Note = $"{plan.Model}: a note" };
        }
        catch (ConnectorException e)
        {
            return ErpOutcomes.Failed(dispatch, e);
        }
    }
}

using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Voids an invoice that was cancelled where it was issued. One that is void is left alone; one that money was recorded for is a person's to settle.</summary>
internal sealed class VoidSender(PortCalls calls)
{
    public async Task<Outcome> SendAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        string path = $"invoices/{PortCalls.Escape(write.Id)}";
        if (await calls.FindAsync(path, "invoice", cancellationToken).ConfigureAwait(false) is not { } invoice)
        {
            return Failures.Refused(dispatch, ErrorKind.NotFound, "record-gone", $"'{calls.System}' has no invoice {write.Id}; there is nothing to void, skip this.", "invoice");
        }

        if (invoice.Text("status") == "voided")
        {
            return Done(dispatch, write, OutcomeStatus.Replayed);
        }

        if (invoice.Number("amount_paid") > 0 || invoice.Number("amount_adjusted") > 0 || invoice.Number("credits_applied") > 0)
        {
            return Failures.Refused(
                dispatch, ErrorKind.Conflict, "invoice-not-voidable",
                $"Invoice {write.Id} of '{calls.System}' was cancelled where it was issued, and has payments or credits there. Take them off it there, then retry.", "amount_paid");
        }

        WriteAnswer answer = await calls.PostAsync($"{path}/void", write.Fields, dispatch.NativeKey, cancellationToken).ConfigureAwait(false);
        return answer.Body is not null ? Done(dispatch, write, answer.IsReplayed ? OutcomeStatus.Replayed : OutcomeStatus.Applied) : Failures.Of(dispatch, answer);
    }

    private Outcome Done(Dispatch dispatch, PlannedWrite write, OutcomeStatus status) =>
        new() { Key = dispatch.Key, Status = status, Target = new ExternalRef(calls.System, RecordKinds.Invoice, write.Id), Note = $"invoice {write.Id} is void" };
}

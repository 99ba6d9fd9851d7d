using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>
/// Takes in credit notes. Chargebee has two kinds: an adjustment lessens what is due of the invoice, a refundable one is money that the customer
/// has. Which it is shows the invoice, right before it is sent; one that is partly the one and partly the other is no document of Chargebee's.
/// </summary>
internal sealed class ImportNoteSender(PortCalls calls) : OwnIdSender(calls)
{
    protected override string Part => "credit_note";

    protected override string CreatePath(PlannedWrite write) => "credit_notes/import_credit_note";

    protected override string ReadPath(PlannedWrite write, string id) => $"credit_notes/{PortCalls.Escape(id)}";

    protected override async Task<(Outcome? Obstacle, PlannedWrite Write)> PrepareAsync(Dispatch dispatch, PlannedWrite write, CancellationToken cancellationToken)
    {
        if (await Calls.FindAsync($"invoices/{PortCalls.Escape(write.Id)}", "invoice", cancellationToken).ConfigureAwait(false) is not { } invoice)
        {
            return (Failures.Refused(dispatch, ErrorKind.NotFound, "record-gone", $"'{Calls.System}' has no invoice {write.Id}; enter the credit note there by hand, then skip this.", "reference_invoice_id"), write);
        }

        long total = long.Parse(write.Fields["total"], CultureInfo.InvariantCulture), due = invoice.Number("amount_due") ?? 0, paid = invoice.Number("amount_paid") ?? 0;
        string? kind = total <= due ? "adjustment" : due == 0 && total <= paid ? "refundable" : null;
        return kind is null
            ? (Failures.Refused(
                dispatch, ErrorKind.Conflict, "credit-note-in-parts",
                string.Create(CultureInfo.InvariantCulture, $"Invoice {write.Id} of '{Calls.System}' has {due} due and {paid} paid, and the credit note is {total} (in Chargebee's smallest units): it would be an adjustment in part and a refundable one in part. Enter both there by hand, then skip this."),
                "total"), write)
            : (null, write with
            {
                Fields = new Dictionary<string, string>(write.Fields)
                {
                    ["customer_id"] = invoice.Text("customer_id") ?? "", ["type"] = kind, ["status"] = kind == "adjustment" ? "adjusted" : "refund_due",
                },
            });
    }

    protected override Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement answer, OutcomeStatus status)
    {
        JsonElement note = answer.Part(Part);
        string id = note.Text("id") ?? OwnId.Of(dispatch.Key);
        return new Outcome
        {
            Key = dispatch.Key,
            Status = status,
            Target = new ExternalRef(Calls.System, RecordKinds.CreditNote, id),
            Note = $"credit note {id} of invoice {write.Id}: {note.Text("total")} {note.Text("currency_code")}, {note.Text("type")}",
            Discrepancy = ImportSender.Difference(Calls.System, "credit note", id, write, note),
        };
    }
}

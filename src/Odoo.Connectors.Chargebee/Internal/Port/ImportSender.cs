using System.Globalization;
using System.Text.Json;
using Odoo.Connectors.Chargebee.Internal.Api;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Chargebee.Internal.Port;

/// <summary>Takes in invoices that were issued elsewhere, under ids of ours, and compares what became of them to the cent.</summary>
internal sealed class ImportSender(PortCalls calls) : OwnIdSender(calls)
{
    protected override string Part => "invoice";

    protected override string CreatePath(PlannedWrite write) => "invoices/import_invoice";

    protected override string ReadPath(PlannedWrite write, string id) => $"invoices/{PortCalls.Escape(id)}";

    protected override Outcome Done(Dispatch dispatch, PlannedWrite write, JsonElement answer, OutcomeStatus status)
    {
        JsonElement invoice = answer.Part(Part);
        string id = invoice.Text("id") ?? OwnId.Of(dispatch.Key);
        return new Outcome
        {
            Key = dispatch.Key,
            Status = status,
            Target = new ExternalRef(Calls.System, RecordKinds.Invoice, id),
            Note = $"invoice {id} of customer {write.Id}: {invoice.Text("total")} {invoice.Text("currency_code")}, {invoice.Text("status")}",
            Discrepancy = Difference(Calls.System, Part, id, write, invoice),
        };
    }

    /// <summary>What is there is not what was issued: a person must see it, and nothing else is done about it.</summary>
    public static CaseReason? Difference(string system, string part, string id, PlannedWrite write, JsonElement stored)
    {
        string? differs = Array.Find(["total", "currency_code"], f => stored.Text(f) != write.Fields[f]);
        return differs is null ? null : new CaseReason(
            ErrorKind.Conflict, "import-differs",
            string.Create(CultureInfo.InvariantCulture, $"'{system}' has the {differs} {stored.Text(differs)} in {part} {id}, and {write.Fields[differs]} was issued (amounts in Chargebee's smallest units). Correct it there."), differs);
    }
}

using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Chargebee.Billing;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Credit notes: made for an invoice, refunded, voided.</summary>
internal sealed class ChargebeeCreditNoteCalls(ChargebeeWorld world)
{
    public JsonObject Serve(ChargebeeCall call)
    {
        if (call.Id is null)
        {
            return Create(call);
        }

        JsonObject note = world.Store.Get("credit_note", call.Id);
        switch (call.Action)
        {
            case "void":
                world.CreditNotes.Void(note);
                return Answer(note);
            case "refund":
                return Refund(call, note);
            case "record_refund":
                VendorFields fields = call.Fields.Part("transaction");
                JsonObject refund = ChargebeeRefunds.Offline(world, note, fields.Number("amount") ?? note.Number("amount_available"), fields);
                return Answer(note, refund);
            default:
                throw call.NotEmulated();
        }
    }

    private JsonObject Create(ChargebeeCall call)
    {
        JsonObject invoice = world.Store.Get("invoice", call.Fields.Filled("reference_invoice_id") ?? throw ChargebeeRefusal.Missing("reference_invoice_id"));
        string type = call.Fields.Filled("type") ?? throw ChargebeeRefusal.Missing("type");
        if (type is not ("adjustment" or "refundable"))
        {
            throw ChargebeeRefusal.Wrong("type", $"{type} is not emulated.");
        }

        IReadOnlyList<VendorFields> rows = call.Fields.Transposed("line_items");
        long total = call.Fields.Number("total") ?? invoice.Number(type == "adjustment" ? "amount_due" : "amount_paid");
        JsonObject lines = rows.Count == 0
            ? ChargebeeCreditLines.OfTotal(world, invoice, total)
            : ChargebeeCreditLines.Of(world, invoice, rows.Select(row => Line(invoice, row)));
        JsonObject note = world.CreditNotes.Issue(invoice, lines, type, call.Fields.Filled("reason_code") ?? "other", call.Fields.Number("date"));
        return Answer(note);
    }

    private static (JsonObject Line, long Amount, string Description) Line(JsonObject invoice, VendorFields row)
    {
        string id = row.Filled("reference_line_item_id") ?? throw ChargebeeRefusal.Missing(row.Name("reference_line_item_id"));
        JsonObject line = invoice.Rows("line_items").FirstOrDefault(line => line.Text("id") == id)
            ?? throw new ChargebeeRefusal(404, "resource_not_found", "Line item is not present", param: row.Name("reference_line_item_id"));
        long? amount = row.Number("amount") ?? (row.Number("unit_amount") is { } unit ? unit * (row.Number("quantity") ?? 1) : null);
        return (line, amount ?? line.Number("amount"), row.Filled("description") ?? line.Text("description")!);
    }

    private JsonObject Refund(ChargebeeCall call, JsonObject note)
    {
        long amount = call.Fields.Number("refund_amount") ?? note.Number("amount_available");
        ChargebeeRefunds.Check(world, world.Store.Find("invoice", note.Text("reference_invoice_id")), amount);
        ChargebeeGatewayAnswer answer = world.Collection.Ask(note, amount, isRefund: true, attempt: 1);
        return answer.Status == "failure"
            ? throw ChargebeeRefusal.Declined(answer.ErrorText!)
            : Answer(note, ChargebeeRefunds.AtGateway(world, note, amount, answer));
    }

    private JsonObject Answer(JsonObject note, JsonObject? refund = null)
    {
        var answer = new JsonObject { ["credit_note"] = note.Copy() };
        answer.Put("invoice", world.Store.Find("invoice", note.Text("reference_invoice_id"))?.Copy());
        answer.Put("transaction", refund?.Copy());
        return answer;
    }
}

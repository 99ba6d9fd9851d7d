using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Money that goes back to the customer for a credit note.</summary>
internal static class ChargebeeRefunds
{
    /// <summary>At the gateway; a refusal there refuses the call.</summary>
    public static JsonObject AtGateway(ChargebeeWorld world, JsonObject note, long amount, ChargebeeGatewayAnswer answer)
    {
        JsonObject? payment = Refunded(world, Invoice(world, note));
        if (payment?.Text("gateway") != "stripe")
        {
            throw ChargebeeRefusal.State("Nothing was paid at the gateway that could be refunded there; record the refund.");
        }

        JsonObject refund = world.Transactions.AtGateway("refund", Customer(world, note), note, amount, answer, payment);
        Record(world, note, refund, payment, amount);
        world.Events.Tell(answer.Status == "success" ? "payment_refunded" : "refund_initiated", Content(world, note, refund));
        if (answer.Then is { } then)
        {
            world.Agenda.At(world.Now + (long)answer.After.TotalSeconds, () => Become(world, note, refund, then, amount));
        }

        return refund;
    }

    /// <summary>Refuses what the gateway would refuse, before anything is written.</summary>
    public static void Check(ChargebeeWorld world, JsonObject? invoice, long amount)
    {
        if (Refunded(world, invoice)?.Text("id_at_gateway") is { } paid && world.Gateway?.WhyNotRefund(paid, amount, world.Agenda.Now) is { } reason)
        {
            throw ChargebeeRefusal.Declined(reason);
        }
    }

    public static JsonObject Offline(ChargebeeWorld world, JsonObject note, long amount, VendorFields fields)
    {
        JsonObject refund = world.Transactions.Offline("refund", Customer(world, note), note, amount, fields);
        Record(world, note, refund, Refunded(world, Invoice(world, note)), amount);
        world.Events.Tell("payment_refunded", Content(world, note, refund));
        return refund;
    }

    private static void Record(ChargebeeWorld world, JsonObject note, JsonObject refund, JsonObject? payment, long amount)
    {
        if (note.Text("status") == "voided" || amount <= 0 || amount > note.Number("amount_available"))
        {
            throw ChargebeeRefusal.Wrong("refund_amount", FormattableString.Invariant($"must be between 1 and {note.Number("amount_available")}."));
        }

        note.Raise("amount_refunded", amount);
        world.CreditNotes.Refresh(note);
        note.List("linked_refunds").Add(new JsonObject
        {
            ["txn_id"] = refund.Text("id"),
            ["applied_amount"] = amount,
            ["applied_at"] = world.Now,
            ["txn_status"] = refund.Text("status"),
            ["txn_date"] = refund.Number("date"),
            ["txn_amount"] = amount,
        });
        refund.Put("refunded_txn_id", payment?.Text("id"));
        refund.List("linked_credit_notes").Add(new JsonObject
        {
            ["cn_id"] = note.Text("id"),
            ["applied_amount"] = amount,
            ["applied_at"] = world.Now,
            ["cn_reason_code"] = note.Text("reason_code"),
            ["cn_date"] = note.Number("date"),
            ["cn_total"] = note.Number("total"),
            ["cn_status"] = note.Text("status"),
            ["cn_reference_invoice_id"] = note.Text("reference_invoice_id"),
        });
        if (payment is not null)
        {
            payment.List("linked_refunds").Add(new JsonObject
            {
                ["txn_id"] = refund.Text("id"),
                ["txn_status"] = refund.Text("status"),
                ["txn_date"] = refund.Number("date"),
                ["txn_amount"] = amount,
            });
            world.Stamp(payment);
        }

        world.Transactions.Add(refund);
        world.CreditNotes.Changed(note);
    }

    private static void Become(ChargebeeWorld world, JsonObject note, JsonObject refund, ChargebeeGatewayAnswer answer, long amount)
    {
        world.Gateway?.Become(refund.Text("id_at_gateway")!, answer, world.Agenda.Now);
        refund["status"] = answer.Status;
        refund.Put("error_code", answer.ErrorCode);
        refund.Put("error_text", answer.ErrorText);
        world.Stamp(refund);
        note.Rows("linked_refunds").First(row => row.Text("txn_id") == refund.Text("id"))["txn_status"] = answer.Status;
        foreach (JsonObject row in Refunded(world, Invoice(world, note))?.Rows("linked_refunds").Where(row => row.Text("txn_id") == refund.Text("id")) ?? [])
        {
            row["txn_status"] = answer.Status;
        }

        if (answer.Status == "success")
        {
            world.Events.Tell("payment_refunded", Content(world, note, refund));
        }
        else
        {
            note.Raise("amount_refunded", -amount);
            world.CreditNotes.Refresh(note);
        }

        world.Events.Tell("transaction_updated", ("transaction", refund));
        world.CreditNotes.Changed(note);
    }

    private static (string Kind, JsonObject? Resource)[] Content(ChargebeeWorld world, JsonObject note, JsonObject refund) =>
    [
        ("transaction", refund), ("invoice", Invoice(world, note)), ("credit_note", note), ("customer", Customer(world, note)),
        ("subscription", world.Store.Find("subscription", note.Text("subscription_id"))),
    ];

    private static JsonObject? Refunded(ChargebeeWorld world, JsonObject? invoice) => invoice?.Rows("linked_payments")
        .Where(row => row.Text("txn_status") == "success")
        .Select(row => world.Store.Find("transaction", row.Text("txn_id")))
        .LastOrDefault();

    private static JsonObject? Invoice(ChargebeeWorld world, JsonObject note) => world.Store.Find("invoice", note.Text("reference_invoice_id"));

    private static JsonObject Customer(ChargebeeWorld world, JsonObject note) => world.Store.Get("customer", note.Text("customer_id")!);
}

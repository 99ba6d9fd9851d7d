using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>The life of credit notes: made for an invoice, set off against what is due, used on later invoices, refunded, voided.</summary>
internal sealed class ChargebeeCreditNotes(ChargebeeWorld world)
{
    private long _numbers;

    /// <summary>Makes a credit note; an adjustment lessens what its invoice has due, the others are money that the customer has.</summary>
    public JsonObject Issue(JsonObject invoice, JsonObject lines, string type, string reason, long? date = null, string? id = null)
    {
        long total = lines.Number("total");
        Check(invoice, type, total);
        JsonObject note = lines;
        note["id"] = id ?? FormattableString.Invariant($"{world.Options.CreditNotePrefix}{++_numbers}");
        note["customer_id"] = invoice.Text("customer_id");
        note.Put("subscription_id", invoice.Text("subscription_id"));
        note["reference_invoice_id"] = invoice.Text("id");
        note["type"] = type;
        note["reason_code"] = reason;
        note["create_reason_code"] = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(reason.Replace('_', ' '));
        note["status"] = "refund_due";
        note["date"] = date ?? world.Now;
        note["exchange_rate"] = 1.0m;
        note["amount_allocated"] = 0L;
        note["amount_refunded"] = 0L;
        note["generated_at"] = world.Now;
        note["channel"] = "web";
        note["deleted"] = false;
        note["object"] = "credit_note";
        note["currency_code"] = invoice.Text("currency_code");
        note["fractional_correction"] = 0L;
        note["base_currency_code"] = world.Options.BaseCurrency;
        note["linked_refunds"] = new JsonArray();
        note["allocations"] = new JsonArray();
        if (type == "adjustment")
        {
            Allocate(note, invoice, total);
        }

        Refresh(note);
        if (type == "adjustment" && note.Text("reason_code") == "write_off")
        {
            ChargebeeCollection.End(invoice, "stopped");
        }

        invoice.List(type == "adjustment" ? "adjustment_credit_notes" : "issued_credit_notes").Add(Row(note));
        world.Store.Add("credit_note", world.Stamp(note));
        world.Events.Tell("credit_note_created", ("credit_note", note));
        world.Invoices.Changed(invoice);
        foreach (JsonObject allocation in note.Rows("allocations"))
        {
            allocation["invoice_status"] = invoice.Text("status");
        }

        return note;
    }

    /// <summary>What the customer of a draft has in credits that a new invoice uses up.</summary>
    public long Available(JsonObject invoice) => Usable(invoice).Sum(note => note.Number("amount_available"));

    /// <summary>Pays an invoice with the customer's credits, the oldest first.</summary>
    public void UseOn(JsonObject invoice)
    {
        foreach (JsonObject note in Usable(invoice).ToArray())
        {
            world.Invoices.Refresh(invoice);
            long amount = Math.Min(note.Number("amount_available"), invoice.Number("amount_due"));
            if (amount <= 0)
            {
                return;
            }

            Allocate(note, invoice, amount);
            Refresh(note);
            invoice.List("applied_credits").Add(new JsonObject
            {
                ["applied_amount"] = amount,
                ["applied_at"] = world.Now,
                ["cn_id"] = note.Text("id"),
                ["cn_reason_code"] = note.Text("reason_code"),
                ["cn_date"] = note.Number("date"),
                ["cn_status"] = note.Text("status"),
            });
            Changed(note);
        }
    }

    /// <summary>Gives the credits back that an invoice had used.</summary>
    public void GiveBack(JsonObject invoice)
    {
        foreach (JsonObject credit in invoice.Rows("applied_credits").ToArray())
        {
            JsonObject note = world.Store.Get("credit_note", credit.Text("cn_id")!);
            note.List("allocations").Remove(note.Rows("allocations").First(allocation => allocation.Text("invoice_id") == invoice.Text("id")));
            note.Raise("amount_allocated", -credit.Number("applied_amount"));
            invoice.List("applied_credits").Remove(credit);
            Refresh(note);
            Changed(note);
        }
    }

    public void Void(JsonObject note)
    {
        if (note.Text("status") == "voided" || note.Number("amount_refunded") > 0 || (note.Text("type") != "adjustment" && note.Number("amount_allocated") > 0))
        {
            throw ChargebeeRefusal.State("The credit note has been refunded, used or voided.");
        }

        note["status"] = "voided";
        note["voided_at"] = world.Now;
        JsonObject invoice = world.Store.Get("invoice", note.Text("reference_invoice_id")!);
        foreach (string list in (string[])["adjustment_credit_notes", "issued_credit_notes"])
        {
            JsonArray rows = invoice.List(list);
            foreach (JsonObject row in rows.OfType<JsonObject>().Where(row => row.Text("cn_id") == note.Text("id")).ToArray())
            {
                rows.Remove(row);
            }
        }

        Changed(note);
        world.Invoices.Changed(invoice);
    }

    /// <summary>Works out what is left, and what status that is.</summary>
    public void Refresh(JsonObject note)
    {
        note["amount_available"] = note.Number("total") - note.Number("amount_allocated") - note.Number("amount_refunded");
        if (note.Text("status") == "voided")
        {
            return;
        }

        bool used = note.Number("amount_available") == 0;
        note["status"] = note.Text("type") == "adjustment" ? "adjusted" : used ? "refunded" : "refund_due";
        note.Put("refunded_at", used ? note["refunded_at"]?.DeepClone() ?? world.Now : null);
    }

    /// <summary>Dates and tells a change, and tells the invoices that name the note.</summary>
    public void Changed(JsonObject note)
    {
        world.Stamp(note);
        JsonObject invoice = world.Store.Get("invoice", note.Text("reference_invoice_id")!);
        foreach (JsonObject row in invoice.Rows("issued_credit_notes").Where(row => row.Text("cn_id") == note.Text("id")))
        {
            row["cn_status"] = note.Text("status");
        }

        world.Events.Tell("credit_note_updated", ("credit_note", note));
    }

    private static void Check(JsonObject invoice, string type, long total)
    {
        if (invoice.Text("status") is "voided" or "pending")
        {
            throw ChargebeeRefusal.State("The invoice is pending or voided.");
        }

        long most = type == "adjustment"
            ? invoice.Number("amount_due")
            : invoice.Number("amount_paid") + invoice.Number("credits_applied") - invoice.Rows("issued_credit_notes").Sum(note => note.Number("cn_total"));
        if (total <= 0 || total > most)
        {
            throw ChargebeeRefusal.Wrong("total", FormattableString.Invariant($"must be between 1 and {most}, which is what the invoice leaves for {type} credit notes."));
        }
    }

    private IEnumerable<JsonObject> Usable(JsonObject invoice) => world.Store.Of("credit_note", "customer_id", invoice.Text("customer_id")).Where(note =>
        note.Text("currency_code") == invoice.Text("currency_code") && note.Text("status") == "refund_due");

    private void Allocate(JsonObject note, JsonObject invoice, long amount)
    {
        note.Raise("amount_allocated", amount);
        note.List("allocations").Add(new JsonObject
        {
            ["allocated_amount"] = amount,
            ["allocated_at"] = world.Now,
            ["invoice_id"] = invoice.Text("id"),
            ["invoice_date"] = invoice.Number("date"),
            ["invoice_status"] = invoice.Text("status"),
        });
    }

    private static JsonObject Row(JsonObject note) => new()
    {
        ["cn_id"] = note.Text("id"),
        ["cn_reason_code"] = note.Text("reason_code"),
        ["cn_date"] = note.Number("date"),
        ["cn_total"] = note.Number("total"),
        ["cn_status"] = note.Text("status"),
    };
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Billing;

/// <summary>Credit notes: less to pay on an open invoice; money, balance or a payment elsewhere for a paid one.</summary>
internal sealed class StripeCreditNotes(StripeWorld world)
{
    public JsonObject Issue(JsonObject invoice, IReadOnlyList<(JsonObject Line, long Amount)> lines, long? refund, long? balance, long? outOfBand, string? reason, string? memo)
    {
        StripeInvoices.Need(invoice, "open", "paid");
        JsonObject note = world.New(StripeBillingShapes.CreditNote, "cn");
        foreach ((JsonObject line, long amount) in lines)
        {
            Line(note, invoice, line, amount);
        }

        Sum(note);
        long total = note.Number("total");
        long due = Math.Min(total, invoice.Number("amount_remaining"));
        long post = total - due;
        Check(invoice, total, post, refund, balance, outOfBand);
        long earlier = world.Objects.All("credit_note").Count(known => known.Text("invoice") == invoice.Text("id"));
        note["number"] = string.Create(CultureInfo.InvariantCulture, $"{invoice.Text("number")}-CN-{earlier + 1:D2}");
        note["currency"] = invoice.Text("currency");
        note["customer"] = invoice.Text("customer");
        note["invoice"] = invoice.Text("id");
        note["effective_at"] = world.Now;
        note["reason"] = reason;
        note["memo"] = memo;
        note["type"] = post == 0 ? "pre_payment" : due == 0 ? "post_payment" : "mixed";
        note["pre_payment_amount"] = due;
        note["post_payment_amount"] = post;
        note["out_of_band_amount"] = outOfBand;
        note.Part("lines")!["url"] = $"/v1/credit_notes/{note.Text("id")}/lines";
        world.Objects.Track(note);
        invoice.Raise("pre_payment_credit_notes_amount", due);
        invoice.Raise("post_payment_credit_notes_amount", post);
        invoice.Raise("amount_remaining", -due);
        invoice.Raise("amount_due", -due);
        Give(note, invoice, refund ?? 0, balance ?? 0);
        world.Events.Tell("credit_note.created", note);
        if (due > 0 && invoice.Number("amount_remaining") == 0)
        {
            world.Invoices.Pay(invoice);
        }

        return note;
    }

    public void Void(JsonObject note)
    {
        JsonObject invoice = world.Get("invoice", note.Text("invoice"));
        if (note.Text("status") == "void" || note.Text("type") != "pre_payment" || invoice.Text("status") != "open")
        {
            throw StripeRefusal.State("credit_note_not_voidable", "Only credit notes of open invoices can be voided.");
        }

        JsonObject was = note.Copy();
        note["status"] = "void";
        note["voided_at"] = world.Now;
        long amount = note.Number("total");
        invoice.Raise("pre_payment_credit_notes_amount", -amount);
        invoice.Raise("amount_remaining", amount);
        invoice.Raise("amount_due", amount);
        world.Events.Tell("credit_note.voided", note);
        world.Events.Updated("credit_note.updated", note, was);
    }

    private static void Check(JsonObject invoice, long total, long post, long? refund, long? balance, long? outOfBand)
    {
        long creditable = invoice.Number("amount_remaining") + invoice.Number("amount_paid") - invoice.Number("post_payment_credit_notes_amount");
        if (total <= 0 || total > creditable)
        {
            throw new StripeRefusal(400, "invalid_request_error", $"The credit note of {total} is more than the {creditable} that the invoice leaves.", "amount_too_large", "amount");
        }

        if ((refund ?? 0) + (balance ?? 0) + (outOfBand ?? 0) != post)
        {
            throw new StripeRefusal(400, "invalid_request_error", $"The sum of credit amount, refund amount and out of band amount must equal the post payment amount of {post}.", "parameter_invalid_integer", "refund_amount");
        }
    }

    private void Give(JsonObject note, JsonObject invoice, long refund, long balance)
    {
        if (refund > 0)
        {
            string? intent = world.Objects.All("invoice_payment").First(payment => payment.Text("invoice") == invoice.Text("id") && payment.Text("status") == "paid").Part("payment")!.Text("payment_intent");
            JsonObject charge = world.Get("charge", world.Get("payment_intent", intent).Text("latest_charge"));
            JsonObject made = world.Refunds.Make(charge, refund, "requested_by_customer");
            note["refunds"] = VendorJson.Array([new JsonObject { ["amount_refunded"] = refund, ["payment_record_refund"] = null, ["refund"] = made.Text("id"), ["type"] = "refund" }]);
        }

        if (balance > 0)
        {
            JsonObject customer = world.Get("customer", invoice.Text("customer"));
            long before = customer.Number("balance");
            customer["balance"] = before - balance;
            note["customer_balance_transaction"] = world.NewId("cbtxn");
            world.Events.Tell("customer.updated", customer, new JsonObject { ["balance"] = before });
        }
    }

    private void Line(JsonObject note, JsonObject invoice, JsonObject line, long amount)
    {
        decimal share = line.Number("amount") == 0 ? 0 : (decimal)amount / line.Number("amount");
        JsonObject made = world.New(StripeBillingShapes.CreditNoteLine, "cnli");
        made["amount"] = amount;
        made["description"] = line.Text("description");
        made["invoice_line_item"] = line.Text("id");
        bool whole = share == 1;
        made["quantity"] = whole ? line.Number("quantity") : 1L;
        long unit = whole && line.Number("quantity") > 0 ? amount / line.Number("quantity") : amount;
        made["unit_amount"] = unit;
        made["unit_amount_decimal"] = unit.ToString(CultureInfo.InvariantCulture);
        foreach (string list in (string[])["discount_amounts", "pretax_credit_amounts", "taxes"])
        {
            made[list] = VendorJson.Array(line.Rows(list).Select(row => Share(row, share)));
        }

        made["discount_amount"] = made.Rows("discount_amounts").Sum(discount => discount.Number("amount"));
        made["tax_rates"] = VendorJson.Array(line.Rows("taxes").Select(tax => world.Get("tax_rate", tax.Part("tax_rate_details")!.Text("tax_rate")).Copy()));
        note.Part("lines")!.List("data").Add(made);
    }

    private static JsonObject Share(JsonObject row, decimal share)
    {
        JsonObject taken = row.Copy();
        taken["amount"] = StripeWorld.Round(row.Number("amount") * share);
        if (row["taxable_amount"] is not null)
        {
            taken["taxable_amount"] = StripeWorld.Round(row.Number("taxable_amount") * share);
        }

        return taken;
    }

    private static void Sum(JsonObject note)
    {
        JsonObject[] lines = [.. note.Part("lines")!.Rows("data")];
        foreach (string list in (string[])["discount_amounts", "pretax_credit_amounts"])
        {
            note[list] = VendorJson.Array(lines.SelectMany(line => line.Rows(list)).GroupBy(row => row.Text("discount")).Select(rows => Total(rows)));
        }

        note["total_taxes"] = VendorJson.Array(lines.SelectMany(line => line.Rows("taxes")).GroupBy(row => row.Part("tax_rate_details")!.Text("tax_rate")).Select(rows => Total(rows)));
        long subtotal = lines.Sum(line => line.Number("amount"));
        long off = lines.Sum(line => line.Number("discount_amount"));
        long exclusive = note.Rows("total_taxes").Where(tax => tax.Text("tax_behavior") == "exclusive").Sum(tax => tax.Number("amount"));
        long inclusive = note.Rows("total_taxes").Where(tax => tax.Text("tax_behavior") == "inclusive").Sum(tax => tax.Number("amount"));
        note["discount_amount"] = off;
        note["subtotal"] = subtotal;
        note["subtotal_excluding_tax"] = subtotal - inclusive;
        note["total_excluding_tax"] = subtotal - off - inclusive;
        note["total"] = subtotal - off + exclusive;
        note["amount"] = subtotal - off + exclusive;
    }

    private static JsonObject Total(IEnumerable<JsonObject> rows)
    {
        JsonObject sum = rows.First().Copy();
        foreach (JsonObject more in rows.Skip(1))
        {
            sum.Raise("amount", more.Number("amount"));
            if (sum["taxable_amount"] is not null)
            {
                sum.Raise("taxable_amount", more.Number("taxable_amount"));
            }
        }

        return sum;
    }
}

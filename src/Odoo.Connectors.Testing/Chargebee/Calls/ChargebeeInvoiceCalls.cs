using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Chargebee.Billing;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>Invoices: what is done with those that there are, and those for single charges.</summary>
internal sealed class ChargebeeInvoiceCalls(ChargebeeWorld world)
{
    public JsonObject Serve(ChargebeeCall call)
    {
        if (call.Id == "create_for_charge_items_and_charges")
        {
            return Create(call);
        }

        JsonObject invoice = world.Store.Get("invoice", call.Id ?? throw call.NotEmulated());
        return call.Action switch
        {
            "close" => Close(invoice),
            "sync_usages" => Sync(invoice),
            "void" => Void(invoice),
            "write_off" => WriteOff(invoice),
            "record_payment" => RecordPayment(call, invoice),
            "collect_payment" => Collect(call, invoice),
            "refund" or "record_refund" => Refund(call, invoice),
            _ => throw call.NotEmulated(),
        };
    }

    private JsonObject Create(ChargebeeCall call)
    {
        JsonObject customer = world.Store.Get("customer", call.Fields.Filled("customer_id") ?? throw ChargebeeRefusal.Missing("customer_id"));
        List<ChargebeeLine> lines = [.. call.Fields.Transposed("item_prices").Select(Item), .. call.Fields.Transposed("charges").Select(Charge)];
        if (lines.Count == 0)
        {
            throw ChargebeeRefusal.Missing("charges");
        }

        ChargebeeCoupon[] coupons = [.. call.Fields.Values("coupon_ids").Select(id => world.Coupons[id])];
        JsonObject draft = world.Invoices.Draft(customer, null, lines, coupons, recurring: false);
        draft.Put("currency_code", call.Fields.Filled("currency_code") ?? draft.Text("currency_code"));
        draft.Put("po_number", call.Fields.Filled("po_number"));
        draft["net_term_days"] = call.Fields.Number("net_term_days") ?? draft.Number("net_term_days");
        draft["date"] = call.Fields.Number("invoice_date") ?? draft.Number("date");
        if (call.Fields.Filled("auto_collection") is { } automatic)
        {
            world.Collection.Own[draft] = automatic == "on";
        }

        return Answer(world.Invoices.Issue(draft));
    }

    private ChargebeeLine Item(VendorFields row)
    {
        string id = row.Filled("item_price_id") ?? throw ChargebeeRefusal.Missing(row.Name("item_price_id"));
        JsonObject price = world.Store.Get("item_price", id);
        var line = new ChargebeeLine($"{price.Text("item_type")}_item_price", id, price.Text("external_name") ?? price.Text("name")!, row.Number("date_from") ?? world.Now, row.Number("date_to") ?? world.Now)
        {
            UnitAmount = 0,
            Amount = 0,
            IsTaxable = price.Flag("is_taxable"),
        };
        return ChargebeePricing.Price(line, price, row.Number("unit_price") ?? price.Number("price"), row.Number("quantity") ?? 1);
    }

    private ChargebeeLine Charge(VendorFields row)
    {
        long amount = row.Number("amount") ?? throw ChargebeeRefusal.Missing(row.Name("amount"));
        return new ChargebeeLine("adhoc", null, row.Filled("description") ?? throw ChargebeeRefusal.Missing(row.Name("description")), row.Number("date_from") ?? world.Now, row.Number("date_to") ?? world.Now)
        {
            UnitAmount = amount,
            Amount = amount,
            IsTaxable = row.Flag("taxable") ?? true,
        };
    }

    private JsonObject Close(JsonObject invoice)
    {
        if (invoice.Text("status") != "pending")
        {
            throw ChargebeeRefusal.State("The invoice is not pending.");
        }

        world.Invoices.Close(invoice);
        return Answer(invoice);
    }

    private JsonObject Sync(JsonObject invoice)
    {
        ChargebeeUsageLines.Renew(world, invoice);
        return Answer(invoice);
    }

    private JsonObject Void(JsonObject invoice)
    {
        if (invoice.Text("status") is "voided" or "pending" || invoice.Rows("issued_credit_notes").Any())
        {
            throw ChargebeeRefusal.State("The invoice is pending, voided or has credit notes.");
        }

        foreach (JsonObject note in invoice.Rows("adjustment_credit_notes").Select(row => world.Store.Get("credit_note", row.Text("cn_id")!)).ToArray())
        {
            world.CreditNotes.Void(note);
        }

        foreach (JsonObject row in invoice.Rows("linked_payments").Where(row => row.Text("txn_status") == "success").ToArray())
        {
            world.Transactions.Remove(world.Store.Get("transaction", row.Text("txn_id")!), invoice);
        }

        world.CreditNotes.GiveBack(invoice);
        invoice["status"] = "voided";
        invoice["voided_at"] = world.Now;
        invoice.Remove("paid_at");
        ChargebeeCollection.End(invoice, "stopped");
        world.Invoices.Changed(invoice);
        return Answer(invoice);
    }

    private JsonObject WriteOff(JsonObject invoice)
    {
        if (invoice.Text("status") is not ("payment_due" or "not_paid" or "posted"))
        {
            throw ChargebeeRefusal.State("Nothing of the invoice is due.");
        }

        JsonObject note = world.CreditNotes.Issue(invoice, ChargebeeCreditLines.OfTotal(world, invoice, invoice.Number("amount_due")), "adjustment", "write_off");
        JsonObject answer = Answer(invoice);
        answer["credit_note"] = note.Copy();
        return answer;
    }

    private JsonObject RecordPayment(ChargebeeCall call, JsonObject invoice)
    {
        Payable(invoice);
        VendorFields fields = call.Fields.Part("transaction");
        long amount = fields.Number("amount") ?? invoice.Number("amount_due");
        JsonObject payment = world.Transactions.Offline("payment", Customer(invoice), invoice, amount, fields);
        long applied = Math.Min(amount, invoice.Number("amount_due"));
        world.Transactions.Apply(payment, invoice, applied);
        if (payment.Text("status") == "success" && applied == invoice.Number("amount_due"))
        {
            ChargebeeCollection.End(invoice, "stopped");
        }

        world.Transactions.Add(payment);
        return Paid(invoice, payment);
    }

    private JsonObject Collect(ChargebeeCall call, JsonObject invoice)
    {
        Payable(invoice);
        if (!ChargebeeCollection.HasCard(Customer(invoice)))
        {
            throw ChargebeeRefusal.NoCard();
        }

        long amount = call.Fields.Number("amount") ?? invoice.Number("amount_to_collect");
        int attempt = invoice.Rows("linked_payments").Count(row => row.Text("txn_status") == "failure") + 1;
        ChargebeeGatewayAnswer answer = world.Collection.Ask(invoice, amount, isRefund: false, attempt);
        if (answer.Status == "failure")
        {
            throw ChargebeeRefusal.Declined(answer.ErrorText!);
        }

        return Paid(invoice, world.Collection.Charge(invoice, amount, answer));
    }

    private JsonObject Refund(ChargebeeCall call, JsonObject invoice)
    {
        VendorFields reason = call.Fields.Part("credit_note");
        string code = reason.Filled("reason_code") ?? "other";
        VendorFields fields = call.Fields.Part("transaction");
        long given = invoice.Rows("issued_credit_notes").Sum(note => note.Number("cn_total"));
        long amount = call.Fields.Number("refund_amount") ?? fields.Number("amount") ?? invoice.Number("amount_paid") - given;
        bool offline = call.Action == "record_refund";
        ChargebeeGatewayAnswer answer = offline ? ChargebeeGatewayAnswer.Success : world.Collection.Ask(invoice, amount, isRefund: true, attempt: 1);
        if (answer.Status == "failure")
        {
            throw ChargebeeRefusal.Declined(answer.ErrorText!);
        }

        if (!offline)
        {
            ChargebeeRefunds.Check(world, invoice, amount);
        }

        JsonObject note = world.CreditNotes.Issue(invoice, ChargebeeCreditLines.OfTotal(world, invoice, amount), "refundable", code);
        JsonObject refund = offline ? ChargebeeRefunds.Offline(world, note, amount, fields) : ChargebeeRefunds.AtGateway(world, note, amount, answer);
        JsonObject result = Answer(invoice);
        result["transaction"] = refund.Copy();
        result["credit_note"] = note.Copy();
        return result;
    }

    private JsonObject Paid(JsonObject invoice, JsonObject payment)
    {
        world.Invoices.Changed(invoice);
        world.Collection.Tell(payment, invoice);
        JsonObject answer = Answer(invoice);
        answer["transaction"] = payment.Copy();
        return answer;
    }

    private static void Payable(JsonObject invoice)
    {
        if (invoice.Text("status") is not ("payment_due" or "not_paid" or "posted"))
        {
            throw ChargebeeRefusal.State("The invoice cannot be paid in its state.");
        }
    }

    private JsonObject Customer(JsonObject invoice) => world.Store.Get("customer", invoice.Text("customer_id")!);

    private static JsonObject Answer(JsonObject invoice) => new() { ["invoice"] = invoice.Copy() };
}

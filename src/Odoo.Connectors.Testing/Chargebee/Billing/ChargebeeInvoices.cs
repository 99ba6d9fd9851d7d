using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>The life of invoices: made, numbered, due, paid, voided.</summary>
internal sealed class ChargebeeInvoices(ChargebeeWorld world)
{
    /// <summary>Those that were issued elsewhere: nobody collects them here.</summary>
    private readonly HashSet<JsonObject> _taken = [];

    private long _numbers;

    /// <summary>Of pending invoices the term whose usage they bill, and the end of the term that they bill in advance.</summary>
    public Dictionary<JsonObject, (long From, long To, long End)> Periods { get; } = [];

    /// <summary>An invoice that is not stored and has no number yet.</summary>
    public JsonObject Draft(JsonObject customer, JsonObject? subscription, IEnumerable<ChargebeeLine> lines, IReadOnlyList<ChargebeeCoupon> coupons, bool recurring)
    {
        JsonObject invoice = ChargebeeDocument.Lines(world, customer, lines, coupons);
        invoice["id"] = world.NewId("draft_inv_");
        invoice["customer_id"] = customer.Text("id");
        invoice.Put("subscription_id", subscription?.Text("id"));
        invoice["recurring"] = recurring;
        invoice["status"] = "pending";
        invoice["date"] = world.Now;
        invoice["net_term_days"] = subscription?.Optional("net_term_days") ?? customer.Number("net_term_days");
        invoice["exchange_rate"] = 1.0m;
        invoice["deleted"] = false;
        invoice["object"] = "invoice";
        invoice["first_invoice"] = !(subscription is null
            ? world.Store.Of("invoice", "customer_id", customer.Text("id"))
            : world.Store.Of("invoice", "subscription_id", subscription.Text("id"))).Any();
        invoice["has_advance_charges"] = false;
        invoice["currency_code"] = subscription?.Text("currency_code") ?? customer.Text("preferred_currency_code");
        invoice["base_currency_code"] = world.Options.BaseCurrency;
        invoice["is_gifted"] = false;
        invoice["term_finalized"] = true;
        invoice["channel"] = "web";
        invoice.Put("vat_number", customer.Text("vat_number"));
        invoice.Put("po_number", subscription?.Text("po_number"));
        invoice.Put("billing_address", customer.Part("billing_address")?.Copy());
        foreach (string links in (string[])["linked_payments", "dunning_attempts", "applied_credits", "adjustment_credit_notes", "issued_credit_notes", "linked_orders"])
        {
            invoice[links] = new JsonArray();
        }

        Refresh(invoice);
        return invoice;
    }

    /// <summary>Keeps a draft open for usage.</summary>
    public JsonObject Hold(JsonObject draft)
    {
        world.Store.Add("invoice", world.Stamp(draft));
        world.Events.Tell("pending_invoice_created", ("invoice", draft));
        if (world.Options.ClosesPendingAfter is { } wait)
        {
            world.Agenda.At(world.Now + (long)wait.TotalSeconds, () => Close(draft));
        }

        return draft;
    }

    public void Close(JsonObject pending)
    {
        if (pending.Text("status") != "pending" || world.Store.Find("invoice", pending.Text("id")) != pending)
        {
            return;
        }

        string draft = pending.Text("id")!;
        Number(pending);
        world.Store.Rename("invoice", draft, pending.Text("id")!);
        foreach (JsonObject usage in world.Store.Of("usage", "subscription_id", pending.Text("subscription_id")).Where(usage => usage.Text("invoice_id") == draft))
        {
            usage["invoice_id"] = pending.Text("id");
            world.Stamp(usage);
        }

        Begin(pending, null);
    }

    /// <summary>Numbers a draft, and collects what is due at once; what the gateway said may be known already.</summary>
    public JsonObject Issue(JsonObject draft, ChargebeeGatewayAnswer? said = null)
    {
        Number(draft);
        world.Store.Add("invoice", draft);
        Begin(draft, said);
        return draft;
    }

    /// <summary>Begins the life of an invoice that was issued elsewhere.</summary>
    public void TakeIn(JsonObject invoice)
    {
        _taken.Add(invoice);
        invoice["status"] = "not_paid";
        Refresh(invoice);
        world.Stamp(invoice);
        world.Events.Tell("invoice_generated", ("invoice", invoice));
    }

    /// <summary>Whether a draft would be charged when it is issued, and how much.</summary>
    public long DueAtOnce(JsonObject draft) => draft.Number("net_term_days") == 0 && world.Collection.IsAutomatic(draft)
        ? Math.Max(0, draft.Number("total") - world.Promotions.Balance(draft.Text("customer_id")!, draft.Text("currency_code")) - world.CreditNotes.Available(draft))
        : 0;

    /// <summary>Works amounts and status out of what is linked.</summary>
    public void Refresh(JsonObject invoice)
    {
        long paid = Applied(invoice, "success");
        long adjusted = invoice.Rows("adjustment_credit_notes").Sum(note => note.Number("cn_total"));
        long credits = invoice.Rows("applied_credits").Sum(credit => credit.Number("applied_amount"));
        long due = invoice.Number("total") - paid - adjusted - credits;
        invoice["amount_paid"] = paid;
        invoice["amount_adjusted"] = adjusted;
        invoice["write_off_amount"] = invoice.Rows("adjustment_credit_notes").Where(note => note.Text("cn_reason_code") == "write_off").Sum(note => note.Number("cn_total"));
        invoice["credits_applied"] = credits;
        invoice["amount_due"] = due;
        invoice["amount_to_collect"] = due - Applied(invoice, "in_progress");
        if (invoice.Text("status") is "voided" or "pending")
        {
            return;
        }

        if (due == 0)
        {
            invoice["status"] = "paid";
            invoice["paid_at"] = invoice["paid_at"]?.DeepClone() ?? invoice.Rows("linked_payments").LastOrDefault(row => row.Text("txn_status") == "success")?["txn_date"]?.DeepClone() ?? world.Now;
            return;
        }

        invoice.Remove("paid_at");
        invoice["status"] = invoice.Text("dunning_status") is "exhausted" || _taken.Contains(invoice) ? "not_paid" : invoice.Number("due_date") > world.Now ? "posted" : "payment_due";
    }

    /// <summary>Works out, dates and tells a change of an invoice.</summary>
    public void Changed(JsonObject invoice)
    {
        Refresh(invoice);
        world.Stamp(invoice);
        foreach (JsonObject payment in invoice.Rows("linked_payments").Select(row => world.Store.Find("transaction", row.Text("txn_id"))).OfType<JsonObject>())
        {
            payment.Rows("linked_invoices").First(row => row.Text("invoice_id") == invoice.Text("id"))["invoice_status"] = invoice.Text("status");
        }

        world.Events.Tell("invoice_updated", ("invoice", invoice));
    }

    private static long Applied(JsonObject invoice, string status) =>
        invoice.Rows("linked_payments").Where(row => row.Text("txn_status") == status).Sum(row => row.Number("applied_amount"));

    private void Number(JsonObject invoice)
    {
        invoice["id"] = FormattableString.Invariant($"{world.Options.InvoicePrefix}{++_numbers}");
        invoice["generated_at"] = world.Now;
        invoice["due_date"] = invoice.Number("date") + (invoice.Number("net_term_days") * 86_400);
        invoice["status"] = "posted";
        invoice.Put("new_sales_amount", invoice.Flag("first_invoice") ? invoice.Number("total") : null);
    }

    private void Begin(JsonObject invoice, ChargebeeGatewayAnswer? said)
    {
        world.Promotions.UseOn(invoice);
        world.CreditNotes.UseOn(invoice);
        world.Collection.UseExcess(invoice);
        Refresh(invoice);
        world.Stamp(invoice);
        JsonObject? payment = null;
        if (invoice.Text("status") == "payment_due" && world.Collection.IsAutomatic(invoice))
        {
            payment = world.Collection.Charge(invoice, invoice.Number("amount_to_collect"), said);
        }
        else if (invoice.Text("status") == "posted")
        {
            world.Agenda.At(invoice.Number("due_date"), () => FallDue(invoice));
        }

        world.Events.Tell("invoice_generated", ("invoice", invoice));
        if (payment is not null)
        {
            world.Collection.Tell(payment, invoice);
        }
    }

    private void FallDue(JsonObject invoice)
    {
        if (invoice.Text("status") != "posted")
        {
            return;
        }

        if (world.Collection.IsAutomatic(invoice))
        {
            JsonObject payment = world.Collection.Charge(invoice, invoice.Number("amount_to_collect"), null);
            world.Collection.Tell(payment, invoice);
        }

        Changed(invoice);
    }
}

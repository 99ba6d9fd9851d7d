using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Stripe.Billing;

/// <summary>The life of invoices: draft, open, paid, void, uncollectible.</summary>
internal sealed class StripeInvoices(StripeWorld world)
{
    private readonly Dictionary<JsonObject, JsonObject> _payments = [];
    private JsonObject? _automaticRate;

    /// <summary>The tax that is found by itself.</summary>
    public JsonObject AutomaticRate()
    {
        if (_automaticRate is null)
        {
            _automaticRate = world.New(StripeCatalogShapes.TaxRate, "txr");
            _automaticRate["display_name"] = "VAT";
            _automaticRate["percentage"] = world.Options.AutomaticTaxPercentage;
            _automaticRate["country"] = world.Options.Country;
            _automaticRate["tax_type"] = "vat";
            _automaticRate["active"] = false;
            world.Objects.Track(_automaticRate);
        }

        return _automaticRate;
    }

    public JsonObject Draft(JsonObject customer, string currency, string reason, string collection, long? daysUntilDue)
    {
        JsonObject invoice = world.New(StripeBillingShapes.Invoice, "in");
        invoice["account_country"] = world.Options.Country;
        invoice["currency"] = currency;
        invoice["customer"] = customer.Text("id");
        invoice["customer_address"] = customer["address"]?.DeepClone();
        invoice["customer_email"] = customer.Text("email");
        invoice["customer_name"] = customer.Text("name");
        invoice["customer_tax_exempt"] = customer.Text("tax_exempt");
        invoice["billing_reason"] = reason;
        invoice["collection_method"] = collection;
        invoice["period_start"] = world.Now;
        invoice["period_end"] = world.Now;
        invoice["auto_advance"] = reason != "manual";
        invoice["due_date"] = daysUntilDue is { } days ? world.Now + (days * 86_400) : null;
        invoice.Part("lines")!["url"] = $"/v1/invoices/{invoice.Text("id")}/lines";
        return world.Objects.Track(invoice);
    }

    /// <summary>Takes in what waits for the customer's next invoice.</summary>
    public void TakeWaiting(JsonObject invoice, string? subscription)
    {
        foreach (JsonObject waiting in world.Objects.All("invoiceitem").Where(item => item.Text("customer") == invoice.Text("customer") && item.Text("invoice") is null).Reverse().ToArray())
        {
            string? of = waiting.Part("parent")?.Part("subscription_details")?.Text("subscription");
            if (of is null || of == subscription)
            {
                StripeLines.OfInvoiceItem(world, invoice, waiting);
            }
        }
    }

    public void Finalize(JsonObject invoice)
    {
        Need(invoice, "draft");
        JsonObject customer = world.Get("customer", invoice.Text("customer"));
        JsonObject was = invoice.Copy();
        long sequence = customer.Number("next_invoice_sequence");
        customer["next_invoice_sequence"] = sequence + 1;
        invoice["number"] = string.Create(CultureInfo.InvariantCulture, $"{customer.Text("invoice_prefix")}-{sequence:D4}");
        invoice["status"] = "open";
        invoice["effective_at"] = world.Now;
        invoice.Part("status_transitions")!["finalized_at"] = world.Now;
        invoice["automatically_finalizes_at"] = null;
        invoice["hosted_invoice_url"] = $"https://invoice.stripe.com/i/{world.Options.AccountId}/{invoice.Text("id")}";
        invoice["invoice_pdf"] = $"https://pay.stripe.com/invoice/{world.Options.AccountId}/{invoice.Text("id")}/pdf";
        UseBalance(invoice, customer);
        world.Events.Tell("invoice.finalized", invoice);
        world.Events.Updated("invoice.updated", invoice, was);
        if (invoice.Number("amount_due") == 0)
        {
            Pay(invoice);
        }
        else if (invoice.Text("collection_method") == "send_invoice")
        {
            Send(invoice);
        }
        else if (invoice.Flag("auto_advance"))
        {
            Attempt(invoice);
        }
    }

    /// <summary>Tries to collect, and plans the next try when it fails.</summary>
    public StripePaymentAnswer Attempt(JsonObject invoice)
    {
        (JsonObject intent, JsonObject payment) = Payment(invoice);
        invoice["attempt_count"] = invoice.Number("attempt_count") + 1;
        invoice["attempted"] = true;
        invoice["next_payment_attempt"] = null;
        StripePaymentAnswer answer = world.Payments.Try(intent, invoice.Text("id"), (int)invoice.Number("attempt_count"), later => Follow(invoice, payment, later));
        Follow(invoice, payment, answer);
        return answer;
    }

    /// <summary>Is paid: by a payment, by nothing that was left to pay, or elsewhere.</summary>
    public void Pay(JsonObject invoice, JsonObject? payment = null)
    {
        JsonObject was = invoice.Copy();
        if (payment is not null)
        {
            payment["status"] = "paid";
            payment["amount_paid"] = payment.Number("amount_requested");
            payment.Part("status_transitions")!["paid_at"] = world.Now;
            world.Events.Tell("invoice_payment.paid", payment);
        }

        invoice["status"] = "paid";
        invoice["amount_paid"] = invoice.Number("amount_paid") + invoice.Number("amount_remaining");
        invoice["amount_remaining"] = 0L;
        invoice["auto_advance"] = false;
        invoice["attempted"] = true;
        invoice["next_payment_attempt"] = null;
        invoice.Part("status_transitions")!["paid_at"] = world.Now;
        world.Events.Tell("invoice.paid", invoice);
        world.Events.Tell("invoice.payment_succeeded", invoice);
        world.Events.Updated("invoice.updated", invoice, was);
        world.Subscriptions.InvoicePaid(invoice);
    }

    /// <summary>A payment that was made elsewhere pays a part of it, or all that is left.</summary>
    public void PayPart(JsonObject invoice, JsonObject record, long amount)
    {
        JsonObject payment = world.New(StripeBillingShapes.InvoicePayment, "inpay");
        payment["amount_requested"] = amount;
        payment["currency"] = invoice.Text("currency");
        payment["invoice"] = invoice.Text("id");
        payment["is_default"] = false;
        payment["payment"] = new JsonObject { ["payment_record"] = record.Text("id"), ["type"] = "payment_record" };
        world.Objects.Track(payment);
        if (amount == invoice.Number("amount_remaining"))
        {
            Pay(invoice, payment);
            return;
        }

        JsonObject was = invoice.Copy();
        payment["status"] = "paid";
        payment["amount_paid"] = amount;
        payment.Part("status_transitions")!["paid_at"] = world.Now;
        invoice.Raise("amount_paid", amount);
        invoice.Raise("amount_remaining", -amount);
        world.Events.Tell("invoice_payment.paid", payment);
        world.Events.Updated("invoice.updated", invoice, was);
    }

    public void Void(JsonObject invoice)
    {
        Need(invoice, "open", "uncollectible");
        invoice["status"] = "void";
        invoice["next_payment_attempt"] = null;
        invoice["auto_advance"] = false;
        invoice.Part("status_transitions")!["voided_at"] = world.Now;
        if (_payments.TryGetValue(invoice, out JsonObject? payment) && payment.Text("status") == "open")
        {
            payment["status"] = "canceled";
            payment.Part("status_transitions")!["canceled_at"] = world.Now;
            world.Payments.Cancel(Intent(invoice));
        }

        GiveBack(invoice);
        world.Events.Tell("invoice.voided", invoice);
    }

    public void GiveUp(JsonObject invoice)
    {
        Need(invoice, "open");
        invoice["status"] = "uncollectible";
        invoice["next_payment_attempt"] = null;
        invoice["auto_advance"] = false;
        invoice.Part("status_transitions")!["marked_uncollectible_at"] = world.Now;
        world.Events.Tell("invoice.marked_uncollectible", invoice);
    }

    public void Send(JsonObject invoice)
    {
        world.Events.Tell("invoice.sent", invoice);
        if (invoice.Optional("due_date") is { } due)
        {
            world.Agenda.At(due, () =>
            {
                if (invoice.Text("status") == "open")
                {
                    world.Events.Tell("invoice.overdue", invoice);
                    world.Subscriptions.InvoiceFailed(invoice, isLast: false);
                }
            });
        }
    }

    /// <summary>The payment intent that was tried last for an invoice.</summary>
    public JsonObject Intent(JsonObject invoice) => world.Get("payment_intent", _payments[invoice].Part("payment")!.Text("payment_intent"));

    public static void Need(JsonObject invoice, params ReadOnlySpan<string> statuses)
    {
        if (!statuses.Contains(invoice.Text("status")!))
        {
            throw StripeRefusal.State("invoice_not_editable", $"The invoice is {invoice.Text("status")}; it needs to be {string.Join(" or ", statuses.ToArray())}.");
        }
    }

    private void Follow(JsonObject invoice, JsonObject payment, StripePaymentAnswer answer)
    {
        if (invoice.Text("status") is not ("open" or "uncollectible"))
        {
            return;
        }

        if (answer.Status == "succeeded")
        {
            Pay(invoice, payment);
        }
        else if (answer.Status == "failed")
        {
            Fail(invoice);
        }
        else
        {
            world.Subscriptions.InvoiceUnderWay(invoice);
        }
    }

    private void Fail(JsonObject invoice)
    {
        int failed = (int)invoice.Number("attempt_count");
        bool isLast = failed > world.Options.PaymentRetries.Count;
        if (!isLast && !world.Subscriptions.IsIncomplete(invoice) && invoice.Text("status") == "open" && invoice.Flag("auto_advance"))
        {
            long next = world.Now + (long)world.Options.PaymentRetries[failed - 1].TotalSeconds;
            invoice["next_payment_attempt"] = next;
            world.Agenda.At(next, () =>
            {
                if (invoice.Text("status") == "open" && invoice.Optional("next_payment_attempt") == next)
                {
                    Attempt(invoice);
                }
            });
        }

        world.Events.Tell("invoice.payment_failed", invoice);
        world.Events.Tell("invoice.updated", invoice, new JsonObject { ["attempt_count"] = (long)failed - 1 });
        world.Subscriptions.InvoiceFailed(invoice, isLast);
    }

    private (JsonObject Intent, JsonObject Payment) Payment(JsonObject invoice)
    {
        if (_payments.TryGetValue(invoice, out JsonObject? known) && known.Number("amount_requested") == invoice.Number("amount_remaining"))
        {
            return (Intent(invoice), known);
        }

        string description = invoice.Text("billing_reason") switch
        {
            "subscription_create" => "Subscription creation",
            "subscription_cycle" or "subscription_update" => "Subscription update",
            _ => $"Payment for Invoice {invoice.Text("number")}",
        };
        JsonObject intent = world.Payments.Intent(invoice.Text("customer"), invoice.Number("amount_remaining"), invoice.Text("currency")!, description);
        JsonObject payment = world.New(StripeBillingShapes.InvoicePayment, "inpay");
        payment["amount_requested"] = invoice.Number("amount_remaining");
        payment["currency"] = invoice.Text("currency");
        payment["invoice"] = invoice.Text("id");
        payment.Part("payment")!["payment_intent"] = intent.Text("id");
        _payments[invoice] = world.Objects.Track(payment);
        return (intent, payment);
    }

    private void UseBalance(JsonObject invoice, JsonObject customer)
    {
        long balance = customer.Number("balance");
        long owed = invoice.Number("total") + balance;
        invoice["starting_balance"] = balance;
        customer["balance"] = Math.Min(0, owed);
        invoice["ending_balance"] = Math.Min(0, owed);
        invoice["amount_due"] = Math.Max(0, owed);
        invoice["amount_remaining"] = Math.Max(0, owed);
        if (customer.Number("balance") != balance)
        {
            world.Events.Tell("customer.updated", customer, new JsonObject { ["balance"] = balance });
        }
    }

    /// <summary>A void invoice gives back what it took of the customer's balance.</summary>
    private void GiveBack(JsonObject invoice)
    {
        long used = invoice.Number("ending_balance") - invoice.Number("starting_balance");
        if (used != 0)
        {
            JsonObject customer = world.Get("customer", invoice.Text("customer"));
            long before = customer.Number("balance");
            customer["balance"] = before - used;
            world.Events.Tell("customer.updated", customer, new JsonObject { ["balance"] = before });
        }
    }
}

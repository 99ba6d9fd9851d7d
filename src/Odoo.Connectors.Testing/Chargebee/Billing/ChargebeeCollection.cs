using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Collects invoices at the gateway, and tries again by the schedule of the site.</summary>
internal sealed class ChargebeeCollection(ChargebeeWorld world)
{
    public Func<ChargebeePayment, ChargebeeGatewayAnswer>? OnPayment { get; set; }

    /// <summary>Of invoices that are collected otherwise than their customer says, whether by themselves.</summary>
    public Dictionary<JsonObject, bool> Own { get; } = [];

    public static bool HasCard(JsonObject customer) => customer.Text("card_status") == "valid";

    public bool IsAutomatic(JsonObject invoice) => Own.TryGetValue(invoice, out bool own)
        ? own
        : (world.Store.Find("subscription", invoice.Text("subscription_id"))?.Text("auto_collection") ?? Customer(invoice).Text("auto_collection")) == "on";

    public ChargebeeGatewayAnswer Ask(JsonObject about, long amount, bool isRefund, int attempt) => OnPayment?.Invoke(new ChargebeePayment
    {
        CustomerId = about.Text("customer_id")!,
        InvoiceId = about.Text("reference_invoice_id") ?? about.Text("id"),
        IsRefund = isRefund,
        Amount = amount,
        CurrencyCode = about.Text("currency_code")!,
        Attempt = attempt,
    }) ?? ChargebeeGatewayAnswer.Success;

    /// <summary>Charges the card once and says on the invoice what came of it; without a card nothing is tried.</summary>
    public JsonObject Charge(JsonObject invoice, long amount, ChargebeeGatewayAnswer? said)
    {
        int attempt = invoice.Rows("linked_payments").Count(row => row.Text("txn_status") == "failure") + 1;
        JsonObject customer = Customer(invoice);
        ChargebeeGatewayAnswer answer = said
            ?? (HasCard(customer) ? Ask(invoice, amount, isRefund: false, attempt) : ChargebeeGatewayAnswer.Declined("no_card", "The customer has no card."));
        JsonObject payment = world.Transactions.AtGateway("payment", customer, invoice, amount, answer);
        world.Transactions.Apply(payment, invoice, amount);
        world.Transactions.Add(payment);
        Follow(payment, answer);
        if (answer.Status == "failure")
        {
            Dun(invoice, payment);
        }
        else if (answer.Status == "success" && invoice.Text("dunning_status") is not null)
        {
            End(invoice, "success");
        }

        world.Invoices.Refresh(invoice);
        world.Stamp(invoice);
        return payment;
    }

    /// <summary>Tells what became of an attempt.</summary>
    public void Tell(JsonObject payment, JsonObject invoice)
    {
        string type = payment.Text("status") switch
        {
            "success" => "payment_succeeded",
            "in_progress" => "payment_initiated",
            _ => "payment_failed",
        };
        world.Events.Tell(
            type,
            ("transaction", payment),
            ("invoice", invoice),
            ("customer", Customer(invoice)),
            ("subscription", world.Store.Find("subscription", invoice.Text("subscription_id"))));
    }

    /// <summary>Pays with what the customer has paid too much before.</summary>
    public void UseExcess(JsonObject invoice)
    {
        foreach (JsonObject payment in world.Store.Of("transaction", "customer_id", invoice.Text("customer_id")).Where(payment => payment.Number("amount_unused") > 0).ToArray())
        {
            world.Invoices.Refresh(invoice);
            long amount = Math.Min(payment.Number("amount_unused"), invoice.Number("amount_due"));
            if (amount > 0 && payment.Text("status") == "success" && payment.Text("currency_code") == invoice.Text("currency_code"))
            {
                world.Transactions.Apply(payment, invoice, amount);
                world.Stamp(payment);
                world.Events.Tell("transaction_updated", ("transaction", payment));
            }
        }
    }

    /// <summary>Ends dunning when an invoice is paid otherwise.</summary>
    public static void End(JsonObject invoice, string status)
    {
        if (invoice["dunning_status"] is not null)
        {
            invoice["dunning_status"] = status;
            invoice.Remove("next_retry_at");
        }
    }

    private void Dun(JsonObject invoice, JsonObject payment)
    {
        JsonArray attempts = invoice.List("dunning_attempts");
        attempts.Add(new JsonObject
        {
            ["attempt"] = (long)attempts.Count + 1,
            ["created_at"] = world.Now,
            ["dunning_type"] = "auto_collect",
            ["transaction_id"] = payment.Text("id"),
            ["txn_status"] = payment.Text("status"),
            ["txn_amount"] = payment.Number("amount"),
        });
        if (attempts.Count > world.Options.DunningRetries.Count)
        {
            End(invoice, "exhausted");
            invoice["dunning_status"] = "exhausted";
            return;
        }

        long next = world.Now + (long)world.Options.DunningRetries[attempts.Count - 1].TotalSeconds;
        invoice["dunning_status"] = "in_progress";
        invoice["next_retry_at"] = next;
        world.Agenda.At(next, () => Retry(invoice, next));
    }

    private void Retry(JsonObject invoice, long planned)
    {
        if (invoice.Optional("next_retry_at") != planned || invoice.Text("status") != "payment_due")
        {
            return;
        }

        JsonObject payment = Charge(invoice, invoice.Number("amount_to_collect"), null);
        Tell(payment, invoice);
        world.Invoices.Changed(invoice);
        if (world.Options.CancelsUnpaid && invoice.Text("status") == "not_paid" && world.Store.Find("subscription", invoice.Text("subscription_id")) is { } subscription)
        {
            world.Subscriptions.CancelNow(subscription, "not_paid", []);
        }
    }

    /// <summary>What the gateway will say later.</summary>
    private void Follow(JsonObject payment, ChargebeeGatewayAnswer answer)
    {
        if (answer.Then is { } then)
        {
            world.Agenda.At(world.Now + (long)answer.After.TotalSeconds, () => Become(payment, then));
        }
    }

    private void Become(JsonObject payment, ChargebeeGatewayAnswer answer)
    {
        bool wasUnderWay = payment.Text("status") == "in_progress";
        world.Transactions.Become(payment, answer);
        JsonObject customer = Customer(payment);
        JsonObject? reversal = answer.Status == "late_failure" ? world.Transactions.Reverse(payment, customer) : null;
        world.Events.Tell("transaction_updated", ("transaction", payment));
        if (reversal is not null)
        {
            world.Transactions.Add(reversal);
        }

        foreach (JsonObject invoice in payment.Rows("linked_invoices").Select(link => world.Store.Get("invoice", link.Text("invoice_id")!)).ToArray())
        {
            if (answer.Status != "success")
            {
                Dun(invoice, payment);
            }

            world.Invoices.Refresh(invoice);
            if (wasUnderWay)
            {
                Tell(payment, invoice);
            }

            world.Invoices.Changed(invoice);
        }

        Follow(payment, answer);
    }

    private JsonObject Customer(JsonObject about) => world.Store.Find("customer", about.Text("customer_id"))!;
}

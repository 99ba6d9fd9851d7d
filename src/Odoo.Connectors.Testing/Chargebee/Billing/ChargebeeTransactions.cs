using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Chargebee.Billing;

/// <summary>Records of money that moved or did not, and their links to invoices.</summary>
internal sealed class ChargebeeTransactions(ChargebeeWorld world)
{
    /// <summary>A transaction at the gateway.</summary>
    public JsonObject AtGateway(string type, JsonObject customer, JsonObject? about, long amount, ChargebeeGatewayAnswer answer, JsonObject? refunded = null)
    {
        JsonObject transaction = New(type, customer, about, amount);
        transaction["gateway_account_id"] = "gw_EMULATOR1";
        transaction["payment_source_id"] = $"pm_{customer.Text("id")}";
        transaction["payment_method"] = "card";
        transaction["gateway"] = "stripe";
        transaction["id_at_gateway"] = (world.Gateway, type) switch
        {
            ({ } gateway, "payment") => gateway.Pay(customer, transaction, answer, world.Agenda.Now),
            ({ } gateway, "refund") => gateway.Refund(refunded!.Text("id_at_gateway")!, amount, answer, world.Agenda.Now),
            _ => world.NewId(type == "refund" ? "re_" : "ch_"),
        };
        transaction["masked_card_number"] = "************4242";
        transaction["date"] = world.Now;
        transaction["status"] = answer.Status;
        transaction.Put("error_code", answer.ErrorCode);
        transaction.Put("error_text", answer.ErrorText);
        return transaction;
    }

    /// <summary>Money that a person says has moved elsewhere.</summary>
    public JsonObject Offline(string type, JsonObject customer, JsonObject? about, long amount, VendorFields fields)
    {
        JsonObject transaction = New(type, customer, about, amount);
        transaction["payment_method"] = fields.Filled("payment_method") ?? throw ChargebeeRefusal.Missing(fields.Name("payment_method"));
        transaction.Put("reference_number", fields.Filled("reference_number"));
        transaction.Put("id_at_gateway", fields.Filled("id_at_gateway"));
        transaction["gateway"] = "not_applicable";
        transaction["date"] = fields.Number("date") ?? world.Now;
        transaction["status"] = fields.Filled("status") ?? "success";
        transaction.Put("error_code", fields.Filled("error_code"));
        transaction.Put("error_text", fields.Filled("error_text"));
        return transaction;
    }

    public void Add(JsonObject transaction)
    {
        world.Store.Add("transaction", world.Stamp(transaction));
        world.Events.Tell("transaction_created", ("transaction", transaction));
    }

    /// <summary>Links a payment to an invoice, for as much as is said.</summary>
    public void Apply(JsonObject payment, JsonObject invoice, long amount)
    {
        bool counts = payment.Text("status") is "success" or "in_progress";
        payment["amount_unused"] = counts ? payment.Number("amount_unused") - amount : 0;
        payment.List("linked_invoices").Add(new JsonObject
        {
            ["invoice_id"] = invoice.Text("id"),
            ["applied_amount"] = amount,
            ["applied_at"] = world.Now,
            ["invoice_date"] = invoice.Number("date"),
            ["invoice_total"] = invoice.Number("total"),
            ["invoice_status"] = invoice.Text("status"),
        });
        invoice.List("linked_payments").Add(new JsonObject
        {
            ["txn_id"] = payment.Text("id"),
            ["applied_amount"] = amount,
            ["applied_at"] = world.Now,
            ["txn_status"] = payment.Text("status"),
            ["txn_date"] = payment.Number("date"),
            ["txn_amount"] = payment.Number("amount"),
        });
    }

    /// <summary>Takes a payment off an invoice; what it paid is unused again.</summary>
    public void Remove(JsonObject payment, JsonObject invoice)
    {
        JsonObject link = payment.Rows("linked_invoices").First(row => row.Text("invoice_id") == invoice.Text("id"));
        payment.Raise("amount_unused", link.Number("applied_amount"));
        payment.List("linked_invoices").Remove(link);
        invoice.List("linked_payments").Remove(invoice.Rows("linked_payments").First(row => row.Text("txn_id") == payment.Text("id")));
        world.Stamp(payment);
        world.Events.Tell("transaction_updated", ("transaction", payment));
    }

    /// <summary>Says everywhere what became of a payment.</summary>
    public void Become(JsonObject payment, ChargebeeGatewayAnswer answer)
    {
        world.Gateway?.Become(payment.Text("id_at_gateway")!, answer, world.Agenda.Now);
        payment["status"] = answer.Status;
        payment.Put("error_code", answer.ErrorCode);
        payment.Put("error_text", answer.ErrorText);
        world.Stamp(payment);
        string id = payment.Text("id")!;
        foreach (JsonObject link in payment.Rows("linked_invoices"))
        {
            JsonObject invoice = world.Store.Get("invoice", link.Text("invoice_id")!);
            invoice.Rows("linked_payments").First(row => row.Text("txn_id") == id)["txn_status"] = answer.Status;
        }
    }

    /// <summary>The bank took the money back: a transaction of its own, which each of the two names.</summary>
    public JsonObject Reverse(JsonObject payment, JsonObject customer)
    {
        JsonObject reversal = AtGateway("payment_reversal", customer, payment, payment.Number("amount"), ChargebeeGatewayAnswer.Success);
        reversal["reference_transaction_id"] = payment.Text("id");
        payment["reversal_transaction_id"] = reversal.Text("id");
        return reversal;
    }

    private JsonObject New(string type, JsonObject customer, JsonObject? about, long amount)
    {
        var transaction = new JsonObject
        {
            ["id"] = world.NewId("txn_"),
            ["customer_id"] = customer.Text("id"),
            ["type"] = type,
            ["exchange_rate"] = 1.0m,
            ["amount"] = amount,
            ["deleted"] = false,
            ["object"] = "transaction",
            ["currency_code"] = about?.Text("currency_code") ?? customer.Text("preferred_currency_code"),
            ["base_currency_code"] = world.Options.BaseCurrency,
        };
        transaction.Put("subscription_id", about?.Text("subscription_id"));
        if (type == "payment")
        {
            transaction["amount_unused"] = amount;
            transaction["linked_invoices"] = new JsonArray();
            transaction["linked_refunds"] = new JsonArray();
        }
        else if (type == "refund")
        {
            transaction["linked_credit_notes"] = new JsonArray();
        }

        return transaction;
    }
}

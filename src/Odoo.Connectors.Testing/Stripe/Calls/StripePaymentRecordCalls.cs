using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Stripe.Billing;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>Payments that were made elsewhere, and the balance of customers.</summary>
internal sealed class StripePaymentRecordCalls(StripeWorld world)
{
    private readonly HashSet<string> _attached = new(StringComparer.Ordinal);

    public JsonObject? Serve(StripeCall call) => call.Route switch
    {
        "POST payment_records/*" => Report(call),
        "POST invoices/*/attach_payment" => Attach(call, world.Get("invoice", call.Id)),
        "POST customers/*/balance_transactions" => Move(call, world.Get("customer", call.Id)),
        _ => null,
    };

    private JsonObject Report(StripeCall call)
    {
        if (call.Id != "report_payment")
        {
            throw StripeRefusal.NotEmulated("other calls of payment records than report_payment");
        }

        JsonObject record = world.New(StripePortShapes.PaymentRecord, "pr");
        VendorFields amount = call.Fields.Part("amount_requested");
        string currency = amount.Filled("currency") ?? throw StripeRefusal.Needed("amount_requested[currency]");
        long value = amount.Number("value") is > 0 and var given ? given : throw StripeRefusal.Needed("amount_requested[value]");
        long at = call.Fields.Number("initiated_at") ?? throw StripeRefusal.Needed("initiated_at");
        string name = call.Fields.Part("payment_method_details").Part("custom").Filled("display_name") ?? throw StripeRefusal.Needed("payment_method_details[custom][display_name]");
        if (at > world.Now || call.Fields.Filled("outcome") != "guaranteed" || call.Fields.Part("payment_method_details").Filled("type") != "custom")
        {
            throw StripeRefusal.NotEmulated("payments other than guaranteed ones of the past by a custom method");
        }

        foreach (string part in (string[])["amount", "amount_authorized", "amount_canceled", "amount_failed", "amount_guaranteed", "amount_refunded", "amount_requested"])
        {
            record.Part(part)!["currency"] = currency;
        }

        foreach (string part in (string[])["amount", "amount_guaranteed", "amount_requested"])
        {
            record.Part(part)!["value"] = value;
        }

        record.Part("customer_details")!["customer"] = call.Fields.Part("customer_details").Filled("customer") is { } customer ? world.Get("customer", customer, "customer_details[customer]").Text("id") : null;
        record.Part("payment_method_details")!.Part("custom")!["display_name"] = name;
        record.Part("processor_details")!.Part("custom")!["payment_reference"] = call.Fields.Part("processor_details").Part("custom").Filled("payment_reference");
        record["latest_payment_attempt_record"] = world.NewId("par");
        call.Metadata(record);
        return world.Objects.Track(record);
    }

    private JsonObject Attach(StripeCall call, JsonObject invoice)
    {
        JsonObject record = world.Get("payment_record", call.Needed("payment_record"), "payment_record");
        long value = record.Part("amount_guaranteed")!.Number("value");
        StripeInvoices.Need(invoice, "open", "uncollectible");
        if (_attached.Contains(record.Text("id")!))
        {
            throw new StripeRefusal(400, "invalid_request_error", "The payment record is attached to an invoice already.", null, "payment_record");
        }

        if (record.Part("amount_requested")!.Text("currency") != invoice.Text("currency") || value > invoice.Number("amount_remaining"))
        {
            throw StripeRefusal.NotEmulated("payments in another currency, or of more than is open");
        }

        _attached.Add(record.Text("id")!);
        world.Invoices.PayPart(invoice, record, value);
        return invoice;
    }

    private JsonObject Move(StripeCall call, JsonObject customer)
    {
        string currency = call.Needed("currency");
        if (customer.Text("currency") is { } own && own != currency)
        {
            throw new StripeRefusal(400, "invalid_request_error", $"You cannot combine currencies on a single customer, who is in {own}.", null, "currency");
        }

        JsonObject moved = world.New(StripePortShapes.BalanceTransaction, "cbtxn");
        long before = customer.Number("balance");
        customer["currency"] ??= currency;
        customer.Raise("balance", call.Fields.Number("amount") ?? throw StripeRefusal.Needed("amount"));
        moved["amount"] = customer.Number("balance") - before;
        moved["currency"] = currency;
        moved["customer"] = call.Id;
        moved["ending_balance"] = customer.Number("balance");
        call.Texts(moved, "description");
        call.Metadata(moved);
        world.Objects.Track(moved);
        world.Events.Tell("customer.updated", customer, new JsonObject { ["balance"] = before });
        return moved;
    }
}

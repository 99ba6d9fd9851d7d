namespace Odoo.Connectors.Testing;

/// <summary>One kind of object: its path, its name and what its list can be filtered by.</summary>
internal sealed record StripeResource(string Path, string Object, IReadOnlyDictionary<string, string> Filters)
{
    private static readonly StripeResource[] All =
    [
        Of("customers", "customer", "email"),
        Of("subscriptions", "subscription", "customer", "status", "collection_method"),
        Of("invoices", "invoice", "customer", "status", "collection_method", "subscription=parent.subscription_details.subscription"),
        Of("invoice_payments", "invoice_payment", "invoice", "status", "payment[type]=payment.type", "payment[payment_intent]=payment.payment_intent"),
        Of("credit_notes", "credit_note", "customer", "invoice"),
        Of("payment_intents", "payment_intent", "customer"),
        Of("refunds", "refund", "charge", "payment_intent"),
        Of("charges", "charge", "customer", "payment_intent"),
        Of("disputes", "dispute", "charge", "payment_intent"),
        Of("payouts", "payout", "status"),
        Of("balance_transactions", "balance_transaction", "payout", "type", "source"),
        Of("prices", "price", "product", "active", "type", "currency", "lookup_keys[0]=lookup_key"),
        Of("products", "product", "active"),
        Of("tax_rates", "tax_rate", "active", "inclusive"),
        Of("events", "event", "type"),
        Of("invoiceitems", "invoiceitem", "customer", "invoice"),
        Of("coupons", "coupon"),
        Of("payment_records", "payment_record"),
        Of("billing/meters", "billing.meter", "status"),
    ];

    public static StripeResource? At(string path) => Array.Find(All, resource => resource.Path == path);

    private static StripeResource Of(string path, string name, params string[] filters) =>
        new(path, name, filters.Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => f[^1]));
}

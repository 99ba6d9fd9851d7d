namespace Odoo.Connectors.Testing.Stripe;

/// <summary>What is written beside customers, subscriptions and invoices.</summary>
internal static class StripePortShapes
{
    /// <summary>A tax id of a customer.</summary>
    public const string TaxId = """
        {"id":"","object":"tax_id","country":null,"created":0,"customer":"","customer_account":null,"livemode":false,"owner":{"customer":"","type":"customer"},
        "type":"","value":"","verification":{"status":"pending","verified_address":null,"verified_name":null}}
        """;

    /// <summary>A movement of a customer's balance.</summary>
    public const string BalanceTransaction = """
        {"id":"","object":"customer_balance_transaction","amount":0,"checkout_session":null,"created":0,"credit_note":null,"currency":"","customer":"",
        "customer_account":null,"description":null,"ending_balance":0,"invoice":null,"livemode":false,"metadata":{},"type":"adjustment"}
        """;

    /// <summary>A payment that was made elsewhere.</summary>
    public const string PaymentRecord = """
        {"id":"","object":"payment_record","amount":{"currency":"","value":0},"amount_authorized":{"currency":"","value":0},"amount_canceled":{"currency":"",
        "value":0},"amount_failed":{"currency":"","value":0},"amount_guaranteed":{"currency":"","value":0},"amount_refunded":{"currency":"","value":0},
        "amount_requested":{"currency":"","value":0},"application":null,"created":0,"customer_details":{"customer":null,"email":null,"name":null,
        "phone":null},"customer_presence":null,"description":null,"latest_payment_attempt_record":null,"livemode":false,"metadata":{},
        "payment_method_details":{"billing_details":null,"custom":{"display_name":"","type":null},"payment_method":null,"type":"custom"},
        "processor_details":{"custom":{"payment_reference":null},"type":"custom"},"reported_by":"self","shipping_details":null}
        """;
}

namespace Odoo.Connectors.Testing.Stripe;

/// <summary>What payments and settlement are made of.</summary>
internal static class StripeMoneyShapes
{
    /// <summary>A payment.</summary>
    public const string PaymentIntent = """
        {"id":"","object":"payment_intent","amount":0,"amount_capturable":0,"amount_details":{"tip":{}},"amount_received":0,"application":null,
        "application_fee_amount":null,"automatic_payment_methods":{"enabled":true},"canceled_at":null,"cancellation_reason":null,"capture_method":"automatic",
        "client_secret":"","confirmation_method":"automatic","created":0,"currency":"","customer":null,"description":null,"last_payment_error":null,
        "latest_charge":null,"livemode":false,"metadata":{},"next_action":null,"on_behalf_of":null,"payment_method":null,
        "payment_method_options":{"card":{"installments":null,"mandate_options":null,"network":null,"request_three_d_secure":"automatic"},
        "link":{"persistent_token":null}},"payment_method_types":["card","link"],"processing":null,"receipt_email":null,"review":null,
        "setup_future_usage":null,"shipping":null,"source":null,"statement_descriptor":null,"statement_descriptor_suffix":null,
        "status":"requires_payment_method","transfer_data":null,"transfer_group":null,"allowed_payment_method_types":null,"customer_account":null,
        "excluded_payment_method_types":null,"managed_payments":null,"payment_method_configuration_details":null,"payment_record":null}
        """;

    /// <summary>An attempt to charge.</summary>
    public const string Charge = """
        {"id":"","object":"charge","amount":0,"amount_captured":0,"amount_refunded":0,"application":null,"application_fee":null,"application_fee_amount":null,
        "balance_transaction":null,"billing_details":{"address":{"city":null,"country":null,"line1":null,"line2":null,"postal_code":null,"state":null},
        "email":null,"name":null,"phone":null,"tax_id":null},"calculated_statement_descriptor":"Stripe","captured":false,"created":0,"currency":"",
        "customer":null,"description":null,"disputed":false,"failure_balance_transaction":null,"failure_code":null,"failure_message":null,"fraud_details":{},
        "livemode":false,"metadata":{},"on_behalf_of":null,"outcome":{"advice_code":null,"network_advice_code":null,"network_decline_code":null,
        "network_status":"approved_by_network","reason":null,"risk_level":"normal","risk_score":20,"seller_message":"Payment complete.","type":"authorized"},
        "paid":false,"payment_intent":null,"payment_method":"","payment_method_details":{"card":{"brand":"visa","checks":{"address_line1_check":null,
        "address_postal_code_check":null,"cvc_check":null},"country":"US","exp_month":3,"exp_year":2030,"fingerprint":"EMULATOR","funding":"credit",
        "installments":null,"last4":"4242","mandate":null,"network":"visa","three_d_secure":null,"wallet":null,"amount_authorized":null,
        "authorization_code":null,"electronic_commerce_indicator":null,"network_transaction_id":null,"regulated_status":"unregulated",
        "transaction_link_id":null},"type":"card"},"receipt_email":null,"receipt_number":null,"receipt_url":null,"refunded":false,"review":null,
        "shipping":null,"source_transfer":null,"statement_descriptor":null,"statement_descriptor_suffix":null,"status":"failed","transfer_data":null,
        "transfer_group":null,"source":null}
        """;

    /// <summary>Money that goes back.</summary>
    public const string Refund = """
        {"id":"","object":"refund","amount":0,"balance_transaction":null,"charge":"","created":0,"currency":"","customer":null,"customer_account":null,
        "destination_details":{"card":{"reference":"EMULATOR","reference_status":"available","reference_type":"acquirer_reference_number","type":"refund"},
        "type":"card"},"metadata":{},"payment_intent":null,"payment_method":"","reason":null,"receipt_number":null,"source_transfer_reversal":null,
        "status":"succeeded","transfer_reversal":null}
        """;

    /// <summary>Money that a customer asks its bank for.</summary>
    public const string Dispute = """
        {"id":"","object":"dispute","amount":0,"balance_transactions":[],"charge":"","created":0,"currency":"","evidence":{"access_activity_log":null,
        "billing_address":null,"cancellation_policy":null,"cancellation_policy_disclosure":null,"cancellation_rebuttal":null,"customer_communication":null,
        "customer_email_address":null,"customer_name":null,"customer_purchase_ip":null,"customer_signature":null,"duplicate_charge_documentation":null,
        "duplicate_charge_explanation":null,"duplicate_charge_id":null,"product_description":null,"receipt":null,"refund_policy":null,
        "refund_policy_disclosure":null,"refund_refusal_explanation":null,"service_date":null,"service_documentation":null,"shipping_address":null,
        "shipping_carrier":null,"shipping_date":null,"shipping_documentation":null,"shipping_tracking_number":null,"uncategorized_file":null,
        "uncategorized_text":null},"evidence_details":{"due_by":0,"has_evidence":false,"past_due":false,"submission_count":0},"is_charge_refundable":false,
        "livemode":false,"metadata":{},"payment_intent":null,"reason":"fraudulent","status":"needs_response"}
        """;

    /// <summary>A movement of the balance.</summary>
    public const string BalanceTransaction = """
        {"id":"","object":"balance_transaction","amount":0,"available_on":0,"balance_type":"payments","created":0,"currency":"","description":null,
        "exchange_rate":null,"fee":0,"fee_details":[],"net":0,"reporting_category":"","source":"","status":"pending","type":""}
        """;

    /// <summary>Money that goes to the bank.</summary>
    public const string Payout = """
        {"id":"","object":"payout","amount":0,"application_fee":null,"application_fee_amount":null,"arrival_date":0,"automatic":true,"balance_transaction":"",
        "created":0,"currency":"","description":"STRIPE PAYOUT","destination":"ba_EMULATOR","failure_balance_transaction":null,"failure_code":null,
        "failure_message":null,"livemode":false,"metadata":{},"method":"standard","original_payout":null,"payout_method":null,
        "reconciliation_status":"in_progress","reversed_by":null,"source_type":"card","statement_descriptor":null,"status":"pending",
        "trace_id":{"status":"pending","value":null},"type":"bank_account"}
        """;
}

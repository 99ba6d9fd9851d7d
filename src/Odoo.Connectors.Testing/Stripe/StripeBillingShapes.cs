namespace Odoo.Connectors.Testing.Stripe;

/// <summary>What subscriptions and their documents are made of.</summary>
internal static class StripeBillingShapes
{
    /// <summary>A subscription.</summary>
    public const string Subscription = """
        {"id":"","object":"subscription","application":null,"application_fee_percent":null,"automatic_tax":{"disabled_reason":null,"enabled":false,
        "liability":null},"billing_cycle_anchor":0,"billing_cycle_anchor_config":null,"billing_mode":{"flexible":null,"type":"classic"},
        "billing_schedules":[],"billing_thresholds":null,"cancel_at":null,"cancel_at_period_end":false,"canceled_at":null,
        "cancellation_details":{"comment":null,"feedback":null,"feedback_option":null,"reason":null},"collection_method":"charge_automatically","created":0,
        "currency":"","customer":"","customer_account":null,"days_until_due":null,"default_payment_method":null,"default_source":null,"default_tax_rates":[],
        "description":null,"discounts":[],"ended_at":null,"invoice_settings":{"account_tax_ids":null,"custom_fields":null,"description":null,"footer":null,
        "issuer":{"type":"self"}},"items":{"object":"list","data":[],"has_more":false,"url":""},"latest_invoice":null,"livemode":false,
        "managed_payments":null,"metadata":{},"next_pending_invoice_item_invoice":null,"on_behalf_of":null,"pause_collection":null,
        "payment_settings":{"payment_method_options":null,"payment_method_types":null,"save_default_payment_method":"off"},
        "pending_invoice_item_interval":null,"pending_setup_intent":null,"pending_update":null,"schedule":null,"start_date":0,"status":"active",
        "test_clock":null,"transfer_data":null,"trial_end":null,"trial_settings":{"end_behavior":{"billing_cycle_anchor":null,
        "missing_payment_method":"create_invoice"}},"trial_start":null}
        """;

    /// <summary>An item of a subscription.</summary>
    public const string SubscriptionItem = """
        {"id":"","object":"subscription_item","billing_thresholds":null,"created":0,"current_period_end":0,"current_period_start":0,"discounts":[],
        "metadata":{},"price":null,"quantity":1,"subscription":"","tax_rates":[]}
        """;

    /// <summary>What waits for an invoice.</summary>
    public const string InvoiceItem = """
        {"id":"","object":"invoiceitem","amount":0,"currency":"","customer":"","customer_account":null,"date":0,"description":null,"discountable":true,
        "discounts":[],"invoice":null,"livemode":false,"metadata":{},"net_amount":0,"parent":null,"period":null,"pricing":null,"proration":false,
        "proration_details":null,"quantity":1,"quantity_decimal":"1","tax_rates":[],"test_clock":null}
        """;

    /// <summary>An invoice.</summary>
    public const string Invoice = """
        {"id":"","object":"invoice","account_country":"","account_name":"Emulated account","account_tax_ids":null,"amount_due":0,"amount_overpaid":0,
        "amount_paid":0,"amount_remaining":0,"amount_shipping":0,"application":null,"attempt_count":0,"attempted":false,"auto_advance":true,
        "automatic_tax":{"disabled_reason":null,"enabled":false,"liability":null,"provider":null,"status":null},"automatically_finalizes_at":null,
        "billing_reason":"manual","collection_method":"charge_automatically","created":0,"currency":"","custom_fields":null,"customer":"",
        "customer_account":null,"customer_address":null,"customer_email":null,"customer_name":null,"customer_phone":null,"customer_shipping":null,
        "customer_tax_exempt":"none","customer_tax_ids":[],"default_payment_method":null,"default_source":null,"default_tax_rates":[],"description":null,
        "discounts":[],"due_date":null,"effective_at":null,"ending_balance":null,"footer":null,"from_invoice":null,"hosted_invoice_url":null,
        "invoice_pdf":null,"issuer":{"type":"self"},"last_finalization_error":null,"latest_revision":null,"lines":{"object":"list","data":[],"has_more":false,
        "url":""},"livemode":false,"metadata":{},"next_payment_attempt":null,"number":null,"on_behalf_of":null,"parent":null,
        "payment_settings":{"default_mandate":null,"payment_method_options":null,"payment_method_types":null},"period_end":0,"period_start":0,
        "post_payment_credit_notes_amount":0,"pre_payment_credit_notes_amount":0,"receipt_number":null,"rendering":null,"shipping_cost":null,
        "shipping_details":null,"starting_balance":0,"statement_descriptor":null,"status":"draft","status_transitions":{"finalized_at":null,
        "marked_uncollectible_at":null,"paid_at":null,"voided_at":null},"subtotal":0,"subtotal_excluding_tax":0,"test_clock":null,"total":0,
        "total_discount_amounts":[],"total_excluding_tax":0,"total_pretax_credit_amounts":[],"total_taxes":[],"webhooks_delivered_at":null}
        """;

    /// <summary>A line of an invoice.</summary>
    public const string Line = """
        {"id":"","object":"line_item","amount":0,"currency":"","description":null,"discount_amounts":[],"discountable":true,"discounts":[],"invoice":"",
        "livemode":false,"metadata":{},"parent":null,"period":null,"pretax_credit_amounts":[],"pricing":null,"quantity":1,"quantity_decimal":"1",
        "subscription":null,"subtotal":0,"taxes":[]}
        """;

    /// <summary>What pays an invoice.</summary>
    public const string InvoicePayment = """
        {"id":"","object":"invoice_payment","amount_paid":null,"amount_requested":0,"created":0,"currency":"","invoice":"","is_default":true,"livemode":false,
        "payment":{"payment_intent":"","type":"payment_intent"},"status":"open","status_transitions":{"canceled_at":null,"paid_at":null}}
        """;

    /// <summary>A credit note.</summary>
    public const string CreditNote = """
        {"id":"","object":"credit_note","amount":0,"amount_shipping":0,"created":0,"currency":"","customer":"","customer_account":null,
        "customer_balance_transaction":null,"discount_amount":0,"discount_amounts":[],"effective_at":0,"invoice":"","lines":{"object":"list","data":[],
        "has_more":false,"url":""},"livemode":false,"memo":null,"metadata":{},"number":"","out_of_band_amount":null,
        "pdf":"https://pay.stripe.com/credit_notes/acct_EMULATOR/pdf","post_payment_amount":0,"pre_payment_amount":0,"pretax_credit_amounts":[],"reason":null,
        "refunds":[],"shipping_cost":null,"status":"issued","subtotal":0,"subtotal_excluding_tax":0,"total":0,"total_excluding_tax":0,"total_taxes":[],
        "type":"post_payment","voided_at":null}
        """;

    /// <summary>A line of a credit note.</summary>
    public const string CreditNoteLine = """
        {"id":"","object":"credit_note_line_item","amount":0,"description":null,"discount_amount":0,"discount_amounts":[],"invoice_line_item":null,
        "livemode":false,"metadata":{},"pretax_credit_amounts":[],"quantity":null,"tax_rates":[],"taxes":[],"type":"invoice_line_item","unit_amount":null,
        "unit_amount_decimal":null}
        """;
}

namespace Odoo.Connectors.Testing.Stripe;

/// <summary>What customers and the catalogue are made of.</summary>
internal static class StripeCatalogShapes
{
    /// <summary>A customer.</summary>
    public const string Customer = """
        {"id":"","object":"customer","address":null,"balance":0,"created":0,"currency":null,"default_source":null,"delinquent":false,"description":null,
        "email":null,"invoice_prefix":"","invoice_settings":{"custom_fields":null,"default_payment_method":null,"footer":null,"rendering_options":null},
        "livemode":false,"metadata":{},"name":null,"next_invoice_sequence":1,"phone":null,"preferred_locales":[],"shipping":null,"tax_exempt":"none",
        "test_clock":null}
        """;

    /// <summary>A product.</summary>
    public const string Product = """
        {"id":"","object":"product","active":true,"created":0,"default_price":null,"description":null,"images":[],"marketing_features":[],"livemode":false,
        "metadata":{},"name":"","package_dimensions":null,"shippable":null,"statement_descriptor":null,"tax_code":null,"unit_label":null,"updated":0,
        "url":null}
        """;

    /// <summary>A price.</summary>
    public const string Price = """
        {"id":"","object":"price","active":true,"billing_scheme":"per_unit","created":0,"currency":"","custom_unit_amount":null,"livemode":false,
        "lookup_key":null,"metadata":{},"nickname":null,"product":"","recurring":null,"tax_behavior":"unspecified","tiers_mode":null,
        "transform_quantity":null,"type":"one_time","unit_amount":0,"unit_amount_decimal":""}
        """;

    /// <summary>A tax rate.</summary>
    public const string TaxRate = """
        {"id":"","object":"tax_rate","active":true,"country":null,"created":0,"description":null,"display_name":"","effective_percentage":null,
        "flat_amount":null,"inclusive":false,"jurisdiction":null,"jurisdiction_level":null,"livemode":false,"metadata":{},"percentage":0,
        "rate_type":"percentage","state":null,"tax_type":null}
        """;

    /// <summary>A coupon.</summary>
    public const string Coupon = """
        {"id":"","object":"coupon","amount_off":null,"created":0,"currency":null,"duration":"once","duration_in_months":null,"livemode":false,
        "max_redemptions":null,"metadata":{},"name":null,"percent_off":null,"redeem_by":null,"times_redeemed":0,"valid":true}
        """;

    /// <summary>A coupon that was redeemed.</summary>
    public const string Discount = """
        {"id":"","object":"discount","checkout_session":null,"customer":"","customer_account":null,"end":null,"invoice":null,"invoice_item":null,
        "promotion_code":null,"source":{"coupon":"","type":"coupon"},"start":0,"subscription":null,"subscription_item":null}
        """;

    /// <summary>A meter.</summary>
    public const string Meter = """
        {"created":0,"customer_mapping":null,"default_aggregation":null,"display_name":"","event_name":"","event_time_window":null,"id":"","livemode":false,
        "object":"billing.meter","status":"active","status_transitions":{"deactivated_at":null},"updated":0,"value_settings":null}
        """;
}

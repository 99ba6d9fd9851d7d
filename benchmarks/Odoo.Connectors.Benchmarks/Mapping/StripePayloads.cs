using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Benchmarks;

/// <summary>An invoice of 20 lines in the form that Stripe documents, each line with a discount, a tax and a period.</summary>
internal static class StripePayloads
{
    private const int Lines = 20;

    /// <summary>Each line is 50.00 less 5.00, and 19 % of 45.00 is 8.55: 20 of them are 900.00 and 171.00.</summary>
    public static byte[] Invoice { get; } = Encoding.UTF8.GetBytes(
        "{\"id\":\"in_NP00000000000001\",\"object\":\"invoice\",\"account_country\":\"DE\",\"account_name\":\"Example\",\"amount_due\":107100,\"amount_overpaid\":0,\"amount_paid\":107100,"
        + "\"amount_remaining\":0,\"amount_shipping\":0,\"attempt_count\":1,\"attempted\":true,\"auto_advance\":false,\"automatic_tax\":{\"enabled\":false,\"liability\":null,\"status\":null},"
        + "\"billing_reason\":\"subscription_cycle\",\"collection_method\":\"charge_automatically\",\"created\":1788224400,\"currency\":\"eur\",\"customer\":\"cus_NP00000000000001\","
        + "\"customer_address\":{\"city\":\"Berlin\",\"country\":\"DE\",\"line1\":\"Street 1\",\"line2\":null,\"postal_code\":\"10115\",\"state\":null},\"customer_email\":\"books@northpeak.example\","
        + "\"customer_name\":\"NorthPeak GmbH\",\"default_tax_rates\":[],\"description\":null,\"discounts\":[\"di_NP00000000000001\"],\"due_date\":null,\"effective_at\":1788224402,\"ending_balance\":0,"
        + $"\"hosted_invoice_url\":\"https://invoice.stripe.com/i/acct_DUMMY\",\"lines\":{{\"object\":\"list\",\"data\":[{string.Join(',', Enumerable.Range(0, Lines).Select(Line))}],\"has_more\":false,\"total_count\":20,"
        + "\"url\":\"/v1/invoices/in_NP00000000000001/lines\"},\"livemode\":false,\"metadata\":{\"crm_opportunity_id\":\"006ZM000001\"},\"next_payment_attempt\":null,\"number\":\"NP000001-0001\","
        + "\"parent\":{\"quote_details\":null,\"subscription_details\":{\"metadata\":{},\"subscription\":\"sub_NP00000000000001\"},\"type\":\"subscription_details\"},\"payment_settings\":{\"default_mandate\":null},"
        + "\"post_payment_credit_notes_amount\":0,\"pre_payment_credit_notes_amount\":0,\"shipping_cost\":null,\"starting_balance\":0,\"status\":\"paid\","
        + "\"status_transitions\":{\"finalized_at\":1788224402,\"marked_uncollectible_at\":null,\"paid_at\":1788224405,\"voided_at\":null},\"subtotal\":100000,\"subtotal_excluding_tax\":100000,"
        + "\"total\":107100,\"total_discount_amounts\":[{\"amount\":10000,\"discount\":\"di_NP00000000000001\"}],\"total_excluding_tax\":90000,"
        + "\"total_taxes\":[{\"amount\":17100,\"tax_behavior\":\"exclusive\",\"tax_rate_details\":{\"tax_rate\":\"txr_NP00000000000019\"},\"taxability_reason\":\"standard_rated\",\"taxable_amount\":90000,\"type\":\"tax_rate_details\"}],"
        + "\"webhooks_delivered_at\":1788224401}");

    private static string Line(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"id\":\"il_NP{number:D14}\",\"object\":\"line_item\",\"amount\":5000,\"currency\":\"eur\",\"description\":\"1 × Seat {number}\",\"discount_amounts\":[{{\"amount\":500,\"discount\":\"di_NP00000000000001\"}}],")
        + "\"discountable\":true,\"discounts\":[],\"invoice\":\"in_NP00000000000001\",\"livemode\":false,\"metadata\":{},\"parent\":{\"invoice_item_details\":null,"
        + "\"subscription_item_details\":{\"invoice_item\":null,\"proration\":false,\"proration_details\":{\"credited_items\":null},\"subscription\":\"sub_NP00000000000001\",\"subscription_item\":\"si_NP00000000000001\"},"
        + "\"type\":\"subscription_item_details\"},\"period\":{\"end\":1790816400,\"start\":1788224400},\"pretax_credit_amounts\":[{\"amount\":500,\"discount\":\"di_NP00000000000001\",\"type\":\"discount\"}],"
        + "\"pricing\":{\"price_details\":{\"price\":\"price_NPSEAT\",\"product\":\"prod_NPSEAT\"},\"type\":\"price_details\",\"unit_amount_decimal\":\"5000\"},\"quantity\":1,"
        + "\"taxes\":[{\"amount\":855,\"tax_behavior\":\"exclusive\",\"tax_rate_details\":{\"tax_rate\":\"txr_NP00000000000019\"},\"taxability_reason\":\"standard_rated\",\"taxable_amount\":4500,\"type\":\"tax_rate_details\"}]}";
}

using System.Globalization;
using System.Text;

namespace Odoo.Connectors.Benchmarks;

/// <summary>An invoice in Chargebee's documented form: lines with a discount of the document and a tax each, and all that is around them.</summary>
internal static class ChargebeePayloads
{
    private const int Lines = 20;

    private const string Address =
        "\"billing_address\":{\"first_name\":\"An\",\"last_name\":\"Peeters\",\"email\":\"an@kanaalfietsen.example\",\"company\":\"Kanaal Fietsen\",\"line1\":\"Kanaalstraat 12\","
        + "\"city\":\"Gent\",\"zip\":\"9000\",\"country\":\"BE\",\"validation_status\":\"not_validated\",\"object\":\"billing_address\"}";

    public static byte[] Invoice { get; } = Bytes(
        "{\"invoice\":{\"id\":\"INV-1001\",\"customer_id\":\"kanaal\",\"subscription_id\":\"sub-1\",\"recurring\":true,\"status\":\"paid\",\"price_type\":\"tax_exclusive\",\"date\":1788220800,"
        + $"\"due_date\":1788220800,\"net_term_days\":0,\"exchange_rate\":1.0,\"total\":{Lines * 10890},\"amount_paid\":{Lines * 10890},\"amount_adjusted\":0,\"write_off_amount\":0,\"credits_applied\":0,"
        + "\"amount_due\":0,\"paid_at\":1788220860,\"dunning_status\":\"success\",\"updated_at\":1788220860,\"resource_version\":1788220860002,\"deleted\":false,\"object\":\"invoice\",\"first_invoice\":true,"
        + "\"amount_to_collect\":0,\"round_off_amount\":0,\"new_sales_amount\":0,\"has_advance_charges\":false,\"currency_code\":\"EUR\",\"base_currency_code\":\"EUR\",\"generated_at\":1788220800,"
        + $"\"is_gifted\":false,\"term_finalized\":true,\"channel\":\"web\",\"tax\":{Lines * 1890},\"line_items\":[{All(Line)}],\"sub_total\":{Lines * 10000},"
        + $"\"discounts\":[{{\"object\":\"discount\",\"entity_type\":\"document_level_coupon\",\"description\":\"10 % off\",\"amount\":{Lines * 1000},\"entity_id\":\"TEN\",\"discount_type\":\"percentage\"}}],"
        + $"\"line_item_discounts\":[{All(Discount)}],\"taxes\":[{{\"object\":\"tax\",\"name\":\"VAT\",\"description\":\"VAT @ 21 %\",\"amount\":{Lines * 1890}}}],\"line_item_taxes\":[{All(Tax)}],"
        + "\"linked_payments\":[{\"txn_id\":\"txn_1\",\"applied_amount\":217800,\"applied_at\":1788220860,\"txn_status\":\"success\",\"txn_date\":1788220860,\"txn_amount\":217800}],"
        + "\"dunning_attempts\":[],\"applied_credits\":[],\"adjustment_credit_notes\":[],\"issued_credit_notes\":[],\"linked_orders\":[]," + Address + "}}");

    private static string Line(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"id\":\"li_{i:D4}AbCdEfGh\",\"date_from\":1788220800,\"date_to\":1790812800,\"unit_amount\":2500,\"quantity\":4,\"amount\":10000,\"pricing_model\":\"per_unit\",\"is_taxed\":true,\"tax_amount\":1890,\"tax_rate\":21.0,"
        + $"\"object\":\"line_item\",\"subscription_id\":\"sub-1\",\"customer_id\":\"kanaal\",\"description\":\"Seats of team {i}\",\"entity_type\":\"addon_item_price\",\"entity_id\":\"seat-{i}-EUR\",\"discount_amount\":1000,\"item_level_discount_amount\":0}}");

    private static string Discount(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"object\":\"line_item_discount\",\"line_item_id\":\"li_{i:D4}AbCdEfGh\",\"discount_type\":\"document_level_coupon\",\"discount_amount\":1000,\"entity_id\":\"TEN\"}}");

    private static string Tax(int i) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"tax_name\":\"VAT\",\"tax_rate\":21.0,\"tax_juris_type\":\"country\",\"tax_juris_name\":\"Belgium\",\"tax_juris_code\":\"BE\",\"object\":\"line_item_tax\",\"line_item_id\":\"li_{i:D4}AbCdEfGh\","
        + $"\"tax_amount\":1890,\"is_partial_tax_applied\":false,\"taxable_amount\":9000,\"is_non_compliance_tax\":false}}");

    private static string All(Func<int, string> one) => string.Join(',', Enumerable.Range(1, Lines).Select(one));

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}

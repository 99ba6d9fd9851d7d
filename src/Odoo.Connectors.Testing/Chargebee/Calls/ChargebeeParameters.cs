using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Chargebee.Calls;

/// <summary>The parameters of each write, rows of lists without their numbers. What is not among them is refused before anything happens.</summary>
internal static partial class ChargebeeParameters
{
    private const string Customer = "first_name last_name email company phone locale preferred_currency_code auto_collection taxability offline_payment_method invoice_notes net_term_days allow_direct_debit meta_data";
    private const string Billing = "vat_number vat_number_prefix billing_address[*]";
    private const string Items = "subscription_items[item_price_id] subscription_items[item_type] subscription_items[quantity] subscription_items[unit_price] subscription_items[billing_cycles]";
    private const string Subscription = "po_number auto_collection offline_payment_method invoice_notes net_term_days coupon_ids meta_data invoice_immediately";
    private const string Contract = "contract_term[action_at_term_end] contract_term[cancellation_cutoff_period] contract_term_billing_cycle_on_renewal billing_cycles";
    private const string Payment = "transaction[amount] transaction[payment_method] transaction[reference_number] transaction[id_at_gateway] transaction[date] transaction[status] transaction[error_code] transaction[error_text]";
    private const string Imported = "id customer_id currency_code date status total price_type line_items[description] line_items[unit_amount] line_items[quantity] line_items[amount] line_items[tax1_name] line_items[tax1_amount] line_items[tax2_name] line_items[tax2_amount] line_items[tax3_name] line_items[tax3_amount] taxes[name] taxes[rate] taxes[amount]";
    private const string Reason = "comment customer_notes credit_note[reason_code] credit_note[create_reason_code]";

    private static readonly Dictionary<string, HashSet<string>> Known = new Dictionary<string, string>
    {
        ["customers"] = $"id {Customer} {Billing}",
        ["customers/*"] = Customer,
        ["customers/*/update_billing_info"] = Billing,
        ["customers/*/delete"] = "delete_payment_method",
        ["customers/*/record_excess_payment"] = $"comment {Payment} transaction[currency_code]",
        ["customers/*/subscription_for_items"] = $"id start_date trial_end {Items} {Subscription} {Contract}",
        ["item_families"] = "id name description",
        ["item_families/*"] = "name description",
        ["items"] = "id name description external_name type item_family_id metered usage_calculation unit enabled_for_checkout enabled_in_portal is_giftable is_shippable",
        ["items/*"] = "name description external_name status unit enabled_for_checkout enabled_in_portal is_giftable is_shippable",
        ["item_prices"] = "id name description external_name item_id currency_code pricing_model price period period_unit trial_period trial_period_unit is_taxable free_quantity tiers[starting_unit] tiers[ending_unit] tiers[price]",
        ["item_prices/*"] = "name description external_name status price is_taxable",
        ["subscriptions/*/update_for_items"] = $"{Items} {Subscription} replace_items_list prorate end_of_term force_term_reset",
        ["subscriptions/*/change_term_end"] = "term_ends_at",
        ["subscriptions/*/cancel_for_items"] = "cancel_option contract_term_cancel_option end_of_term cancel_at cancel_reason_code credit_option_for_current_term_charges",
        ["subscriptions/*/cancel"] = "cancel_option end_of_term cancel_at cancel_reason_code credit_option_for_current_term_charges",
        ["subscriptions/*/pause"] = "pause_option pause_date resume_date unbilled_charges_handling invoice_dunning_handling",
        ["subscriptions/*/resume"] = "resume_option resume_date charges_handling unpaid_invoices_handling",
        ["subscriptions/*/reactivate"] = "billing_cycles invoice_immediately",
        ["subscriptions/*/remove_scheduled_cancellation"] = "billing_cycles",
        ["subscriptions/*/remove_scheduled_changes"] = "",
        ["subscriptions/*/delete"] = "",
        ["subscriptions/*/usages"] = "id item_price_id quantity usage_date note",
        ["subscriptions/*/delete_usage"] = "id",
        ["invoices/create_for_charge_items_and_charges"] = "customer_id currency_code po_number net_term_days invoice_date auto_collection coupon_ids item_prices[item_price_id] item_prices[quantity] item_prices[unit_price] item_prices[date_from] item_prices[date_to] charges[amount] charges[description] charges[taxable] charges[date_from] charges[date_to]",
        ["invoices/import_invoice"] = $"{Imported} due_date po_number",
        ["credit_notes/import_credit_note"] = $"{Imported} reference_invoice_id type create_reason_code",
        ["invoices/*/close"] = "comment invoice_note",
        ["invoices/*/sync_usages"] = "",
        ["invoices/*/void"] = "comment void_reason_code",
        ["invoices/*/write_off"] = "comment",
        ["invoices/*/record_payment"] = $"comment {Payment}",
        ["invoices/*/collect_payment"] = "comment amount",
        ["invoices/*/refund"] = $"refund_amount {Reason}",
        ["invoices/*/record_refund"] = $"{Reason} {Payment}",
        ["promotional_credits/add"] = "customer_id amount currency_code description reference",
        ["credit_notes"] = "reference_invoice_id total type reason_code create_reason_code date customer_notes comment line_items[reference_line_item_id] line_items[unit_amount] line_items[quantity] line_items[amount] line_items[description]",
        ["credit_notes/*/void"] = "comment",
        ["credit_notes/*/refund"] = "refund_amount customer_notes refund_reason_code",
        ["credit_notes/*/record_refund"] = $"comment refund_reason_code {Payment}",
    }.ToDictionary(route => route.Key, route => route.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    public static void Check(ChargebeeCall call)
    {
        string route = string.Join('/', call.Path);
        if (!Known.TryGetValue(route, out HashSet<string>? names) && !Known.TryGetValue(string.Join('/', call.Path.Select((part, place) => place == 1 ? "*" : part)), out names))
        {
            throw call.NotEmulated();
        }

        foreach ((string name, _) in call.Fields.All)
        {
            string plain = Row().Replace(name, string.Empty);
            string part = plain.Split('[')[0];
            if (!names.Contains(plain) && !names.Contains($"{part}[*]") && !plain.StartsWith("cf_", StringComparison.Ordinal))
            {
                throw ChargebeeRefusal.Wrong(name, $"/{route} has no such parameter, or the emulator does not serve it.");
            }
        }
    }

    [GeneratedRegex(@"\[\d+\]$")]
    private static partial Regex Row();
}

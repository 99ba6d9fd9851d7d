using System.Text.RegularExpressions;

namespace Odoo.Connectors.Testing.Stripe.Calls;

/// <summary>The parameters of each write, rows of lists without their numbers. What is not among them is refused before anything happens.</summary>
internal static partial class StripeParameters
{
    private const string Customer = "name email phone description metadata[*] address[*] address tax_exempt balance preferred_locales[] invoice_settings[default_payment_method]";
    private const string PriceData = "price_data[currency] price_data[product] price_data[tax_behavior] price_data[unit_amount_decimal]";
    private const string Subscription = "items[][price] items[][quantity] items[][metadata][*] collection_method days_until_due default_tax_rates[] default_tax_rates discounts[][coupon] metadata[*] trial_end cancel_at cancel_at_period_end description automatic_tax[enabled] proration_behavior payment_behavior";
    private const string Invoice = "description metadata[*] auto_advance days_until_due default_tax_rates[] discounts[][coupon] automatic_tax[enabled]";

    private static readonly Dictionary<string, HashSet<string>> Known = new Dictionary<string, string>
    {
        ["POST customers"] = $"tax_id_data[][type] tax_id_data[][value] {Customer}",
        ["POST customers/*"] = Customer,
        ["DELETE customers/*"] = "",
        ["POST customers/*/tax_ids"] = "type value",
        ["POST customers/*/balance_transactions"] = "amount currency description metadata[*]",
        ["POST products"] = "id name description active metadata[*] unit_label",
        ["POST products/*"] = "name description active metadata[*] unit_label",
        ["POST prices"] = "product currency unit_amount unit_amount_decimal nickname active metadata[*] tax_behavior lookup_key recurring[interval] recurring[interval_count] recurring[usage_type] recurring[meter]",
        ["POST prices/*"] = "nickname active metadata[*] lookup_key",
        ["POST tax_rates"] = "display_name percentage inclusive country description jurisdiction active metadata[*] tax_type",
        ["POST coupons"] = "id name percent_off amount_off currency duration duration_in_months metadata[*]",
        ["POST subscriptions"] = $"customer currency trial_period_days backdate_start_date billing_cycle_anchor {Rows("items", $"{PriceData} price_data[recurring][interval] price_data[recurring][interval_count]")} {Rows("add_invoice_items", $"price quantity {PriceData}")} {Subscription}",
        ["POST subscriptions/*"] = $"items[][id] items[][deleted] pause_collection pause_collection[behavior] pause_collection[resumes_at] {Subscription}",
        ["DELETE subscriptions/*"] = "prorate invoice_now",
        ["POST subscriptions/*/pause"] = "",
        ["POST subscriptions/*/resume"] = "billing_cycle_anchor proration_behavior",
        ["POST invoiceitems"] = "customer amount currency description quantity pricing[price] invoice subscription metadata[*] discountable",
        ["DELETE invoiceitems/*"] = "",
        ["POST invoices"] = $"customer currency collection_method pending_invoice_items_behavior {Invoice}",
        ["POST invoices/*"] = Invoice,
        ["DELETE invoices/*"] = "",
        ["POST invoices/*/finalize"] = "auto_advance",
        ["POST invoices/*/pay"] = "paid_out_of_band",
        ["POST invoices/*/send"] = "",
        ["POST invoices/*/attach_payment"] = "payment_record",
        ["POST payment_records/*"] = "amount_requested[currency] amount_requested[value] customer_details[customer] description guaranteed[guaranteed_at] initiated_at metadata[*] outcome payment_method_details[type] payment_method_details[custom][display_name] processor_details[type] processor_details[custom][payment_reference]",
        ["POST invoices/*/void"] = "",
        ["POST invoices/*/mark_uncollectible"] = "",
        ["POST credit_notes"] = "invoice amount lines[][type] lines[][invoice_line_item] lines[][quantity] lines[][amount] refund_amount credit_amount out_of_band_amount reason memo metadata[*]",
        ["POST credit_notes/*/void"] = "",
        ["POST refunds"] = "charge payment_intent amount reason metadata[*]",
        ["POST refunds/*/cancel"] = "",
        ["POST payment_intents"] = "amount currency customer description confirm metadata[*]",
        ["POST payment_intents/*/confirm"] = "",
        ["POST payment_intents/*/cancel"] = "",
        ["POST disputes/*/close"] = "",
        ["POST billing/meters"] = "display_name event_name default_aggregation[formula] customer_mapping[event_payload_key] customer_mapping[type] value_settings[event_payload_key]",
        ["POST billing/meters/*/deactivate"] = "",
        ["POST billing/meters/*/reactivate"] = "",
        ["POST billing/meter_events"] = "event_name identifier timestamp payload[*]",
        ["POST billing/meter_event_adjustments"] = "event_name type cancel[identifier]",
    }.ToDictionary(route => route.Key, route => route.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    private static string Rows(string list, string fields) => string.Join(' ', fields.Split(' ').Select(f => f.Contains('[', StringComparison.Ordinal) ? $"{list}[][{f[..f.IndexOf('[', StringComparison.Ordinal)]}]{f[f.IndexOf('[', StringComparison.Ordinal)..]}" : $"{list}[][{f}]"));

    /// <summary>The route of a write: its path with a star for the id.</summary>
    public static string? Route(string method, string[] path)
    {
        int id = path[0] == "billing" ? 2 : 1;
        string route = $"{method} {string.Join('/', path.Select((part, place) => place == id ? "*" : part))}";
        return Known.ContainsKey(route) ? route : null;
    }

    public static void Check(string route, VendorFields fields)
    {
        foreach ((string name, _) in fields.All)
        {
            string plain = Row().Replace(name, "[]");
            if (!Known[route].Contains(plain) && !Known[route].Contains(Last().Replace(plain, "[*]")) && !name.StartsWith("expand[", StringComparison.Ordinal))
            {
                throw StripeRefusal.Unknown(name);
            }
        }
    }

    [GeneratedRegex(@"\[\d*\]")]
    private static partial Regex Row();

    [GeneratedRegex(@"\[[^\[\]]+\]$")]
    private static partial Regex Last();
}

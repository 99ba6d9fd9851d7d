using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>What happens in Chargebee and at the bank behind it: what people do in the consoles, what customers and their banks do.</summary>
internal sealed class Billing(ChargebeeEmulator site, StripeEmulator account, StripeGateway gateway)
{
    private const string Customer = "molenbeek";

    /// <summary>The catalogue, as story.json names it, and the customer, who has entered a card on Chargebee's page before the deal is won.</summary>
    public void SetUp()
    {
        site.Post("items", ("id", "seat"), ("name", "Seat"), ("type", "plan"));
        site.Post("item_prices", ("id", "seat-EUR-monthly"), ("name", "Seat"), ("item_id", "seat"), ("pricing_model", "per_unit"), ("price", "4000"), ("period", "1"), ("period_unit", "month"));
        foreach ((string item, string cents) in ((string, string)[])[("onboarding", "5000"), ("workshop", "30000"), ("training", "12000")])
        {
            site.Post("items", ("id", item), ("name", item), ("type", "charge"));
            site.Post("item_prices", ("id", $"{item}-EUR"), ("name", item), ("item_id", item), ("pricing_model", "per_unit"), ("price", cents));
        }

        site.Post("customers", ("id", Customer), ("company", "Molenbeek Roeiers BV"), ("cf_crm_account_id", "001Wh0000000001IAA"), ("billing_address[country]", "BE"));
        site.SetCard(Customer);
    }

    public string Subscription => (string)site.All("subscription").Single()["id"]!;

    /// <summary>Another number of seats from now on: what is left of the period is credited and charged anew.</summary>
    public void ChangeSeats(int quantity) => site.Post(
        $"subscriptions/{Subscription}/update_for_items", ("subscription_items[item_price_id][0]", "seat-EUR-monthly"), ("subscription_items[unit_price][0]", "3600"),
        ("subscription_items[quantity][0]", quantity.ToString(CultureInfo.InvariantCulture)));

    /// <summary>From now on the bank says no, or yes again.</summary>
    public void Bank(bool declines) => site.OnPayment = declines ? _ => ChargebeeGatewayAnswer.Declined("insufficient_funds") : null;

    /// <summary>A part of a paid invoice is credited, and its money given back.</summary>
    public void Refund(string invoice, int cents) => site.Post($"invoices/{invoice}/refund", ("refund_amount", cents.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The customer's bank takes the payment of an invoice back.</summary>
    public string Dispute(string invoice) => gateway.Dispute((string)Payment(invoice)["id"]!);

    public void WinDispute(string dispute) => account.CloseDispute(dispute, won: true);

    public void CancelAtTermEnd() => site.Post($"subscriptions/{Subscription}/cancel_for_items", ("end_of_term", "true"));

    /// <summary>An invoice of its own, paid by card at once, or by transfer within some days.</summary>
    public void InvoiceOnce(string itemPrice, int cents, int? transferDays = null) => site.Post(
        "invoices/create_for_charge_items_and_charges",
        [
            ("customer_id", Customer), ("item_prices[item_price_id][0]", itemPrice), ("item_prices[quantity][0]", "1"), ("item_prices[unit_price][0]", cents.ToString(CultureInfo.InvariantCulture)),
            .. transferDays is { } days ? ((string, string)[])[("auto_collection", "off"), ("net_term_days", days.ToString(CultureInfo.InvariantCulture))] : [],
        ]);

    /// <summary>What paid an invoice by card.</summary>
    public JsonObject Payment(string invoice) => site.All("transaction").Single(t =>
        ((string?)t["type"], (string?)t["status"], (string?)t["gateway"]) is ("payment", "success", "stripe") && t["linked_invoices"]!.AsArray().Any(i => (string?)i!["invoice_id"] == invoice));

    /// <summary>What gave a credit note's money back.</summary>
    public JsonObject RefundOf(string creditNote) => site.All("transaction").Single(t =>
        (string?)t["type"] == "refund" && t["linked_credit_notes"]!.AsArray().Any(n => (string?)n!["cn_id"] == creditNote));

    /// <summary>Stripe's disputes of what paid an invoice.</summary>
    public JsonObject DisputeOf(string invoice) => account.All("dispute").Single(d => (string?)d["charge"] == (string?)Payment(invoice)["id_at_gateway"]);

    /// <summary>Stripe's payouts, the first one first.</summary>
    public IReadOnlyList<JsonObject> Payouts => account.All("payout");
}

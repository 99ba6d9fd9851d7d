using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>What happens in Stripe: what people do in its dashboard, what customers and their banks do.</summary>
internal sealed class Billing(StripeEmulator stripe)
{
    /// <summary>The tax rate and the catalogue, as story.json names them.</summary>
    public string SetUp(Story story)
    {
        foreach ((string id, string code) in story.Products)
        {
            stripe.Post("products", ("id", id), ("name", code));
        }

        stripe.Post("prices", ("product", "prod_WHSEAT"), ("currency", "eur"), ("unit_amount", "4000"), ("recurring[interval]", "month"));
        stripe.Post("prices", ("product", "prod_WHONBOARD"), ("currency", "eur"), ("unit_amount", "5000"));
        return Id(stripe.Post("tax_rates", ("display_name", "VAT"), ("percentage", "21"), ("inclusive", "false"), ("country", "BE")));
    }

    public JsonObject Subscription => stripe.All("subscription").Single();

    /// <summary>The invoice of a number's end, such as <c>0003</c>.</summary>
    public JsonObject Invoice(int place) => stripe.All("invoice").Single(i => ((string?)i["number"])?.EndsWith(place.ToString("-0000", CultureInfo.InvariantCulture), StringComparison.Ordinal) == true);

    public void ChangeSeats(int quantity, bool invoicesNow)
    {
        JsonObject seats = (JsonObject)Subscription["items"]!["data"]![0]!;
        stripe.Post(
            $"subscriptions/{Id(Subscription)}", ("items[0][id]", Id(seats)), ("items[0][quantity]", quantity.ToString(CultureInfo.InvariantCulture)),
            ("proration_behavior", invoicesNow ? "always_invoice" : "create_prorations"));
    }

    /// <summary>From now on the bank says no, or yes again.</summary>
    public void Bank(bool declines) => stripe.OnPayment = declines ? _ => StripePaymentAnswer.Declined("insufficient_funds") : null;

    /// <summary>One seat of an invoice is credited, and its money given back.</summary>
    public void CreditOneSeat(int place, int cents)
    {
        JsonObject invoice = Invoice(place);
        string line = Id(invoice["lines"]!["data"]!.AsArray().Single(l => (long)l!["amount"]! == 7 * 3600)!);
        stripe.Post(
            "credit_notes", ("invoice", Id(invoice)), ("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", line), ("lines[0][quantity]", "1"),
            ("refund_amount", cents.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The customer's bank takes the payment of an invoice back.</summary>
    public string Dispute(int cents) => stripe.Dispute(Id(stripe.All("charge").Single(c => (long)c["amount"]! == cents)));

    public void WinDispute(string dispute) => stripe.CloseDispute(dispute, won: true);

    public void CancelAtPeriodEnd() => stripe.Post($"subscriptions/{Id(Subscription)}", ("cancel_at_period_end", "true"));

    /// <summary>An invoice of its own, paid by card at once, or by transfer in thirty days.</summary>
    public void InvoiceOnce(string product, int cents, string vat, bool byTransfer)
    {
        string customer = (string)Subscription["customer"]!;
        string price = Id(stripe.Post("prices", ("product", product), ("currency", "eur"), ("unit_amount", cents.ToString(CultureInfo.InvariantCulture))));
        (string, string)[] terms = byTransfer ? [("collection_method", "send_invoice"), ("days_until_due", "30")] : [];
        string invoice = Id(stripe.Post("invoices", [("customer", customer), ("currency", "eur"), ("default_tax_rates[0]", vat), .. terms]));
        stripe.Post("invoiceitems", ("customer", customer), ("invoice", invoice), ("pricing[price]", price), ("quantity", "1"), ("currency", "eur"));
        stripe.Post($"invoices/{invoice}/finalize");
        if (!byTransfer)
        {
            stripe.Post($"invoices/{invoice}/pay");
        }
    }

    private static string Id(JsonNode of) => (string)of["id"]!;
}

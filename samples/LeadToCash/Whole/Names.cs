using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>Gives what a story expects the ids and numbers that Stripe gave: <c>place</c> is that of the invoice in its customer's numbers.</summary>
internal static class Names
{
    public static void Give(JsonObject expect, StripeEmulator stripe, Billing billing)
    {
        expect["contract"]!["stripe_id"] = Id(billing.Subscription);
        foreach (JsonNode? document in (JsonArray)expect["documents"]!)
        {
            JsonObject made = (string)document!["kind"]! == "invoice" ? Invoice(document) : CreditNote(document);
            (document["stripe_id"], document["number"]) = (Id(made), (string)made["number"]!);
        }

        foreach (JsonNode? payment in (JsonArray)expect["payments"]!)
        {
            payment!["stripe_id"] = Intent(payment);
        }

        foreach (JsonNode? refund in (JsonArray)expect["refunds"]!)
        {
            refund!["stripe_id"] = Id(stripe.All("refund").Single(r => (string?)r["payment_intent"] == Intent(refund)));
        }

        foreach (JsonNode? dispute in (JsonArray)expect["disputes"]!)
        {
            dispute!["stripe_id"] = Id(stripe.All("dispute").Single(d => (string?)d["payment_intent"] == Intent(dispute)));
        }

        JsonObject Invoice(JsonNode of) => billing.Invoice((int)of["place"]!);
        JsonObject CreditNote(JsonNode of) => stripe.All("credit_note").Single(c => (string?)c["invoice"] == Id(Invoice(of)));
        string Intent(JsonNode of) => (string)stripe.All("invoice_payment").Single(p => (string?)p["invoice"] == Id(Invoice(of)) && (string?)p["status"] == "paid")["payment"]!["payment_intent"]!;
    }

    private static string Id(JsonNode of) => (string)of["id"]!;
}

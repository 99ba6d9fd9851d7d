using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>Gives what a story expects the ids that Chargebee and Stripe gave.</summary>
internal static class Names
{
    public static void Give(JsonObject expect, Billing billing)
    {
        expect["contract"]!["id"] = billing.Subscription;
        Each("payments", p => p["id"] = Id(billing.Payment(Of(p, "invoice"))));
        Each("refunds", r => r["id"] = Id(billing.RefundOf(Of(r, "credit_note"))));
        Each("disputes", d => d["id"] = Id(billing.DisputeOf(Of(d, "invoice"))));
        Each("payouts", p => p["id"] = (int)p["place"]! < billing.Payouts.Count ? Id(billing.Payouts[(int)p["place"]!]) : "none");

        void Each(string list, Action<JsonNode> give)
        {
            foreach (JsonNode? each in (JsonArray)expect[list]!)
            {
                give(each!);
            }
        }
    }

    private static string Of(JsonNode node, string field) => (string)node[field]!;

    private static string Id(JsonNode of) => (string)of["id"]!;
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>The same money in Chargebee and in Stripe, and what the latter kept and paid out: asked over HTTP.</summary>
internal static class MoneyChecks
{
    public static async Task<IReadOnlyList<Check>> CompareAsync(Story story, HubSettings settings, CancellationToken cancellationToken)
    {
        using HttpClient chargebee = new() { BaseAddress = settings.Chargebee!.Url };
        chargebee.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{settings.Chargebee.Key}:")));
        using HttpClient stripe = new() { BaseAddress = settings.StripeUrl };
        stripe.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.StripeKey);
        List<Check> checks = [];
        foreach (JsonNode? payment in (JsonArray)story.Expect["payments"]!)
        {
            JsonNode transaction = (await GetAsync(chargebee, $"api/v2/transactions/{payment!["id"]}"))["transaction"]!;
            JsonNode charge = await GetAsync(stripe, $"v1/charges/{transaction["id_at_gateway"]}?expand[0]=balance_transaction");
            checks.Add(new Check(
                $"Payment of {payment["invoice"]} in Stripe: amount, fee", $"{payment["amount"]} {payment["fee"]}", $"{Cents(charge["amount_captured"])} {Cents(charge["balance_transaction"]!["fee"])}",
                $"{Cents(transaction["amount"])} {payment["fee"]}"));
        }

        foreach (JsonNode? transfer in (JsonArray)story.Expect["transfers"]!)
        {
            JsonNode invoice = (await GetAsync(chargebee, $"api/v2/invoices/{transfer!["invoice"]}"))["invoice"]!;
            checks.Add(new Check($"{transfer["invoice"]} in Chargebee: status, paid", $"paid {transfer["amount"]}", $"{invoice["status"]} {Cents(invoice["amount_paid"])}"));
        }

        foreach (JsonNode? payout in (JsonArray)story.Expect["payouts"]!)
        {
            JsonNode paid = await GetAsync(stripe, $"v1/payouts/{payout!["id"]}");
            checks.Add(new Check($"Payout {payout["id"]} in Stripe: status, amount", $"paid {payout["amount"]}", $"{paid["status"]} {Cents(paid["amount"])}"));
        }

        JsonNode subscription = (await GetAsync(chargebee, $"api/v2/subscriptions/{story.Expect["contract"]!["id"]}"))["subscription"]!;
        checks.Add(new Check(
            "Subscription in Chargebee: deal, status", $"{story.Expect["order"]!["crm_id"]} cancelled", $"{subscription["meta_data"]?["crm_opportunity_id"]} {subscription["status"]}"));
        return checks;

        async Task<JsonNode> GetAsync(HttpClient http, string path) => JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken))!;
    }

    private static string Cents(JsonNode? amount) => amount is null ? "nothing" : ((decimal)amount / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}

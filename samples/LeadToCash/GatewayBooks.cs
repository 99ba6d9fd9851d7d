using System.Globalization;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>What became of the gateway's money: disputes, payouts, and what is on its accounts to the cent.</summary>
internal static class GatewayBooks
{
    public static async Task<IReadOnlyList<Check>> CompareAsync(Story story, JsonRpc odoo)
    {
        List<Check> checks = [];
        foreach (JsonNode? dispute in (JsonArray?)story.Expect["disputes"] ?? [])
        {
            string id = (string?)dispute!["id"] ?? (string)dispute["stripe_id"]!;
            checks.Add(new Check($"Dispute {id}: posted entries", $"{dispute["entries"]}", await EntriesAsync(odoo, id, null)));
        }

        foreach (JsonNode? payout in (JsonArray?)story.Expect["payouts"] ?? [])
        {
            string id = (string?)payout!["id"] ?? (string)payout["stripe_id"]!;
            checks.Add(new Check($"Payout {id}: posted entries of its day", "1", await EntriesAsync(odoo, id, (string)payout["date"]!)));
        }

        foreach ((string code, JsonNode? balance) in (JsonObject?)story.Expect["balances"] ?? [])
        {
            JsonArray lines = await odoo.SearchReadAsync("account.move.line", [new JsonArray("account_id.code", "=", code), new JsonArray("parent_state", "=", "posted")], "balance");
            checks.Add(new Check($"Balance of account {code}", (string)balance!, lines.Sum(l => (decimal)l!["balance"]!).ToString("0.00", CultureInfo.InvariantCulture)));
        }

        return checks;
    }

    private static async Task<string> EntriesAsync(JsonRpc odoo, string reference, string? day)
    {
        JsonArray domain = [new JsonArray("ref", "=", reference), new JsonArray("state", "=", "posted")];
        if (day is not null)
        {
            domain.Add(new JsonArray("date", "=", day));
        }

        return (await odoo.SearchReadAsync("account.move", domain, "name")).Count.ToString(CultureInfo.InvariantCulture);
    }
}

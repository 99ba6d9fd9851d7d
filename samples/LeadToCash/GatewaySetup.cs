using System.Text.Json.Nodes;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Samples.LeadToCash;

/// <summary>What an accountant enters in Odoo for a payment gateway, as docs/concepts/payments.md says: a clearing account and its journal, fees, payouts.</summary>
internal static class GatewaySetup
{
    public static async Task EnterAsync(OdooEmulator emulator, Story story)
    {
        using JsonRpc odoo = new(emulator.Url, emulator.Database, emulator.AdminLogin, emulator.AdminPassword);
        long company = (long)(await odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", story.Company)], "name"))[0]!["id"]!;
        JsonObject context = new() { ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray(company) } };
        async Task<long> CreateAsync(string model, JsonObject values) => (long)(await odoo.CallAsync(model, "create", [values], (JsonObject)context.DeepClone()))!;
        Task<long> AccountAsync(string role, string type) => CreateAsync("account.account", new JsonObject
        {
            ["code"] = (string)story.Gateway![role]!, ["name"] = role, ["account_type"] = type, ["reconcile"] = type == "asset_current", ["company_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(company))),
        });

        long clearing = await AccountAsync("clearing_account", "asset_current");
        await AccountAsync("payout_account", "asset_current");
        await AccountAsync("fee_account", "expense");
        long journal = await CreateAsync("account.journal", new JsonObject { ["name"] = "Gateway", ["code"] = (string)story.Gateway!["journal"]!, ["type"] = "bank", ["company_id"] = company });
        foreach (JsonNode? method in await odoo.SearchReadAsync("account.payment.method.line", [new JsonArray("journal_id", "=", journal)], "name"))
        {
            await odoo.CallAsync("account.payment.method.line", "write", [new JsonArray((long)method!["id"]!), new JsonObject { ["payment_account_id"] = clearing }], (JsonObject)context.DeepClone());
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Odoo.Connectors.Samples.LeadToCash;

namespace Odoo.Connectors.Tests.Topologies;

/// <summary>What Odoo's books say, without what differs from database to database: every document by its external id, with its lines.</summary>
internal static class CanonicalBooks
{
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["res.partner"] = ["name", "email", "phone", "website", "vat", "street", "city", "zip", "country_id", "is_company", "parent_id", "active"],
        ["sale.order"] = ["state", "partner_id", "currency_id", "client_order_ref", "amount_untaxed", "amount_tax", "amount_total"],
        ["sale.order.line"] = ["order_id", "product_id", "product_uom_qty", "price_unit"],
        ["account.move"] =
        [
            "name", "move_type", "state", "partner_id", "invoice_date", "date", "ref", "currency_id",
            "amount_untaxed", "amount_tax", "amount_total", "amount_residual", "payment_state",
        ],
        ["account.move.line"] = ["move_id", "account_id", "name", "quantity", "price_unit", "debit", "credit", "amount_currency", "amount_residual", "reconciled", "tax_ids"],
        ["account.payment"] = ["amount", "payment_type", "partner_id", "date", "memo", "currency_id", "is_reconciled", "state"],
    };

    public static async Task<string> ReadAsync(JsonRpc odoo)
    {
        JsonArray names = await odoo.SearchReadAsync("ir.model.data", [new JsonArray("module", "like", "oc_")], "module", "name", "model", "res_id");
        Dictionary<(string, long), string> known = names.ToDictionary(n => ((string)n!["model"]!, (long)n["res_id"]!), n => $"{n!["module"]}.{n["name"]}");
        List<string> all = [];
        foreach ((string model, string[] fields) in Fields)
        {
            JsonArray rows = (JsonArray)(await odoo.CallAsync(model, "search_read", [new JsonArray()], new JsonObject
            {
                ["fields"] = new JsonArray([.. fields.Select(f => (JsonNode)f)]), ["context"] = new JsonObject { ["active_test"] = false },
            }))!;
            foreach (JsonNode? row in rows)
            {
                string name = known.GetValueOrDefault((model, (long)row!["id"]!), "-");
                all.Add($"{model} {name} {string.Join(' ', fields.Select(f => $"{f}={Value(row[f])}"))}");
            }
        }

        return string.Join('\n', all.Order(StringComparer.Ordinal));
    }

    public static string Hash(string books) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(books)));

    /// <summary>A link is shown by its name; the number of a database row says nothing.</summary>
    private static string Value(JsonNode? value) => value switch
    {
        JsonArray { Count: 2 } pair when pair[1]!.GetValueKind() == System.Text.Json.JsonValueKind.String => (string)pair[1]!,
        JsonArray many => $"{many.Count}",
        _ => value?.ToJsonString() ?? "null",
    };
}

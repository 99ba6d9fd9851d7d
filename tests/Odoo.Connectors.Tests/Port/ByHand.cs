using System.Text.Json.Nodes;

namespace Odoo.Connectors.Tests.Port;

/// <summary>What a person does in Odoo, in the company of the tests.</summary>
internal static class ByHand
{
    public static async Task<JsonNode?> CallAsync(PortBench bench, string model, string method, params JsonNode[] arguments) =>
        await bench.Odoo.CallAsync(model, method, new JsonArray([.. arguments.Select(a => a.DeepClone())]), new JsonObject
        {
            ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray(await CompanyAsync(bench)), ["active_test"] = false },
        });

    public static async Task<long> CompanyAsync(PortBench bench) =>
        (long)(await bench.Odoo.SearchReadAsync("res.company", [new JsonArray("name", "=", "Contract BE")], "name"))[0]!["id"]!;

    public static async Task<long> CreateAsync(PortBench bench, string model, JsonObject values)
    {
        JsonNode id = (await CallAsync(bench, model, "create", values))!;
        return id is JsonArray ids ? (long)ids[0]! : (long)id;
    }

    /// <summary>An invoice of 100.00 without tax, entered and posted by a person.</summary>
    public static async Task<long> InvoiceAsync(PortBench bench, long partner, string? number = null, string? reference = null, string? journal = null)
    {
        JsonObject values = new()
        {
            ["move_type"] = "out_invoice", ["partner_id"] = partner, ["invoice_date"] = "2026-03-01", ["invoice_date_due"] = "2026-03-31",
            ["journal_id"] = await JournalAsync(bench, journal ?? "INV"),
            ["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
            {
                ["name"] = "By hand", ["quantity"] = 1, ["price_unit"] = 100, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray())),
            })),
        };
        if (number is not null)
        {
            values["name"] = number;
        }

        if (reference is not null)
        {
            values["ref"] = reference;
        }

        long invoice = await CreateAsync(bench, "account.move", values);
        await CallAsync(bench, "account.move", "action_post", new JsonArray(invoice));
        return invoice;
    }

    /// <summary>A sales journal of its own, with a code that no other run has used.</summary>
    public static async Task JournalOfItsOwnAsync(PortBench bench, string code)
    {
        long company = await CompanyAsync(bench);
        JsonNode income = (await bench.Odoo.SearchReadAsync(
            "account.journal", [new JsonArray("company_id", "=", company), new JsonArray("code", "=", "INV")], "default_account_id"))[0]!["default_account_id"]![0]!;
        await CreateAsync(bench, "account.journal", new JsonObject
        {
            ["name"] = code, ["code"] = code, ["type"] = "sale", ["company_id"] = company, ["default_account_id"] = income.DeepClone(),
        });
    }

    public static string NewCode() => "J" + $"{Guid.NewGuid():N}"[..4].ToUpperInvariant();

    public static async Task<JsonObject> ReadAsync(PortBench bench, string model, long id, params string[] fields) =>
        (JsonObject)(await CallAsync(bench, model, "read", new JsonArray(id), new JsonArray([.. fields.Select(f => (JsonNode)f)])))![0]!;

    private static async Task<long> JournalAsync(PortBench bench, string code) =>
        (long)(await bench.Odoo.SearchReadAsync("account.journal", [new JsonArray("company_id", "=", await CompanyAsync(bench)), new JsonArray("code", "=", code)], "code"))[0]!["id"]!;
}

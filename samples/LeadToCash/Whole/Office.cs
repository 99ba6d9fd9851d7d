using System.Text.Json.Nodes;

namespace Odoo.Connectors.Samples.LeadToCash.Whole;

/// <summary>What people do in Odoo while nobody looks, and how they put it right.</summary>
internal sealed class Office(JsonRpc odoo)
{
    private long _copy;

    /// <summary>Enters an invoice that is there already once more, with its number.</summary>
    public async Task EnterAgainAsync(string externalId)
    {
        JsonObject first = await FindAsync(externalId);
        _copy = (long)(await odoo.CallAsync("account.move", "copy", [new JsonArray(Id(first))], Company(first)) is JsonArray made ? made[0]! : throw new StoryException("Odoo copied nothing."));
        await odoo.CallAsync("account.move", "write", [new JsonArray(_copy), new JsonObject { ["ref"] = (string)first["ref"]!, ["invoice_date"] = (string)first["invoice_date"]! }], Company(first));
        await odoo.CallAsync("account.move", "action_post", [new JsonArray(_copy)], Company(first));
    }

    /// <summary>Takes that copy back.</summary>
    public async Task CancelCopyAsync()
    {
        await odoo.CallAsync("account.move", "button_draft", [new JsonArray(_copy)]);
        await odoo.CallAsync("account.move", "button_cancel", [new JsonArray(_copy)]);
    }

    /// <summary>Books a transfer of all that is open of an invoice, as the bank statement shows it.</summary>
    public async Task BookTransferAsync(string externalId, string day)
    {
        JsonObject move = await FindAsync(externalId);
        JsonObject context = (JsonObject)Company(move)["context"]!.DeepClone();
        context["active_model"] = "account.move";
        context["active_ids"] = new JsonArray(Id(move));
        JsonArray banks = await odoo.SearchReadAsync("account.journal", [new JsonArray("code", "=", "BNK1"), new JsonArray("company_id", "=", (long)move["company_id"]![0]!)], "id");
        JsonObject values = new() { ["journal_id"] = (long)banks[0]!["id"]!, ["payment_date"] = day };
        long wizard = (long)(await odoo.CallAsync("account.payment.register", "create", [values], new JsonObject { ["context"] = context.DeepClone() }))!;
        await odoo.CallAsync("account.payment.register", "action_create_payments", [new JsonArray(wizard)], new JsonObject { ["context"] = context });
    }

    /// <summary>How many notes of an invoice say something.</summary>
    public async Task<string> NotesAsync(string externalId, string words) => (await odoo.CallAsync(
        "mail.message", "search_count",
        [new JsonArray(new JsonArray("model", "=", "account.move"), new JsonArray("res_id", "=", Id(await FindAsync(externalId))), new JsonArray("body", "ilike", words))]))!.ToJsonString();

    /// <summary>What somebody is still to do about an invoice.</summary>
    public async Task<string> ActivitiesAsync(string externalId)
    {
        JsonArray found = await odoo.SearchReadAsync(
            "mail.activity", [new JsonArray("res_model", "=", "account.move"), new JsonArray("res_id", "=", Id(await FindAsync(externalId)))], "summary");
        return found.Count == 0 ? "none" : string.Join(", ", found.Select(a => (string)a!["summary"]!));
    }

    /// <summary>Changes the price on the only line of an invoice: back to draft, written, posted again.</summary>
    public async Task RepriceAsync(string externalId, int price)
    {
        JsonObject move = await FindAsync(externalId);
        JsonArray lines = await odoo.SearchReadAsync("account.move.line", [new JsonArray("move_id", "=", Id(move)), new JsonArray("display_type", "=", "product")], "id");
        await CallAsync(externalId, "button_draft");
        JsonArray change = [new JsonArray(1, (long)lines[0]!["id"]!, new JsonObject { ["price_unit"] = price })];
        await odoo.CallAsync("account.move", "write", [new JsonArray(Id(move)), new JsonObject { ["invoice_line_ids"] = change }], Company(move));
        await CallAsync(externalId, "action_post");
    }

    public Task ToDraftAsync(string externalId) => CallAsync(externalId, "button_draft");

    public Task PostAsync(string externalId) => CallAsync(externalId, "action_post");

    private async Task CallAsync(string externalId, string method)
    {
        JsonObject move = await FindAsync(externalId);
        await odoo.CallAsync("account.move", method, [new JsonArray(Id(move))], Company(move));
    }

    private async Task<JsonObject> FindAsync(string externalId) =>
        await odoo.FindAsync(externalId, "ref", "invoice_date", "company_id") ?? throw new StoryException($"Odoo has no {externalId}.");

    private static long Id(JsonObject move) => (long)move["id"]!;

    private static JsonObject Company(JsonObject move) => new() { ["context"] = new JsonObject { ["allowed_company_ids"] = new JsonArray((long)move["company_id"]![0]!) } };
}

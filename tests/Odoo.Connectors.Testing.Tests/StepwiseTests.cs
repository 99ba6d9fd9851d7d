using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>The way of writing that does without the effect action: load, check, post, reconcile.</summary>
public sealed class StepwiseTests
{
    [Fact]
    public async Task Load_CustomerOrderInvoicePayment_EndsPaid()
    {
        await using var odoo = await EmulatorClient.StartAsync(socket: false, new OdooEmulatorOptions { EffectActionInstalled = false, Products = { ("SEAT", "Seat") } });
        Assert.Null(odoo.Emulator.EffectActionId);
        var tax = await IdAsync(odoo, "account", $"{odoo.Emulator.CompanyId}_attn_VAT-OUT-21-L");
        var product = (await odoo.CallAsync("product.product", "search", [Domain("default_code", "=", "SEAT")]))![0]!.GetValue<long>();
        var partner = await LoadAsync(odoo, "res.partner", ["id", "name", "country_id/id"], [new JsonArray("b.c1", "Customer", "base.be")]);

        var order = await LoadAsync(odoo, "sale.order", ["id", "partner_id/id", "client_order_ref", "order_line/id", "order_line/product_id/.id", "order_line/product_uom_qty", "order_line/price_unit", "order_line/tax_ids/.id"],
            [new JsonArray("b.o1", "b.c1", "SUB-1", "b.o1_1", $"{product}", "2", "10.5", $"{tax}"), new JsonArray("", "", "", "b.o1_2", $"{product}", "1", "3", $"{tax}")]);
        Assert.Equal(29.04m, await NumberAsync(odoo, "sale.order", order, "amount_total"));
        Assert.True((await odoo.CallAsync("sale.order", "action_confirm", [new JsonArray(order)]))!.GetValue<bool>());

        var invoice = await LoadAsync(odoo, "account.move", ["id", "move_type", "partner_id/id", "invoice_date", "invoice_date_due", "ref", "invoice_line_ids/id", "invoice_line_ids/name", "invoice_line_ids/quantity", "invoice_line_ids/price_unit", "invoice_line_ids/discount", "invoice_line_ids/tax_ids/.id"],
            [new JsonArray("b.i1", "out_invoice", "b.c1", "2026-03-01", "2026-03-31", "I-1", "b.i1_1", "Plan", "1", "100", "10", $"{tax}"), new JsonArray("", "", "", "", "", "", "b.i1_2", "Seat", "3", "3.33", "0", $"{tax}")]);
        Assert.Equal(120.99m, await NumberAsync(odoo, "account.move", invoice, "amount_total"));
        var again = await odoo.CallAsync("account.move", "load", [new JsonArray("id", "invoice_line_ids/id", "invoice_line_ids/name"), new JsonArray(new JsonArray("b.i1", "b.i1_1", "Plan A"))]);
        Assert.Equal(invoice, again!["ids"]![0]!.GetValue<long>());
        var group = (await odoo.CallAsync("account.tax", "read", [new JsonArray(tax), new JsonArray("tax_group_id")]))![0]!["tax_group_id"]![0]!.GetValue<long>();
        await odoo.CallAsync("account.move", "write", [new JsonArray(invoice), new JsonObject { ["tax_totals"] = Totals(group, 21.01m) }]);
        Assert.Equal(121m, await NumberAsync(odoo, "account.move", invoice, "amount_total"));
        await odoo.CallAsync("account.move", "action_post", [new JsonArray(invoice)]);

        var payment = await LoadAsync(odoo, "account.payment", ["id", "payment_type", "partner_type", "partner_id/id", "amount", "date", "journal_id/id", "memo"], [new JsonArray("b.p1", "inbound", "customer", "b.c1", "121", "2026-03-02", $"account.{odoo.Emulator.CompanyId}_bank", "pay")]);
        await odoo.CallAsync("account.payment", "action_post", [new JsonArray(payment)]);
        var entry = (await odoo.CallAsync("account.payment", "read", [new JsonArray(payment), new JsonArray("move_id")]))![0]!["move_id"]![0]!.GetValue<long>();
        var lines = await odoo.CallAsync("account.move.line", "search", [new JsonArray(new JsonArray("move_id", "in", new JsonArray(invoice, entry)), new JsonArray("account_type", "=", "asset_receivable"), new JsonArray("reconciled", "=", false))]);
        Assert.Null(await odoo.CallAsync("account.move.line", "reconcile", [lines!.DeepClone()]));

        var paid = (await odoo.CallAsync("account.move", "read", [new JsonArray(invoice), new JsonArray("payment_state", "partner_id")]))![0]!;
        Assert.Equal("paid", paid["payment_state"]!.GetValue<string>());
        Assert.Equal(partner, paid["partner_id"]![0]!.GetValue<long>());
    }

    [Fact]
    public async Task Load_PostedInvoiceAgain_IsRefusedInMessages()
    {
        await using var odoo = await EmulatorClient.StartAsync(socket: false);
        JsonArray fields = ["id", "move_type", "partner_id/id", "invoice_date", "invoice_line_ids/id", "invoice_line_ids/name", "invoice_line_ids/price_unit"];
        await LoadAsync(odoo, "res.partner", ["id", "name"], [new JsonArray("b.c1", "Customer")]);
        JsonArray row = ["b.i1", "out_invoice", "b.c1", "2026-03-01", "b.i1_1", "Plan", "100"];
        var invoice = await LoadAsync(odoo, "account.move", [.. fields.Select(f => f!.DeepClone())], [row.DeepClone()]);
        await odoo.CallAsync("account.move", "action_post", [new JsonArray(invoice)]);

        var answer = await odoo.CallAsync("account.move", "load", [fields, new JsonArray(row)]);

        Assert.False(answer!["ids"]!.GetValue<bool>());
        Assert.StartsWith("You cannot modify the following readonly fields on a posted move:", answer["messages"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private static JsonArray Domain(string field, string op, string value) => [new JsonArray(field, op, value)];

    private static JsonObject Totals(long group, decimal amount) => new()
    {
        ["subtotals"] = new JsonArray(new JsonObject { ["name"] = "Untaxed Amount", ["tax_groups"] = new JsonArray(new JsonObject { ["id"] = group, ["tax_amount_currency"] = amount }) }),
    };

    private static async Task<long> IdAsync(EmulatorClient odoo, string module, string name) =>
        (await odoo.CallAsync("ir.model.data", "check_object_reference", [module, name]))![1]!.GetValue<long>();

    private static async Task<decimal> NumberAsync(EmulatorClient odoo, string model, long id, string field) =>
        (await odoo.CallAsync(model, "read", [new JsonArray(id), new JsonArray(field)]))![0]![field]!.GetValue<decimal>();

    private static async Task<long> LoadAsync(EmulatorClient odoo, string model, JsonArray fields, JsonArray rows)
    {
        var answer = await odoo.CallAsync(model, "load", [fields, rows]);
        Assert.True(answer!["ids"] is JsonArray, answer.ToJsonString());
        return answer["ids"]![0]!.GetValue<long>();
    }
}

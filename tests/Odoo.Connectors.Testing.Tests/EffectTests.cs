using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests;

/// <summary>The effects that a billing integration sends.</summary>
public sealed class EffectTests
{
    [Fact]
    public async Task CreditNoteOfPaidInvoice_RefundedByOutboundPayment_IsClosed()
    {
        await using var odoo = await EmulatorClient.StartAsync(socket: false);
        var effects = JsonNode.Parse("""
            [
              { "key": "b.c1", "model": "res.partner", "op": "upsert", "vals": { "name": "Customer", "country_id": { "$ref": "base.be" } } },
              { "key": "b.i1", "model": "account.move", "vals": { "move_type": "out_invoice", "partner_id": { "$ref": "b.c1" }, "invoice_date": "2026-03-01", "invoice_date_due": "2026-03-31",
                  "currency_id": { "$ref": "base.EUR" }, "ref": "I-1", "payment_reference": "I-1", "invoice_origin": "SUB-1",
                  "invoice_line_ids": [[0, 0, { "name": "Plan", "quantity": 1, "price_unit": 100, "discount": 0, "tax_ids": [[6, 0, [{ "$ref": "TAX" }]]] }]] },
                "expect": { "amount_untaxed": 100, "amount_tax": 21, "amount_total": 121 }, "calls": [["action_post"]], "expect_after": { "state": "posted", "date": "2026-03-01" }, "read": ["name"] },
              { "key": "b.p1", "model": "account.payment", "vals": { "payment_type": "inbound", "partner_type": "customer", "partner_id": { "$ref": "b.c1" }, "amount": 121, "date": "2026-03-02", "memo": "pay" },
                "calls": [["action_post"]], "reconcile": ["b.i1"], "expect_after": { "state": "paid" } },
              { "key": "b.n1", "model": "account.move", "vals": { "move_type": "out_refund", "partner_id": { "$ref": "b.c1" }, "invoice_date": "2026-03-05", "reversed_entry_id": { "$ref": "b.i1" },
                  "invoice_line_ids": [[0, 0, { "name": "Plan back", "quantity": 1, "price_unit": 50, "tax_ids": [[6, 0, [{ "$ref": "TAX" }]]] }]] },
                "expect": { "amount_total": 60.5 }, "calls": [["action_post"]], "expect_after": { "state": "posted", "payment_state": "not_paid" } },
              { "key": "b.r1", "model": "account.payment", "vals": { "payment_type": "outbound", "partner_type": "customer", "partner_id": { "$ref": "b.c1" }, "amount": 60.5, "date": "2026-03-06", "memo": "refund" },
                "calls": [["action_post"]], "reconcile": ["b.n1"], "expect_after": { "state": "paid", "is_reconciled": true } },
              { "key": "b.n1", "model": "account.move", "op": "find", "expect_after": { "payment_state": "paid", "amount_residual": 0 } },
              { "key": "b.i1", "model": "account.move", "op": "find", "expect_after": { "payment_state": "paid", "amount_residual": 0 } }
            ]
            """.Replace("TAX", $"account.{odoo.Emulator.CompanyId}_attn_VAT-OUT-21-L", StringComparison.Ordinal))!.AsArray();

        var statuses = await RunAsync(odoo, effects);

        Assert.Equal(["applied", "applied", "applied", "applied", "applied", "replayed", "replayed"], statuses);
    }

    [Fact]
    public async Task DropReply_OnEffects_SecondTryIsReplayed()
    {
        await using var odoo = await EmulatorClient.StartAsync(socket: true);
        JsonArray Effects() => [new JsonObject { ["key"] = "b.c1", ["model"] = "res.partner", ["vals"] = new JsonObject { ["name"] = "Once" } }];
        odoo.FailOnce("run", EmulatorFault.DropReply);

        await Assert.ThrowsAsync<HttpRequestException>(() => RunAsync(odoo, Effects()));

        Assert.Equal(["replayed"], await RunAsync(odoo, Effects()));
        Assert.Equal(1, await odoo.CountPartnersAsync("Once"));
    }

    private static async Task<List<string>> RunAsync(EmulatorClient odoo, JsonArray effects)
    {
        var context = odoo.Context;
        context["effects"] = effects;
        context["mode"] = "each";
        var result = await odoo.CallAsync("ir.actions.server", "run", [new JsonArray(odoo.Emulator.EffectActionId)], context);
        var outcomes = result!["infos"]!["outcomes"]!.AsArray();
        return [.. outcomes.Select(o => o!["error"] is { } error ? $"{o["status"]}: {error["message"]}" : o["status"]!.GetValue<string>())];
    }
}

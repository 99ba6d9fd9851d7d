using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Orm;

namespace Odoo.Connectors.Testing.Scenarios;

/// <summary>What bookkeepers and salespeople do with documents.</summary>
internal static class DocumentCalls
{
    public static async Task<long> DraftAsync(this ScenarioCalls calls, long customer, decimal price, decimal taxPercent, DateOnly? date)
    {
        var tax = await calls.ReferenceAsync(string.Create(CultureInfo.InvariantCulture, $"account.{calls.Company}_attn_VAT-OUT-{taxPercent:00}-L")).ConfigureAwait(false);
        return await calls.CreateAsync("account.move", new JsonObject
        {
            ["move_type"] = "out_invoice",
            ["partner_id"] = customer,
            ["invoice_date"] = date is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : false,
            ["invoice_line_ids"] = new JsonArray(new JsonArray(0, 0, new JsonObject
            {
                ["name"] = "Subscription", ["quantity"] = 1, ["price_unit"] = price, ["tax_ids"] = new JsonArray(new JsonArray(6, 0, new JsonArray(tax.Id))),
            })),
        }).ConfigureAwait(false);
    }

    public static async Task RepriceAsync(this ScenarioCalls calls, long move, decimal price)
    {
        var lines = (await calls.ReadAsync("account.move", move, "invoice_line_ids").ConfigureAwait(false))["invoice_line_ids"]!;
        await calls.WriteAsync("account.move", move, new JsonObject { ["invoice_line_ids"] = new JsonArray(new JsonArray(1, lines[0]!.DeepClone(), new JsonObject { ["price_unit"] = price })) }).ConfigureAwait(false);
    }

    public static async Task<long> ReverseAsync(this ScenarioCalls calls, long move, string reason)
    {
        var journal = (await calls.ReadAsync("account.move", move, "journal_id").ConfigureAwait(false))["journal_id"]![0]!.DeepClone();
        var wizard = await calls.CreateAsync("account.move.reversal", new JsonObject { ["journal_id"] = journal, ["reason"] = reason }, Active(move)).ConfigureAwait(false);
        var action = await calls.CallAsync("account.move.reversal", "refund_moves", [new JsonArray(wizard)], Active(move)).ConfigureAwait(false);
        var credit = Js.Id(action!["res_id"]!);
        await calls.DoAsync("account.move", "action_post", credit).ConfigureAwait(false);
        return credit;
    }

    public static async Task<long> PayAsync(this ScenarioCalls calls, long move, decimal? amount)
    {
        var vals = amount is { } part ? new JsonObject { ["amount"] = part } : [];
        var wizard = await calls.CreateAsync("account.payment.register", vals, Active(move)).ConfigureAwait(false);
        var action = await calls.CallAsync("account.payment.register", "action_create_payments", [new JsonArray(wizard)], Active(move)).ConfigureAwait(false);
        return Js.Id(action!["res_id"]!);
    }

    public static async Task<long> OrderAsync(this ScenarioCalls calls, long customer, string product, decimal quantity, decimal price, string? plan)
    {
        var vals = new JsonObject
        {
            ["partner_id"] = customer,
            ["order_line"] = new JsonArray(new JsonArray(0, 0, new JsonObject
            {
                ["product_id"] = await calls.FindAsync("product.product", "default_code", product).ConfigureAwait(false), ["product_uom_qty"] = quantity, ["price_unit"] = price,
            })),
        };
        if (plan is not null)
        {
            vals["plan_id"] = await calls.FindAsync("sale.subscription.plan", "name", plan).ConfigureAwait(false);
        }

        var order = await calls.CreateAsync("sale.order", vals).ConfigureAwait(false);
        await calls.DoAsync("sale.order", "action_confirm", order).ConfigureAwait(false);
        return order;
    }

    public static async Task AmendAsync(this ScenarioCalls calls, long order, decimal quantity, decimal? price)
    {
        var line = (await calls.ReadAsync("sale.order", order, "order_line").ConfigureAwait(false))["order_line"]![0]!.DeepClone();
        var vals = new JsonObject { ["product_uom_qty"] = quantity };
        if (price is { } given)
        {
            vals["price_unit"] = given;
        }

        await calls.WriteAsync("sale.order", order, new JsonObject { ["order_line"] = new JsonArray(new JsonArray(1, line, vals)) }).ConfigureAwait(false);
    }

    private static JsonObject Active(long move) => new() { ["active_model"] = "account.move", ["active_ids"] = new JsonArray(move) };
}

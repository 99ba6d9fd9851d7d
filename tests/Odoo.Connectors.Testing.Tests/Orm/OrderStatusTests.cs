using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>How far an order is invoiced; sections and notes do not count.</summary>
public sealed class OrderStatusTests
{
    [Fact]
    public async Task Order_WithASection_IsInvoicedWhenItsLinesAre()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (order, line) = await ConfirmedAsync(ledger, 2);
        await InvoiceAsync(ledger, order);

        Assert.Equal(["invoiced"], await ledger.RowsAsync("sale.order", $"""[["id","=",{order}]]""", "id", "invoice_status"));
        Assert.Equal(["0 0"], await ledger.RowsAsync("sale.order.line", $"""[["order_id","=",{order}],["display_type","=","line_section"]]""", "id", "product_uom_qty", "qty_to_invoice"));
        Assert.StartsWith("S0", await ledger.FieldAsync("sale.order.line", line, "display_name"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoice_OfMoreThanIsLeft_BecomesACreditNote()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (order, line) = await ConfirmedAsync(ledger, 3);
        var first = await InvoiceAsync(ledger, order);
        await ledger.CallAsync("account.move", "action_post", $"[[{first}]]");
        await ledger.CallAsync("sale.order", "write", $$"""[[{{order}}],{"order_line":[[1,{{line}},{"product_uom_qty":1}]]}]""");

        // Two of three at 50 are given back; of the posted 150 then 100 are too much.
        Assert.Equal(["-100 -100 150"], await ledger.RowsAsync("sale.order.line", $"""[["id","=",{line}]]""", "id", "amount_to_invoice", "amount_to_invoice", "amount_invoiced"));
        var credit = await InvoiceAsync(ledger, order);

        Assert.Equal(["out_refund 100"], await ledger.RowsAsync("account.move", $"""[["id","=",{credit}]]""", "id", "move_type", "amount_total"));
        Assert.Equal([$"2 [{line}]"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{credit}],["display_type","=","product"]]""", "id", "quantity", "sale_line_ids"));
    }

    [Fact]
    public async Task Quotation_Sent_IsSentOnlyOnce()
    {
        await using var ledger = await Ledger.OpenAsync();
        var order = await ledger.CreateAsync("sale.order", $$"""{"partner_id":{{ledger.Customer}}}""");
        await ledger.CallAsync("sale.order", "action_quotation_sent", $"[[{order}]]");

        // A quotation is valid for 30 days, and its seller is who made it.
        Assert.Equal(["sent 2026-12-22 Administrator"], await ledger.RowsAsync("sale.order", $"""[["id","=",{order}]]""", "id", "state", "validity_date", "user_id"));
        Assert.Equal("Only draft orders can be marked as sent directly.", await ledger.RefusalAsync("sale.order", "action_quotation_sent", $"[[{order}]]"));
    }

    private static async Task<(long Order, long Line)> ConfirmedAsync(Ledger ledger, int quantity)
    {
        var plan = (await ledger.CallAsync("product.product", "search", """[[["default_code","=","CONTRACT-PLAN"]]]"""))![0];
        var order = await ledger.CreateAsync("sale.order", $$"""{"partner_id":{{ledger.Customer}},"order_line":[[0,0,{"display_type":"line_section","name":"S"}],[0,0,{"product_id":{{plan}},"product_uom_qty":{{quantity}},"price_unit":50,"tax_ids":[[6,0,[]]]}],[0,0,{"display_type":"line_note","name":"N"}]]}""");
        await ledger.CallAsync("sale.order", "action_confirm", $"[[{order}]]");
        var line = (await ledger.CallAsync("sale.order.line", "search", $"""[[["order_id","=",{order}],["product_id","!=",false]]]"""))![0]!.GetValue<long>();
        return (order, line);
    }

    private static async Task<long> InvoiceAsync(Ledger ledger, long order)
    {
        var wizard = await ledger.CreateAsync("sale.advance.payment.inv", $$"""{"sale_order_ids":[[6,0,[{{order}}]]]}""");
        JsonNode action = (await ledger.CallAsync("sale.advance.payment.inv", "create_invoices", $"[[{wizard}]]"))!;
        return action["res_id"]!.GetValue<long>();
    }
}

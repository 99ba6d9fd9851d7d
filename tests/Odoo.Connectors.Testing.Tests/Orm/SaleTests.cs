using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>Orders and what is invoiced of them, beyond the recorded scenario.</summary>
public sealed class SaleTests
{
    [Fact]
    public async Task Invoice_OfACustomerWithABillingContact_GoesThere()
    {
        await using var ledger = await Ledger.OpenAsync();
        var billing = await ledger.CreateAsync("res.partner", $$"""{"name":"Billing dept","type":"invoice","parent_id":{{ledger.Customer}}}""");
        var order = await OrderAsync(ledger, "SUB-77");

        var invoice = await InvoiceAsync(ledger, order);

        // As recorded: the draft invoice is for "Inv Cust, Billing dept", its receivable for the company itself.
        Assert.Equal(["Inv Cust, Billing dept SUB-77 148"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "partner_id", "ref", "amount_total"));
        Assert.Equal(["Inv Cust"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],["display_type","=","payment_term"]]""", "id", "partner_id"));
        Assert.Equal(["3 0 invoiced 147", "1 0 invoiced 1"], await ledger.RowsAsync("sale.order.line", $"""[["order_id","=",{order}],["display_type","=",false]]""", "id", "qty_invoiced", "qty_to_invoice", "invoice_status", "price_total"));
        Assert.True(billing > 0);
    }

    [Fact]
    public async Task Invoice_OfTwoOrdersOfOneCustomer_IsOne()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (a, b) = (await OrderAsync(ledger, "A"), await OrderAsync(ledger, "B"));

        var invoice = await InvoiceAsync(ledger, a, b);

        var names = await ledger.RowsAsync("sale.order", $"""[["id","in",[{a},{b}]]]""", "id", "name");
        Assert.Equal([$"{names[0]}, {names[1]} A, B 296"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "invoice_origin", "ref", "amount_total"));
    }

    [Fact]
    public async Task Invoice_OfWhatIsDelivered_TakesTheDeliveredQuantity()
    {
        await using var ledger = await Ledger.OpenAsync();
        var product = await ledger.CreateAsync("product.product", """{"name":"Hours","type":"service","invoice_policy":"delivery","list_price":10,"taxes_id":[[6,0,[]]]}""");
        var order = await ledger.CreateAsync("sale.order", $$"""{"partner_id":{{ledger.Customer}},"order_line":[[0,0,{"product_id":{{product}},"product_uom_qty":8}]]}""");
        await ledger.CallAsync("sale.order", "action_confirm", $"[[{order}]]");
        var line = (await ledger.CallAsync("sale.order.line", "search", $"""[[["order_id","=",{order}]]]"""))![0]!.GetValue<long>();

        await ledger.CallAsync("sale.order.line", "write", $$"""[[{{line}}],{"qty_delivered":5}]""");

        Assert.Equal("50", await ledger.FieldAsync("account.move", await InvoiceAsync(ledger, order), "amount_total"));
    }

    /// <summary>Verified on a real one: the partner takes the code, and the order then fails.</summary>
    [Fact]
    public async Task Order_OfACustomerWhoseLanguageIsNotInstalled_IsRefused()
    {
        await using var ledger = await Ledger.OpenAsync();
        await ledger.CallAsync("res.partner", "write", $$"""[[{{ledger.Customer}}],{"lang":"fr_FR"}]""");

        Assert.Equal("Invalid language code: fr_FR", await ledger.RefusalAsync("sale.order", "create", $$"""[{"partner_id":{{ledger.Customer}}}]"""));

        await ledger.CreateAsync("res.lang", """{"name":"French","code":"fr_FR","active":true}""");
        Assert.True(await ledger.CreateAsync("sale.order", $$"""{"partner_id":{{ledger.Customer}}}""") > 0);
        Assert.Single((await ledger.CallAsync("res.country", "search", """[[["code","=","BE"]]]""", """{"context":{"lang":"fr_FR"}}"""))!.AsArray());
    }

    [Fact]
    public async Task LockedOrder_Changed_IsRefusedAsRecorded()
    {
        await using var ledger = await Ledger.OpenAsync();
        var order = await OrderAsync(ledger, "L");
        var line = (await ledger.CallAsync("sale.order.line", "search", $"""[[["order_id","=",{order}],["display_type","=",false]]]"""))![0]!.GetValue<long>();
        await ledger.CallAsync("sale.order", "action_lock", $"[[{order}]]");

        Assert.Equal("It is forbidden to modify the following fields in a locked order:\nQuantity", await ledger.RefusalAsync("sale.order", "write", $$"""[[{{order}}],{"order_line":[[1,{{line}},{"product_uom_qty":6}]]}]"""));
        Assert.Equal("You cannot cancel a locked order. Please unlock it first.", await ledger.RefusalAsync("sale.order", "action_cancel", $"[[{order}]]"));
    }

    [Fact]
    public async Task DownPayment_Asked_IsRefusedByTheEmulator()
    {
        await using var ledger = await Ledger.OpenAsync();
        var order = await OrderAsync(ledger, "D");
        var wizard = await ledger.CreateAsync("sale.advance.payment.inv", $$"""{"advance_payment_method":"percentage","amount":30,"sale_order_ids":[[6,0,[{{order}}]]]}""");

        Assert.Equal("The emulator does not know down payments of sales orders. A real Odoo 19 does; docs/testing/emulator.md lists what is emulated.", await ledger.RefusalAsync("sale.advance.payment.inv", "create_invoices", $"[[{wizard}]]"));
    }

    // Three seats at 49 and one month at 1, without tax: 148.
    private static async Task<long> OrderAsync(Ledger ledger, string reference)
    {
        var seat = (await ledger.CallAsync("product.product", "search", """[[["default_code","=","CONTRACT-SEAT"]]]"""))![0];
        var order = await ledger.CreateAsync("sale.order", $$"""{"partner_id":{{ledger.Customer}},"client_order_ref":"{{reference}}","order_line":[[0,0,{"display_type":"line_section","name":"Seats"}],[0,0,{"product_id":{{seat}},"name":"Seats","product_uom_qty":3,"price_unit":49,"tax_ids":[[6,0,[]]]}],[0,0,{"product_id":{{seat}},"name":"Month","product_uom_qty":1,"price_unit":1,"tax_ids":[[6,0,[]]]}]]}""");
        await ledger.CallAsync("sale.order", "action_confirm", $"[[{order}]]");
        return order;
    }

    private static async Task<long> InvoiceAsync(Ledger ledger, params long[] orders)
    {
        var wizard = await ledger.CreateAsync("sale.advance.payment.inv", $$"""{"advance_payment_method":"delivered","sale_order_ids":[[6,0,[{{string.Join(',', orders)}}]]]}""");
        return (await ledger.CallAsync("sale.advance.payment.inv", "create_invoices", $"[[{wizard}]]"))!["res_id"]!.GetValue<long>();
    }
}

using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>Which lines taxes are booked on; each amount by hand.</summary>
public sealed class TaxDistributionTests
{
    private static readonly string[] s_thirds = ["base\"", "tax\",\"factor_percent\":33.33", "tax\",\"factor_percent\":33.33", "tax\",\"factor_percent\":33.34"];

    private const string TaxLines = """["display_type","=","tax"]""";

    [Fact]
    public async Task TaxLine_OfATaxInTheBaseOfTheNext_NamesTheNext()
    {
        await using var ledger = await Ledger.OpenAsync();
        var first = await ledger.CreateAsync("account.tax", """{"name":"first","amount":10,"sequence":1,"include_base_amount":true}""");
        var second = await ledger.CreateAsync("account.tax", """{"name":"second","amount":20,"sequence":2}""");

        var both = await DraftAsync(ledger, "out_invoice", $$"""{"name":"a","price_unit":100,"tax_ids":[[6,0,[{{first}},{{second}}]]]}""", $$"""{"name":"b","price_unit":100,"tax_ids":[[6,0,[{{first}}]]]}""");

        // 10 % of 100 with and without the second tax after it are two lines; 20 % of 110 is 22.
        Assert.Equal([$"first -10 [{second}] 10000 100", "first -10 [] 10000 100", "second -22 [] 10000 110"],
            await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{both}],{TaxLines}]""", "tax_line_id, id", "name", "balance", "tax_ids", "sequence", "tax_base_amount"));
    }

    [Fact]
    public async Task Tax_WithoutAccount_IsBookedOnTheAccountOfItsLine()
    {
        await using var ledger = await Ledger.OpenAsync();
        var tax = await ledger.CreateAsync("account.tax", """{"name":"no account","amount":10}""");

        var invoice = await DraftAsync(ledger, "out_invoice", $$"""{"name":"a","price_unit":100,"tax_ids":[[6,0,[{{tax}}]]]}""");

        Assert.Equal(["Sales of Goods in Belgium -10"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],{TaxLines}]""", "id", "account_id", "balance"));
    }

    [Fact]
    public async Task Tax_OwedAndRecoveredAtOnce_AddsNothing()
    {
        await using var ledger = await Ledger.OpenAsync();
        var owed = await ledger.IdAsync("account", $"{ledger.Company}_a451000");
        var recovered = await ledger.IdAsync("account", $"{ledger.Company}_a411");
        string Shares(string document) => $$"""[0,0,{"document_type":"{{document}}","repartition_type":"base"}],[0,0,{"document_type":"{{document}}","repartition_type":"tax","account_id":{{recovered}} }],[0,0,{"document_type":"{{document}}","repartition_type":"tax","factor_percent":-100,"account_id":{{owed}} }]""";
        var tax = await ledger.CreateAsync("account.tax", $$"""{"name":"reverse","amount":21,"type_tax_use":"purchase","repartition_line_ids":[{{Shares("invoice")}},{{Shares("refund")}}]}""");

        var bill = await DraftAsync(ledger, "in_invoice", $$"""{"name":"a","price_unit":100,"tax_ids":[[6,0,[{{tax}}]]]}""");

        // 21 % of 100 to both accounts: nothing is added to the price.
        Assert.Equal(["VAT Recoverable 21", "VAT Payable -21"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{bill}],{TaxLines}]""", "id", "account_id", "balance"));
        Assert.Equal(["100 0 100"], await ledger.RowsAsync("account.move", $"""[["id","=",{bill}]]""", "id", "amount_untaxed", "amount_tax", "amount_total"));
    }

    [Fact]
    public async Task Tax_InPartsOfAThird_LosesNoCent()
    {
        await using var ledger = await Ledger.OpenAsync();
        string Shares(string document) => string.Join(',', s_thirds.Select(s => $$"""[0,0,{"document_type":"{{document}}","repartition_type":"{{s}} }]"""));
        var tax = await ledger.CreateAsync("account.tax", $$"""{"name":"thirds","amount":10,"repartition_line_ids":[{{Shares("invoice")}},{{Shares("refund")}}]}""");

        var invoice = await DraftAsync(ledger, "out_invoice", $$"""{"name":"a","price_unit":0.50,"tax_ids":[[6,0,[{{tax}}]]]}""");

        // 5 cents in thirds are 1.67 each, 2 when rounded: of the 6 one has to give way.
        Assert.Equal(["-0.01", "-0.02", "-0.02"], (await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],{TaxLines}]""", "id", "balance")).Order());
        Assert.Equal("0.55", await ledger.FieldAsync("account.move", invoice, "amount_total"));
    }

    [Fact]
    public async Task TaxTotals_OfAGroupOfTaxes_AreThoseOfItsMembers()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (high, low) = (await ledger.TaxAsync("21-L"), await ledger.TaxAsync("06-L"));
        var group = await ledger.CreateAsync("account.tax", $$"""{"name":"both","amount_type":"group","children_tax_ids":[[6,0,[{{high}},{{low}}]]]}""");

        var invoice = await DraftAsync(ledger, "out_invoice", $$"""{"name":"a","price_unit":100,"tax_ids":[[6,0,[{{group}}]]]}""");

        var totals = (await ledger.CallAsync("account.move", "read", $"""[[{invoice}],["tax_totals"]]"""))![0]!["tax_totals"]!;
        Assert.Equal(["VAT 21% 100 21", "VAT 6% 100 6"], totals["subtotals"]![0]!["tax_groups"]!.AsArray().Select(g => $"{g!["group_name"]} {Ledger.Text(g["base_amount"])} {Ledger.Text(g["tax_amount"])}"));
        Assert.Equal(["both", "both"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],{TaxLines}]""", "id", "group_tax_id"));
    }

    [Fact]
    public async Task Totals_InAnotherCurrency_AreRoundedByThemselvesInTheCompanys()
    {
        await using var ledger = await Ledger.OpenAsync();
        var yen = await ledger.IdAsync("base", "JPY");
        var tax = await ledger.TaxAsync("21-L");

        var invoice = await DraftAsync(ledger, "out_invoice", $$"""{"name":"a","price_unit":155,"tax_ids":[[6,0,[{{tax}}]]]}""", more: $",\"currency_id\":{yen}");

        // 21 % of 155 yen are 32.55: 33 yen, and at 160 to the euro 0.2034: 20 cents, where 33 yen would be 21. The base: 155 / 160 = 0.96875.
        Assert.Equal(["product -155 -0.97", "tax -33 -0.2", "payment_term 188 1.17"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}]]""", "id", "display_type", "amount_currency", "balance"));
    }

    [Fact]
    public async Task Bill_OfAVendor_HasPurchaseTaxesAndThePayableAccount()
    {
        await using var ledger = await Ledger.OpenAsync();

        var bill = await DraftAsync(ledger, "in_invoice", """{"name":"a","price_unit":100}""");

        // The company's purchase tax is "21% M".
        Assert.Equal(["Raw Materials 100 product", "VAT Recoverable 21 tax", "Suppliers -121 payment_term"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{bill}]]""", "id", "account_id", "balance", "display_type"));
        await ledger.CallAsync("account.move", "action_post", $"[[{bill}]]");
        Assert.Equal(["1 0"], await ledger.RowsAsync("res.partner", $"""[["id","=",{ledger.Customer}]]""", "id", "supplier_rank", "customer_rank"));
        Assert.Equal("BILL/2026/03/0001", await ledger.FieldAsync("account.move", bill, "name"));
    }

    [Fact]
    public async Task Bill_OfAProduct_HasItsCostItsPurchaseTaxesAndTheVendorsTerms()
    {
        await using var ledger = await Ledger.OpenAsync();
        var term = (await ledger.CallAsync("account.payment.term", "search", """[[["name","=","Contract 30 days"]]]"""))![0];
        var vendor = await ledger.CreateAsync("res.partner", $$"""{"name":"Vendor","property_supplier_payment_term_id":{{term}} }""");
        var tax = await ledger.CreateAsync("account.tax", """{"name":"half","amount":50,"type_tax_use":"purchase"}""");
        var account = await ledger.CreateAsync("account.account", """{"name":"Paper","code":"612345","account_type":"expense"}""");
        var product = await ledger.CreateAsync("product.product", $$"""{"name":"P","list_price":9,"standard_price":4,"supplier_taxes_id":[[6,0,[{{tax}}]]],"property_account_expense_id":{{account}} }""");

        var bill = await ledger.CreateAsync("account.move", $$"""{"move_type":"in_invoice","partner_id":{{vendor}},"invoice_date":"2026-03-01","invoice_line_ids":[[0,0,{"product_id":{{product}} }]]}""");

        // One at a cost of 4, half of it as tax; due in 30 days.
        Assert.Equal(["Paper 4"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{bill}],["display_type","=","product"]]""", "id", "account_id", "balance"));
        Assert.Equal(["half 2"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{bill}],{TaxLines}]""", "id", "name", "balance"));
        Assert.Equal(["6 Contract 30 days 2026-03-31"], await ledger.RowsAsync("account.move", $"""[["id","=",{bill}]]""", "id", "amount_total", "invoice_payment_term_id", "invoice_date_due"));
    }

    [Theory]
    [InlineData("""{"move_type":"in_invoice","partner_id":CUSTOMER}""", "The Bill/Refund date is required to validate this document.")]
    [InlineData("""{"move_type":"in_invoice","invoice_date":"2026-03-01"}""", "The field 'Vendor' is required, please complete it to validate the Vendor Bill.")]
    [InlineData("""{"move_type":"out_invoice","partner_id":CUSTOMER,"date":"2027-01-31","auto_post":"at_date"}""", "This move is configured to be auto-posted on 01/31/2027")]
    public async Task Post_OfADocumentThatLacksSomething_SaysWhat(string vals, string message)
    {
        await using var ledger = await Ledger.OpenAsync();
        var draft = await ledger.CreateAsync("account.move", $"{vals.Replace("CUSTOMER", $"{ledger.Customer}", StringComparison.Ordinal)[..^1]},\"invoice_line_ids\":[[0,0,{{\"name\":\"a\",\"price_unit\":1}}]]}}");

        Assert.Equal(message, await ledger.RefusalAsync("account.move", "action_post", $"[[{draft}]]"));
    }

    private static Task<long> DraftAsync(Ledger ledger, string type, string line, string? another = null, string more = "") => ledger.CreateAsync(
        "account.move",
        $$"""{"move_type":"{{type}}","partner_id":{{ledger.Customer}},"invoice_date":"2026-03-01"{{more}},"invoice_line_ids":[[0,0,{{line}}]{{(another is null ? "" : $",[0,0,{another}]")}}]}""");
}

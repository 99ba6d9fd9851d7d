using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>Terms, journals and fiscal positions: what they refuse and what follows from them.</summary>
public sealed class SettingRuleTests
{
    [Fact]
    public async Task Term_ThatDoesNotMakeUpTheWhole_IsRefused()
    {
        await using var ledger = await Ledger.OpenAsync();
        Assert.Equal("The Payment Term must have at least one percent line and the sum of the percent must be 100%.",
            await ledger.RefusalAsync("account.payment.term", "create", """[{"name":"half","line_ids":[[0,0,{"value":"percent","value_amount":50}]]}]"""));

        // Without lines all is due at once.
        var plain = await ledger.CreateAsync("account.payment.term", """{"name":"plain"}""");
        Assert.Equal(["percent 100 0"], await ledger.RowsAsync("account.payment.term.line", $"""[["payment_id","=",{plain}]]""", "id", "value", "value_amount", "nb_days"));
        await ledger.InvoiceAsync(10m, $",\"invoice_payment_term_id\":{plain}");
        Assert.StartsWith("Uh-oh! Those payment terms are quite popular", await ledger.RefusalAsync("account.payment.term", "unlink", $"[[{plain}]]"), StringComparison.Ordinal);
        Assert.StartsWith("The emulator does not know early payment discounts.", await ledger.RefusalAsync("account.payment.term", "create", """[{"name":"early","early_discount":true}]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instalments_InAnotherCurrency_AreSharesOfTheCompanysAmount()
    {
        await using var ledger = await Ledger.OpenAsync();
        var yen = await ledger.IdAsync("base", "JPY");
        var term = await ledger.CreateAsync("account.payment.term", """{"name":"thirds","line_ids":[[0,0,{"value_amount":30}],[0,0,{"value_amount":70,"nb_days":30}]]}""");

        var invoice = await ledger.InvoiceAsync(145m, $",\"currency_id\":{yen},\"invoice_payment_term_id\":{term}");

        // 145 yen are 0.91 euro at 160. 30 % are 43.5: 44 yen, and 0.273: 27 cents, where 44 yen would be 28. The rest is in the last part.
        Assert.Equal(["44 0.27", "101 0.64"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],["display_type","=","payment_term"]]""", "id", "amount_currency", "balance"));
    }

    [Fact]
    public async Task Journal_WithTheCodeOfAnother_IsRefused()
    {
        await using var ledger = await Ledger.OpenAsync();
        var journal = await ledger.CreateAsync("account.journal", """{"name":"Long","code":"LONGCODE","type":"general"}""");
        Assert.Equal("LONGC", await ledger.FieldAsync("account.journal", journal, "code"));

        Assert.Equal("The operation cannot be completed: Journal codes must be unique per company.", await ledger.RefusalAsync("account.journal", "create", """[{"name":"Twin","code":"LONGCAT","type":"general"}]"""));
    }

    [Fact]
    public async Task Date_OfAPostedDocumentInAClosedPeriod_StaysAsItIs()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(10m);
        await ledger.CallAsync("res.company", "write", $$"""[[{{ledger.Company}}],{"sale_lock_date":"2026-03-31"}]""");

        Assert.Equal("You cannot add/modify entries prior to and inclusive of: Sales Lock Date (03/31/2026).", await ledger.RefusalAsync("account.move", "write", $$"""[[{{invoice}}],{"date":"2026-04-01"}]"""));
    }

    [Fact]
    public async Task FiscalPosition_WithAnotherReceivableAccount_BooksThere()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (usual, instead) = (await ledger.IdAsync("account", $"{ledger.Company}_a400000"), await ledger.IdAsync("account", $"{ledger.Company}_a404000"));
        var position = await ledger.CreateAsync("account.fiscal.position", $$"""{"name":"accounts","account_ids":[[0,0,{"account_src_id":{{usual}},"account_dest_id":{{instead}} }]]}""");

        var invoice = await ledger.InvoiceAsync(10m, $",\"fiscal_position_id\":{position}");

        Assert.Equal(["Trade Debtors - Income Receivable"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],["display_type","=","payment_term"]]""", "id", "account_id"));
    }

    [Fact]
    public async Task FiscalPosition_WithAnotherIncomeAccount_BooksAProductsOwnThere()
    {
        await using var ledger = await Ledger.OpenAsync();
        var (usual, instead) = (await ledger.IdAsync("account", $"{ledger.Company}_a700500"), await ledger.IdAsync("account", $"{ledger.Company}_a404000"));
        var position = await ledger.CreateAsync("account.fiscal.position", $$"""{"name":"accounts","account_ids":[[0,0,{"account_src_id":{{usual}},"account_dest_id":{{instead}} }]]}""");
        var product = await ledger.CreateAsync("product.product", $$"""{"name":"P","property_account_income_id":{{usual}} }""");

        var draft = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"fiscal_position_id":{{position}},"invoice_line_ids":[[0,0,{"product_id":{{product}},"price_unit":1}]]}""");

        Assert.Equal(["Trade Debtors - Income Receivable"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{draft}],["display_type","=","product"]]""", "id", "account_id"));
    }

    [Fact]
    public async Task Date_IntoAClosedPeriod_IsRefused()
    {
        await using var ledger = await Ledger.OpenAsync();
        var invoice = await ledger.InvoiceAsync(10m, date: "2026-04-10");
        await ledger.CallAsync("res.company", "write", $$"""[[{{ledger.Company}}],{"sale_lock_date":"2026-03-31"}]""");

        Assert.Equal("You cannot add/modify entries prior to and inclusive of: Sales Lock Date (03/31/2026).", await ledger.RefusalAsync("account.move", "write", $$"""[[{{invoice}}],{"date":"2026-03-15"}]"""));
    }

    [Fact]
    public async Task Tax_OfACompanyWhosePricesContainIt_IsWithinThePrice()
    {
        await using var ledger = await Ledger.OpenAsync();
        await ledger.CallAsync("res.company", "write", $$"""[[{{ledger.Company}}],{"account_price_include":"tax_included"}]""");
        var tax = await ledger.CreateAsync("account.tax", """{"name":"within","amount":25}""");

        var draft = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_line_ids":[[0,0,{"name":"a","price_unit":125,"tax_ids":[[6,0,[{{tax}}]]]}]]}""");

        // 125 are 100 and a quarter of it.
        Assert.Equal(["100 25 125"], await ledger.RowsAsync("account.move", $"""[["id","=",{draft}]]""", "id", "amount_untaxed", "amount_tax", "amount_total"));
    }
}

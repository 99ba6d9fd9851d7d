using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Accounting;

/// <summary>Several taxes on one line, each expectation by hand.</summary>
public sealed class TaxTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        // 10 % of 100 is 10, 20 % of 110 is 22: the first tax is part of the second's base.
        { "base of the next", """{"amount":10,"include_base_amount":true};{"amount":20}""", "100 32 132" },
        // The second does not care: 20 % of 100.
        { "unaffected", """{"amount":10,"include_base_amount":true};{"amount":20,"is_base_affected":false}""", "100 30 130" },
        // Both within the price share a base: 100 / 1.25 = 80.
        { "two included", """{"amount":20,"price_include_override":"tax_included"};{"amount":5,"price_include_override":"tax_included"}""", "80 20 100" },
        // 100 contains 25 %: 80 and 20; 10 % on top of 80 is 8.
        { "included, then on top", """{"amount":25,"price_include_override":"tax_included"};{"amount":10}""", "80 28 108" },
        // The same, but the included tax is part of the base: 10 % of 100.
        { "included in the base", """{"amount":25,"price_include_override":"tax_included","include_base_amount":true};{"amount":10}""", "80 30 110" },
        // 10 % of the total with tax: 100 / 0.9 - 100 = 11.11.
        { "division", """{"amount":10,"amount_type":"division"}""", "100 11.11 111.11" },
        // 10 % of the price itself.
        { "division within", """{"amount":10,"amount_type":"division","price_include_override":"tax_included"}""", "90 10 100" },
        // A fixed 3 a piece, 1 piece.
        { "fixed", """{"amount":3,"amount_type":"fixed"}""", "100 3 103" },
        // A fixed 3 within the price, which is taxed: 97 + 3, 10 % of 97.
        { "fixed within", """{"amount":3,"amount_type":"fixed","price_include_override":"tax_included"};{"amount":10}""", "97 12.7 109.7" },
        // Withheld.
        { "negative", """{"amount":21};{"amount":-15}""", "100 6 106" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Totals_OfOneLine_AreAsByHand(string name, string taxes, string totals)
    {
        await using var ledger = await Ledger.OpenAsync();
        var ids = await TaxesAsync(ledger, name, taxes);

        var invoice = await DraftAsync(ledger, $"[0,0,{{\"name\":\"a\",\"price_unit\":100,\"tax_ids\":[[6,0,[{string.Join(',', ids)}]]]}}]");

        Assert.Equal([totals], await TotalsAsync(ledger, invoice));
        Assert.Equal("0", Ledger.Text((await ledger.CallAsync("account.move.line", "formatted_read_group", $"""[[["move_id","=",{invoice}]]]""", """{"aggregates":["balance:sum"]}"""))![0]!["balance:sum"]));
    }

    [Fact]
    public async Task Totals_OfAGroupOfTaxes_AreThoseOfItsMembers()
    {
        await using var ledger = await Ledger.OpenAsync();
        var members = await TaxesAsync(ledger, "member", """{"amount":10};{"amount":5}""");
        var group = await ledger.CreateAsync("account.tax", $$"""{"name":"both","amount_type":"group","children_tax_ids":[[6,0,[{{string.Join(',', members)}}]]]}""");

        var invoice = await DraftAsync(ledger, $"[0,0,{{\"name\":\"a\",\"price_unit\":100,\"tax_ids\":[[6,0,[{group}]]]}}]");

        Assert.Equal(["100 15 115"], await TotalsAsync(ledger, invoice));
        Assert.Equal(["member 0 -10", "member 1 -5"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],["display_type","=","tax"]]""", "id", "name", "balance"));
    }

    [Fact]
    public async Task FiscalPosition_OfAnEuropeanCompany_ReplacesDefaultTaxesOnly()
    {
        await using var ledger = await Ledger.OpenAsync();
        var germany = await ledger.IdAsync("base", "de");
        var partner = await ledger.CreateAsync("res.partner", $$"""{"name":"EU B2B","is_company":true,"vat":"DE123456788","country_id":{{germany}}}""");
        var plan = (await ledger.CallAsync("product.product", "search", """[[["default_code","=","CONTRACT-PLAN"]]]"""))![0];
        var tax = await ledger.TaxAsync("21-L");

        var invoice = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{partner}},"invoice_line_ids":[[0,0,{"name":"x","price_unit":10,"tax_ids":[[6,0,[{{tax}}]]]}],[0,0,{"product_id":{{plan}},"price_unit":10}]]}""");

        // As recorded: explicit taxes stay, the product's own becomes "0% EU M".
        Assert.Equal(["Intra-Community 2.1"], await ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "fiscal_position_id", "amount_tax"));
        var zero = await ledger.TaxAsync("00-EU-L");
        Assert.Equal([$"[{tax}]", $"[{zero}]"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{invoice}],["display_type","=","product"]]""", "id", "tax_ids"));
    }

    private static async Task<List<long>> TaxesAsync(Ledger ledger, string name, string taxes)
    {
        var ids = new List<long>();
        foreach (var (i, tax) in taxes.Split(';').Index())
        {
            ids.Add(await ledger.CreateAsync("account.tax", $$"""{"name":"{{name}} {{i}}","sequence":{{i + 1}},{{tax[1..]}}"""));
        }

        return ids;
    }

    private static Task<long> DraftAsync(Ledger ledger, string lines) => ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_line_ids":[{{lines}}]}""");

    private static Task<List<string>> TotalsAsync(Ledger ledger, long invoice) => ledger.RowsAsync("account.move", $"""[["id","=",{invoice}]]""", "id", "amount_untaxed", "amount_tax", "amount_total");
}

using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>Companies and their contacts, by the rules of Odoo's source.</summary>
public sealed class PartnerTests
{
    [Fact]
    public async Task Contact_OfACompany_HasItsVatItsTermsAndItsSalesperson()
    {
        await using var ledger = await Ledger.OpenAsync();
        var term = (await ledger.CallAsync("account.payment.term", "search", """[[["name","=","Contract 30 days"]]]"""))![0];
        var company = await ledger.CreateAsync("res.partner", $$"""{"name":"Head","is_company":true,"vat":"BE0477472701","user_id":2,"property_payment_term_id":{{term}}}""");

        var contact = await ledger.CreateAsync("res.partner", $$"""{"name":"Ada","parent_id":{{company}}}""");

        Assert.Equal(["Head, Ada BE0477472701 Contract 30 days Administrator"], await ledger.RowsAsync("res.partner", $"""[["id","=",{contact}]]""", "id", "display_name", "vat", "property_payment_term_id", "user_id"));
        await ledger.CallAsync("res.partner", "write", $$"""[[{{company}}],{"vat":false,"name":"Top"}]""");
        Assert.Equal(["Top, Ada false"], await ledger.RowsAsync("res.partner", $"""[["id","=",{contact}]]""", "id", "display_name", "vat"));
    }

    [Fact]
    public async Task Address_OfAFirstContact_IsThatOfItsCompany()
    {
        await using var ledger = await Ledger.OpenAsync();
        var company = await ledger.CreateAsync("res.partner", """{"name":"Head","is_company":true}""");

        await ledger.CreateAsync("res.partner", $$"""{"name":"Ada","parent_id":{{company}},"street":"Kaai 1","city":"Gent"}""");

        Assert.Equal(["Kaai 1 Gent"], await ledger.RowsAsync("res.partner", $"""[["id","=",{company}]]""", "id", "street", "city"));
    }

    [Fact]
    public async Task Contact_TakenOffItsCompany_StaysWithoutIt()
    {
        await using var ledger = await Ledger.OpenAsync();
        var company = await ledger.CreateAsync("res.partner", """{"name":"Head","is_company":true,"child_ids":[[0,0,{"name":"Ada"}],[0,0,{"name":"Bob"}]]}""");
        var contacts = (await ledger.CallAsync("res.partner", "search", $"""[[["parent_id","=",{company}]]]""", """{"order":"id"}"""))!.AsArray();

        await ledger.CallAsync("res.partner", "write", $$"""[[{{company}}],{"child_ids":[[3,{{contacts[0]}}]]}]""");
        await ledger.CallAsync("res.partner", "unlink", $"[[{company}]]");

        Assert.Equal(["Ada false", "Bob false"], await ledger.RowsAsync("res.partner", $"""[["id","in",{contacts.ToJsonString()}]]""", "id", "display_name", "parent_id"));
    }

    [Fact]
    public async Task Links_WrittenAsFalse_AreEmptied()
    {
        await using var ledger = await Ledger.OpenAsync();
        var partner = await ledger.CreateAsync("res.partner", """{"name":"Ada","category_id":[[0,0,{"name":"new"}]],"website":"example.com"}""");
        Assert.Equal("http://example.com", await ledger.FieldAsync("res.partner", partner, "website"));

        await ledger.CallAsync("res.partner", "write", $$"""[[{{partner}}],{"category_id":false}]""");

        Assert.Equal("[]", await ledger.FieldAsync("res.partner", partner, "category_id"));
        Assert.Equal("Wrong value for res.partner.category_id: abc", await ledger.RefusalAsync("res.partner", "write", $$"""[[{{partner}}],{"category_id":"abc"}]"""));
    }

    [Fact]
    public async Task Merge_OfTwoPartners_UnitesTheirTagsAndRenamesTheirContacts()
    {
        await using var ledger = await Ledger.OpenAsync();
        var kept = await ledger.CreateAsync("res.partner", """{"name":"Kept","is_company":true}""");
        var gone = await ledger.CreateAsync("res.partner", """{"name":"Gone","is_company":true,"category_id":[[0,0,{"name":"tag"}]]}""");
        var contact = await ledger.CreateAsync("res.partner", $$"""{"name":"Ada","parent_id":{{gone}}}""");

        var parent = await ledger.CreateAsync("base.partner.merge.automatic.wizard", $$"""{"state":"selection","partner_ids":[[6,0,[{{gone}},{{contact}}]]],"dst_partner_id":{{gone}}}""");
        Assert.Equal("You cannot merge a contact with one of his parent.", await ledger.RefusalAsync("base.partner.merge.automatic.wizard", "action_merge", $"[[{parent}]]"));
        var wizard = await ledger.CreateAsync("base.partner.merge.automatic.wizard", $$"""{"state":"selection","partner_ids":[[6,0,[{{kept}},{{gone}}]]],"dst_partner_id":{{kept}}}""");
        await ledger.CallAsync("base.partner.merge.automatic.wizard", "action_merge", $"[[{wizard}]]");

        Assert.Equal(["tag"], await ledger.RowsAsync("res.partner.category", $"""[["id","in",{await ledger.FieldAsync("res.partner", kept, "category_id")}]]""", "id", "name"));
        Assert.Equal("Kept, Ada", await ledger.FieldAsync("res.partner", contact, "display_name"));
    }

    [Fact]
    public async Task Accounts_OfAPartnerWithoutAnyOfItsOwn_AreTheCompanys()
    {
        await using var ledger = await Ledger.OpenAsync();

        Assert.Equal(["Customers Suppliers normal 0"], await ledger.RowsAsync("res.partner", $"""[["id","=",{ledger.Customer}]]""", "id", "property_account_receivable_id", "property_account_payable_id", "trust", "customer_rank"));
        await ledger.InvoiceAsync(10m);
        Assert.Equal(["1 10"], await ledger.RowsAsync("res.partner", $"""[["id","=",{ledger.Customer}]]""", "id", "customer_rank", "total_invoiced"));
    }

    [Fact]
    public async Task Ranks_OfAContactsDocuments_AreItsCompanysToo()
    {
        await using var ledger = await Ledger.OpenAsync();
        var contact = await ledger.CreateAsync("res.partner", $$"""{"name":"Ada","parent_id":{{ledger.Customer}} }""");
        var invoice = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{contact}},"invoice_line_ids":[[0,0,{"name":"a","price_unit":1}]]}""");
        await ledger.CallAsync("account.move", "action_post", $"[[{invoice}]]");

        // An entry counts by its receivable lines.
        var (owed, other) = (await ledger.IdAsync("account", $"{ledger.Company}_a400000"), await ledger.IdAsync("account", $"{ledger.Company}_a700000"));
        var entry = await ledger.CreateAsync("account.move", $$"""{"move_type":"entry","line_ids":[[0,0,{"account_id":{{owed}},"partner_id":{{contact}},"debit":5}],[0,0,{"account_id":{{other}},"credit":5}]]}""");
        await ledger.CallAsync("account.move", "action_post", $"[[{entry}]]");

        Assert.Equal(["2 0", "2 0"], await ledger.RowsAsync("res.partner", $"""[["id","in",[{contact},{ledger.Customer}]]]""", "id", "customer_rank", "supplier_rank"));
    }
}

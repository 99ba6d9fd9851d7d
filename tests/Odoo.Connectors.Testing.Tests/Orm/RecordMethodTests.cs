using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>Methods and rules of records. What Odoo says where it refuses is recorded.</summary>
public sealed class RecordMethodTests
{
    public static TheoryData<string, string, string, string> Refused => new()
    {
        { "res.partner", "create", """[{"name":"bad vat","vat":"BE0000000000","country_id":BE}]""", "\nThe VAT number [0000000000] for partner [bad vat] does not seem to be valid.  \nNote: the expected format is BE0477472701" },
        { "res.partner", "create", """[{"name":"a\u0000b"}]""", "A string literal cannot contain NUL (0x00) characters." },
        { "product.product", "create", """[[{"name":"d1","barcode":"123456789012"},{"name":"d2","barcode":"123456789012"}]]""", "Barcode(s) already assigned:\n\n- Barcode \"123456789012\" already assigned to product(s): d1 and d2\n\nNote: products that you don't have access to will not be shown above." },
        { "account.tax", "create", """[{"name":"21%","amount":3}]""", "Tax names must be unique!\n- 21% in Contract BE" },
        { "res.currency.rate", "create", """[{"name":"2026-01-01","currency_id":USD,"rate":1.2}]""", "The operation cannot be completed: Only one currency rate per day allowed!" },
        { "res.currency", "write", """[[USD],{"rounding":-1}]""", "The operation cannot be completed: The rounding factor must be greater than 0!" },
        { "ir.model.fields", "create", """[{"model_id":PARTNER,"name":"billing_id","field_description":"B","ttype":"char"}]""", "The operation cannot be completed: Custom fields must have a name that starts with 'x_'!" },
        { "sale.order", "read", """[[1],["is_subscription","plan_id"]]""", "Invalid field 'is_subscription' on 'sale.order'" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Call_AgainstARule_IsRefusedAsRecorded(string model, string method, string arguments, string message)
    {
        await using var ledger = await Ledger.OpenAsync();
        var given = arguments.Replace("BE}", $"{await ledger.IdAsync("base", "be")}}}", StringComparison.Ordinal)
            .Replace("USD", $"{await ledger.IdAsync("base", "USD")}", StringComparison.Ordinal)
            .Replace("PARTNER", $"{await ledger.IdAsync("base", "model_res_partner")}", StringComparison.Ordinal);

        Assert.Equal(message, await ledger.RefusalAsync(model, method, given));
    }

    [Fact]
    public async Task CustomField_MadeByAnAdministrator_IsWrittenReadAndSearched()
    {
        await using var ledger = await Ledger.OpenAsync();
        var model = await ledger.IdAsync("base", "model_res_partner");
        var field = await ledger.CreateAsync("ir.model.fields", $$"""{"model_id":{{model}},"name":"x_billing_id","field_description":"Billing id","ttype":"char","index":true,"copied":false}""");

        await ledger.CallAsync("res.partner", "write", $$"""[[{{ledger.Customer}}],{"x_billing_id":"cust_42"}]""");

        Assert.Equal(["Inv Cust cust_42"], await ledger.RowsAsync("res.partner", """[["x_billing_id","=","cust_42"]]""", "id", "name", "x_billing_id"));
        await ledger.CallAsync("ir.model.fields", "unlink", $"[[{field}]]");
        Assert.Equal("Invalid field 'x_billing_id' on 'res.partner'", await ledger.RefusalAsync("res.partner", "read", $"""[[{ledger.Customer}],["x_billing_id"]]"""));
    }

    [Fact]
    public async Task Properties_Written_ReplaceTheWholeSet()
    {
        await using var ledger = await Ledger.OpenAsync();
        var team = await ledger.IdAsync("sales_team", "team_sales_department");
        await ledger.CallAsync("crm.team", "write", $$"""[[{{team}}],{"lead_properties_definition":[{"name":"aa11bb22cc33dd44","type":"char","string":"Billing id"},{"name":"plan0000plan0000","type":"char","string":"Plan"}] }]""");
        var lead = await ledger.CreateAsync("crm.lead", """{"name":"L","lead_properties":{"aa11bb22cc33dd44":"B-77","plan0000plan0000":"p"}}""");

        Assert.Equal([$"{lead}"], await ledger.RowsAsync("crm.lead", """[["lead_properties.aa11bb22cc33dd44","=","B-77"]]""", "id", "id"));
        Assert.Equal(
            """[{"name":"aa11bb22cc33dd44","type":"char","string":"Billing id","value":"B-77"},{"name":"plan0000plan0000","type":"char","string":"Plan","value":"p"}]""",
            await ledger.FieldAsync("crm.lead", lead, "lead_properties"));

        // As recorded: an unknown name is dropped, and the others with it; a property without value has no key for it.
        await ledger.CallAsync("crm.lead", "write", $$"""[[{{lead}}],{"lead_properties":{"nosuch":"x"} }]""");
        Assert.Equal("""[{"name":"aa11bb22cc33dd44","type":"char","string":"Billing id"},{"name":"plan0000plan0000","type":"char","string":"Plan"}]""", await ledger.FieldAsync("crm.lead", lead, "lead_properties"));
    }

    [Fact]
    public async Task Write_MonetaryAndPrices_KeepTheDigitsThatOdooKeeps()
    {
        await using var ledger = await Ledger.OpenAsync();
        var lead = await ledger.CreateAsync("crm.lead", """{"name":"L","expected_revenue":10.005}""");
        var product = await ledger.CreateAsync("product.product", """{"name":"Plan","list_price":1.23456,"standard_price":0.123456,"type":"service"}""");

        // As recorded: amounts are rounded to the currency, prices are not.
        Assert.Equal("10.01", await ledger.FieldAsync("crm.lead", lead, "expected_revenue"));
        Assert.Equal(["1.23456 0.123456 1.23456"], await ledger.RowsAsync("product.product", $"""[["id","=",{product}]]""", "id", "list_price", "standard_price", "lst_price"));
    }

    [Fact]
    public async Task Template_Created_HasOneVariantThatSaysTheSame()
    {
        await using var ledger = await Ledger.OpenAsync();
        var template = await ledger.CreateAsync("product.template", """{"name":"Tpl","default_code":"TPL","list_price":5}""");

        var variant = (await ledger.CallAsync("product.template", "read", $"""[[{template}],["product_variant_id"]]"""))![0]!["product_variant_id"]!;
        await ledger.CallAsync("product.template", "write", $$"""[[{{template}}],{"list_price":6}]""");

        Assert.Equal("[TPL] Tpl", variant[1]!.GetValue<string>());
        Assert.Equal("6", await ledger.FieldAsync("product.product", variant[0]!.GetValue<long>(), "list_price"));
    }

    [Fact]
    public async Task Copy_OfAPostedInvoice_IsADraftWithTheSameLines()
    {
        await using var ledger = await Ledger.OpenAsync();
        var tax = await ledger.TaxAsync("21-L");
        var invoice = await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_date":"2026-03-01","ref":"R","invoice_line_ids":[[0,0,{"name":"a","quantity":2,"price_unit":50,"tax_ids":[[6,0,[{{tax}}]]]}],[0,0,{"display_type":"line_note","name":"n"}]]}""");
        await ledger.CallAsync("account.move", "action_post", $"[[{invoice}]]");

        var copy = (await ledger.CallAsync("account.move", "copy", $"[[{invoice}]]"))![0]!.GetValue<long>();

        Assert.Equal(["false draft false false 100 21 121 not_paid"], await ledger.RowsAsync("account.move", $"""[["id","=",{copy}]]""", "id", "name", "state", "ref", "invoice_date", "amount_untaxed", "amount_tax", "amount_total", "payment_state"));
        Assert.Equal(["product a", "line_note n", "tax 21%", "payment_term false"], await ledger.RowsAsync("account.move.line", $"""[["move_id","=",{copy}]]""", "id", "display_type", "name"));
    }

    [Fact]
    public async Task Metadata_DefaultsExportAndNames_AnswerInTheRecordedShapes()
    {
        await using var ledger = await Ledger.OpenAsync();
        var main = await ledger.IdAsync("base", "main_partner");

        var metadata = (await ledger.CallAsync("res.partner", "get_metadata", $"[[{main}]]"))![0]!.AsObject();
        Assert.Equal(["id", "create_uid", "create_date", "write_uid", "write_date", "xmlid", "noupdate", "xmlids"], metadata.Select(p => p.Key));
        Assert.Equal("base.main_partner", metadata["xmlid"]!.GetValue<string>());
        Assert.Equal("""{"type":"contact","lang":"en_US"}""", (await ledger.CallAsync("res.partner", "default_get", """[["type","lang","name"]]"""))!.ToJsonString());
        Assert.Equal("Quick", (await ledger.CallAsync("res.partner", "name_create", """["Quick"]"""))![1]!.GetValue<string>());
        Assert.Equal($$"""{"datas":[["base.main_partner","{{main}}","My Company","United States","base.us"]]}""", (await ledger.CallAsync("res.partner", "export_data", $"""[[{main}],["id",".id","name","country_id","country_id/id"]]"""))!.ToJsonString());
    }

    [Fact]
    public async Task AddressGet_WithAnInvoiceContact_FindsItAsRecorded()
    {
        await using var ledger = await Ledger.OpenAsync();
        var billing = await ledger.CreateAsync("res.partner", $$"""{"name":"Billing dept","type":"invoice","parent_id":{{ledger.Customer}}}""");

        Assert.Equal($$"""{"contact":{{ledger.Customer}},"invoice":{{billing}},"delivery":{{ledger.Customer}}}""", (await ledger.CallAsync("res.partner", "address_get", $"""[[{ledger.Customer}],["invoice","delivery"]]"""))!.ToJsonString());
    }

    [Fact]
    public async Task Product_UsedOnALine_CannotBeDeleted()
    {
        await using var ledger = await Ledger.OpenAsync();
        var product = await ledger.CreateAsync("product.product", """{"name":"P"}""");
        await ledger.CreateAsync("account.move", $$"""{"move_type":"out_invoice","partner_id":{{ledger.Customer}},"invoice_line_ids":[[0,0,{"product_id":{{product}}}]]}""");

        Assert.Equal(
            "The operation cannot be completed: Another model is using the record you are trying to delete.\n\nThe troublemaker is: 'Journal Item' (account.move.line)\nThanks to the following constraint: 'Product' (product_id)\nHow about archiving the record instead?",
            await ledger.RefusalAsync("product.product", "unlink", $"[[{product}]]"));
    }

    /// <summary>Recorded (errors, "integer out of range"), and Python's int() on a text.</summary>
    [Theory]
    [InlineData("99999999999", "integer out of range\n")]
    [InlineData("-2147483649", "integer out of range\n")]
    [InlineData("\"x\"", "invalid literal for int() with base 10: 'x'")]
    [InlineData("\"1.5\"", "invalid literal for int() with base 10: '1.5'")]
    public async Task Integer_ThatIsNone_IsRefused(string value, string refusal)
    {
        await using var ledger = await Ledger.OpenAsync();

        Assert.Equal(refusal, await ledger.RefusalAsync("res.partner", "write", $$"""[[{{ledger.Customer}}],{"color":{{value}}}]"""));

        await ledger.CallAsync("res.partner", "write", $$"""[[{{ledger.Customer}}],{"color":"3"}]""");
        Assert.Equal("3", await ledger.FieldAsync("res.partner", ledger.Customer, "color"));
    }
}

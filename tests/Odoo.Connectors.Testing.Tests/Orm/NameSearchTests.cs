using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>What a typed name finds and makes, and what Odoo's source says about calls that make no sense.</summary>
public sealed class NameSearchTests
{
    [Theory]
    [InlineData("res.partner", "\"R-77\"", "Ada")]
    [InlineData("res.partner", "\"ada@exa\"", "Ada")]
    [InlineData("res.country", "\"be\"", "Belgium")]
    [InlineData("res.country", "\"de\"", "Germany")] // by its code, before Denmark by its name
    [InlineData("res.currency", "\"usd\"", "USD")]
    [InlineData("product.product", "\"CONTRACT-PLAN\"", "[CONTRACT-PLAN] Contract plan")]
    [InlineData("product.product", "\"5412345000013\"", "Scanned")]
    [InlineData("product.product", "\"[CONTRACT-SEAT] any\"", "[CONTRACT-SEAT] Contract seat")]
    [InlineData("account.account", "\"451000 VAT\"", "VAT Payable")]
    public async Task NameSearch_OfWhatARecordIsKnownBy_FindsIt(string model, string name, string found)
    {
        await using var ledger = await Ledger.OpenAsync();
        await ledger.CreateAsync("res.partner", """{"name":"Ada","ref":"R-77","email":"ada@example.com"}""");
        await ledger.CreateAsync("product.product", """{"name":"Scanned","barcode":"5412345000013"}""");

        Assert.Equal(found, (await ledger.CallAsync(model, "name_search", $"[{name}]"))![0]![1]!.GetValue<string>());
    }

    [Fact]
    public async Task NameSearch_WithANegativeOperator_LeavesOutWhatAnyFieldMatches()
    {
        await using var ledger = await Ledger.OpenAsync();
        await ledger.CreateAsync("res.partner", """{"name":"Ada","ref":"R-77"}""");
        await ledger.CreateAsync("res.partner", """{"name":"Bob","ref":"R-78"}""");

        var found = await ledger.CallAsync("res.partner", "name_search", """["R-77",[["ref","like","R-7"]],"not ilike"]""");

        Assert.Equal(["Bob"], found!.AsArray().Select(f => f![1]!.GetValue<string>()));
    }

    [Fact]
    public async Task NameCreate_OfANameWithAnAddress_MakesBoth()
    {
        await using var ledger = await Ledger.OpenAsync();

        var made = await ledger.CallAsync("res.partner", "name_create", """["Ada Byron <Ada@Example.com>"]""");

        Assert.Equal("Ada Byron", made![1]!.GetValue<string>());
        Assert.Equal("ada@example.com", await ledger.FieldAsync("res.partner", made[0]!.GetValue<long>(), "email"));
    }

    [Theory]
    [InlineData("""[["|",["name","=","x"]]]""", "{}", "Domain() malformed domain ['|', ['name', '=', 'x']]")]
    [InlineData("""["name"]""", "{}", "Domain() invalid item in domain: 'e'")]
    [InlineData("""[5]""", "{}", "Domain() invalid argument type for domain: 5")]
    [InlineData("""[[]]""", """{"limit":-1}""", "LIMIT must not be negative\n")]
    [InlineData("""[[]]""", """{"offset":-1}""", "OFFSET must not be negative\n")]
    [InlineData("""[[]]""", """{"order":"name; drop table"}""", "Invalid \"order\" specified (name; drop table). A valid \"order\" specification is a comma-separated list of valid field names (optionally followed by asc/desc for the direction)")]
    public async Task Search_ThatMakesNoSense_IsRefusedInOdoosWords(string arguments, string keywords, string message)
    {
        await using var ledger = await Ledger.OpenAsync();

        Assert.Equal(message, await ledger.RefusalAsync("res.partner", "search", arguments, keywords));
    }

    [Theory]
    [InlineData("""["name","ILIKE","inv c"]""")]
    [InlineData("""["name","==","Inv Cust"]""")]
    [InlineData("""["name","<>","anything"]""")]
    public async Task Search_WithAnOldOperator_FindsAsTheNewOneDoes(string condition)
    {
        await using var ledger = await Ledger.OpenAsync();

        Assert.Equal([$"{ledger.Customer}"], await ledger.RowsAsync("res.partner", $"""[{condition},["id","=",{ledger.Customer}]]""", "id", "id"));
    }

    [Fact]
    public async Task Rights_OfAnUnknownOperation_AreRefused()
    {
        await using var ledger = await Ledger.OpenAsync();

        Assert.Equal("Invalid access mode", await ledger.RefusalAsync("res.partner", "has_access", $"""[[{ledger.Customer}],"foo"]"""));
        Assert.True((await ledger.CallAsync("res.partner", "check_access_rights", """["write"]"""))!.GetValue<bool>());
    }
}

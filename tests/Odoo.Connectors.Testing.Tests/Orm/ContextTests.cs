using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>What a call's context gives, and what Python says where it is none.</summary>
public sealed class ContextTests
{
    [Fact]
    public async Task Create_WithDefaultsInTheContext_TakesThemWhereNothingIsGiven()
    {
        await using var ledger = await Ledger.OpenAsync();

        var partner = await ledger.CreateAsync("res.partner", """{"name":"Ada","ref":"own"}""", """{"default_ref":"theirs","default_city":"Gent","default_nosuch":1}""");

        Assert.Equal(["own Gent"], await ledger.RowsAsync("res.partner", $"""[["id","=",{partner}]]""", "id", "ref", "city"));
    }

    [Theory]
    [InlineData("\"x\"", "dictionary update sequence element #0 has length 1; 2 is required")]
    [InlineData("[1]", "cannot convert dictionary update sequence element #0 to a sequence")]
    [InlineData("5", "'int' object is not iterable")]
    public async Task Context_ThatIsNoMapping_IsRefusedByPython(string context, string message)
    {
        await using var ledger = await Ledger.OpenAsync();

        var answer = await ledger.Wire.CallAsync("admin", "res.partner", "search_count", new(new System.Text.Json.Nodes.JsonArray()), new() { ["context"] = System.Text.Json.Nodes.JsonNode.Parse(context) });

        Assert.Equal(message, answer["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Fields_GivenAsAText_AreTakenLetterByLetter()
    {
        await using var ledger = await Ledger.OpenAsync();

        Assert.Equal("Invalid field 'n' on 'res.partner'", await ledger.RefusalAsync("res.partner", "read", $"""[[{ledger.Customer}],"name"]"""));
    }

    [Fact]
    public async Task Message_Posted_KeepsItsSubjectAndItsLetters()
    {
        await using var ledger = await Ledger.OpenAsync();
        var message = (await ledger.CallAsync("res.partner", "message_post", $"[[{ledger.Customer}]]", """{"body":"it's <é> & \"so\"","subject":"S"}"""))![0]!.GetValue<long>();

        Assert.Equal(["<p>it's &lt;é&gt; &amp; \"so\"</p> S Inv Cust"], await ledger.RowsAsync("mail.message", $"""[["id","=",{message}]]""", "id", "body", "subject", "record_name"));
        Assert.Equal("Those values are not supported when posting or notifying: bodyy", await ledger.RefusalAsync("res.partner", "message_post", $"[[{ledger.Customer}]]", """{"bodyy":"x"}"""));
    }

    [Theory]
    [InlineData("BE71 0961 2345 6769", "iban BE71096123456769")]
    [InlineData("BE71 0961 2345 6768", "bank BE71096123456768")]
    public async Task BankAccount_WithRightCheckDigits_IsAnIban(string number, string expected)
    {
        await using var ledger = await Ledger.OpenAsync();

        var account = await ledger.CreateAsync("res.partner.bank", $$"""{"acc_number":"{{number}}","partner_id":{{ledger.Customer}}}""");

        Assert.Equal([$"{expected} Inv Cust"], await ledger.RowsAsync("res.partner.bank", $"""[["id","=",{account}]]""", "id", "acc_type", "sanitized_acc_number", "acc_holder_name"));
    }
}

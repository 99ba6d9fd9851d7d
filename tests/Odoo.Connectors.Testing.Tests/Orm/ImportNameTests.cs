using System.Text.Json.Nodes;
using Odoo.Connectors.Testing.Tests.Runner;

namespace Odoo.Connectors.Testing.Tests.Orm;

/// <summary>Cells of load: a name is looked for as name_search does, and a line below a record speaks for it.</summary>
public sealed class ImportNameTests
{
    [Fact]
    public async Task Load_WithCodesAsNames_FindsTheRecords()
    {
        await using var ledger = await Ledger.OpenAsync();

        var answer = await ledger.CallAsync("res.partner", "load", """[["name","country_id","type"],[["Ada","be","INVOICE"]]]""");

        Assert.Equal(["Belgium invoice"], await ledger.RowsAsync("res.partner", $"""[["id","in",{answer!["ids"]!.ToJsonString()}]]""", "id", "country_id", "type"));
    }

    [Theory]
    [InlineData("""[["name","is_company"],[["Ada","maybe"]]]""", "is_company", "Unknown value 'maybe' for boolean field 'Is a Company'")]
    [InlineData("""[["name","country_id/.id"],[["Ada","abc"]]]""", "country_id", "Invalid database id 'abc' for the field 'Country'")]
    [InlineData("""[["name","child_ids/name","child_ids/country_id"],[["Head","Ada","Nowhere"]]]""", "child_ids", "No matching record found for name 'Nowhere' in field 'Contact/Country'")]
    public async Task Load_WithABadCell_NamesTheFieldAsOdooDoes(string arguments, string field, string message)
    {
        await using var ledger = await Ledger.OpenAsync();

        JsonNode told = (await ledger.CallAsync("res.partner", "load", arguments))!["messages"]![0]!;

        Assert.Equal((field, message), (told["field"]!.GetValue<string>(), told["message"]!.GetValue<string>()));
    }
}

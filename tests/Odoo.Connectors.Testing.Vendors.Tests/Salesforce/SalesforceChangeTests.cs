using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceChangeTests
{
    private const string Noon = "2026-09-20T12:00:00%2B00:00";

    [Fact]
    public async Task QueryAll_Deleted_ShowsWhatQueryDoesNot()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage deleted = await org.SendAsync("DELETE", $"sobjects/Opportunity/{Org.Won}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(1, (await org.QueryAsync("SELECT Id FROM Opportunity"))["totalSize"]!.GetValue<int>());
        using HttpResponseMessage all = await org.SendAsync("GET", $"queryAll/?q={Uri.EscapeDataString("SELECT Id, IsDeleted, SystemModstamp FROM Opportunity WHERE IsDeleted = true")}");
        JsonNode gone = Assert.Single((await Fixture.JsonAsync(all))["records"]!.AsArray())!;
        Assert.Equal(Org.Won, gone["Id"]!.ToString());
        Assert.Equal("2026-09-20T12:00:00.000+0000", gone["SystemModstamp"]!.ToString());
        using HttpResponseMessage read = await org.SendAsync("GET", $"sobjects/Opportunity/{Org.Won}");
        Assert.Equal("ENTITY_IS_DELETED", (await Fixture.JsonAsync(read))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task Merge_Accounts_MovesTheChildrenAndNamesTheMaster()
    {
        await using Org org = await Org.CreateAsync();
        string master = org.Emulator.Create("Account", new JsonObject { ["Name"] = "NorthPeak AG" });

        org.Emulator.Merge("Account", master, Org.Account);

        Assert.Equal(2, (await org.QueryAsync($"SELECT Id FROM Opportunity WHERE AccountId = '{master}'"))["totalSize"]!.GetValue<int>());
        using HttpResponseMessage all = await org.SendAsync("GET", $"queryAll/?q={Uri.EscapeDataString("SELECT Id, MasterRecordId FROM Account WHERE IsDeleted = true")}");
        JsonNode loser = Assert.Single((await Fixture.JsonAsync(all))["records"]!.AsArray())!;
        Assert.Equal(Org.Account, loser["Id"]!.ToString());
        Assert.Equal(master, loser["MasterRecordId"]!.ToString());
    }

    [Fact]
    public async Task Undelete_Account_BringsBackWhatWentWithIt()
    {
        await using Org org = await Org.CreateAsync();

        org.Emulator.Delete("Account", Org.Account);
        Assert.Empty(org.Emulator.Ids("Opportunity"));
        org.Emulator.Undelete("Account", Org.Account);

        Assert.Equal(2, org.Emulator.Ids("Opportunity").Count);
        Assert.Equal(2, org.Emulator.Ids("OpportunityLineItem").Count);
    }

    [Fact]
    public async Task Updated_Span_IgnoresSecondsAndTellsHowFarItGoes()
    {
        await using Org org = await Org.CreateAsync();
        org.Clock.Advance(TimeSpan.FromSeconds(90));
        await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Phone":"42"}""");

        JsonNode early = await JsonAsync(org, $"sobjects/Account/updated/?start={Noon}&end=2026-09-20T13:00:00%2B00:00");
        org.Clock.Advance(TimeSpan.FromSeconds(30));
        JsonNode later = await JsonAsync(org, $"sobjects/Account/updated/?start={Noon}&end=2026-09-20T13:00:00%2B00:00");

        // The change is of 12:01:30; at that second only 12:01 is covered, half a minute later 12:02.
        Assert.Empty(early["ids"]!.AsArray());
        Assert.Equal("2026-09-20T12:01:00.000+0000", early["latestDateCovered"]!.ToString());
        Assert.Equal(Org.Account, Assert.Single(later["ids"]!.AsArray())!.ToString());
        Assert.Equal("2026-09-20T12:02:00.000+0000", later["latestDateCovered"]!.ToString());
    }

    [Fact]
    public async Task Deleted_Span_ListsWhatWentInTheLastFifteenDays()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.Delete("Opportunity", Org.Won);
        org.Clock.Advance(TimeSpan.FromMinutes(1));

        JsonNode deleted = await JsonAsync(org, $"sobjects/Opportunity/deleted/?start={Noon}&end=2026-09-20T12:01:00%2B00:00");
        org.Clock.Advance(TimeSpan.FromDays(15));
        await org.LogInAsync();
        JsonNode forgotten = await JsonAsync(org, $"sobjects/Opportunity/deleted/?start={Noon}&end=2026-10-05T12:01:00%2B00:00");

        JsonNode one = Assert.Single(deleted["deletedRecords"]!.AsArray())!;
        Assert.Equal(Org.Won, one["id"]!.ToString());
        Assert.Equal("2026-09-20T12:00:00.000+0000", one["deletedDate"]!.ToString());
        Assert.Equal("2026-09-05T12:01:00.000+0000", deleted["earliestDateAvailable"]!.ToString());
        Assert.Empty(forgotten["deletedRecords"]!.AsArray());
    }

    [Theory]
    [InlineData("start=2026-08-01T00:00:00%2B00:00&end=2026-09-20T00:00:00%2B00:00", "INVALID_REPLICATION_DATE")]
    [InlineData("start=2026-09-20T00:00:00%2B00:00&end=2026-09-19T00:00:00%2B00:00", "INVALID_REPLICATION_DATE")]
    [InlineData("start=yesterday&end=2026-09-19T00:00:00%2B00:00", "MALFORMED_QUERY")]
    public async Task Updated_WrongSpan_IsRefused(string span, string code)
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync("GET", $"sobjects/Account/updated/?{span}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, (await Fixture.JsonAsync(response))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task Write_LineItems_GivesTheOpportunityItsAmount()
    {
        await using Org org = await Org.CreateAsync();
        string product = org.Emulator.Create("Product2", new JsonObject { ["Name"] = "Seat", ["ProductCode"] = "SEAT-2", ["IsActive"] = true });
        string entry = org.Emulator.Create("PricebookEntry", new JsonObject { ["Product2Id"] = product, ["Pricebook2Id"] = "01s5w000005zabcAAA", ["UnitPrice"] = 40.00m });
        string deal = org.Emulator.Create("Opportunity", new JsonObject { ["Name"] = "D", ["StageName"] = "Prospecting", ["CloseDate"] = "2026-10-01", ["Amount"] = 1m });

        org.Emulator.Create("OpportunityLineItem", new JsonObject { ["OpportunityId"] = deal, ["PricebookEntryId"] = entry, ["Quantity"] = 5, ["Discount"] = 10m });
        string second = org.Emulator.Create("OpportunityLineItem", new JsonObject { ["OpportunityId"] = deal, ["PricebookEntryId"] = entry, ["Quantity"] = 1, ["UnitPrice"] = 50.00m });

        // 5 × 40.00 less 10 % is 180.00; with 50.00 it is 230.00.
        JsonNode page = await org.QueryAsync($"SELECT Amount, HasOpportunityLineItem, (SELECT TotalPrice, Product2.ProductCode FROM OpportunityLineItems) FROM Opportunity WHERE Id = '{deal}'");
        JsonNode record = page["records"]![0]!;
        Assert.Equal(230.00m, record["Amount"]!.GetValue<decimal>());
        Assert.True(record["HasOpportunityLineItem"]!.GetValue<bool>());
        Assert.Equal([180.00m, 50.00m], record["OpportunityLineItems"]!["records"]!.AsArray().Select(line => line!["TotalPrice"]!.GetValue<decimal>()));
        Assert.Equal("SEAT-2", record["OpportunityLineItems"]!["records"]![0]!["Product2"]!["ProductCode"]!.ToString());
        org.Emulator.Delete("OpportunityLineItem", second);
        Assert.Equal(180.00m, org.Emulator.Find("Opportunity", deal)!["Amount"]!.GetValue<decimal>());
    }

    [Theory]
    [InlineData("Closed Won", true, true, 100)]
    [InlineData("Closed Lost", true, false, 0)]
    [InlineData("Qualification", false, false, 10)]
    public async Task Write_Stage_DecidesWhatIsWon(string stage, bool isClosed, bool isWon, int probability)
    {
        await using Org org = await Org.CreateAsync();

        await org.SendAsync("PATCH", $"sobjects/Opportunity/{Org.Won}", $$"""{"StageName":"{{stage}}"}""");

        JsonObject record = org.Emulator.Find("Opportunity", Org.Won)!;
        Assert.Equal(isClosed, record["IsClosed"]!.GetValue<bool>());
        Assert.Equal(isWon, record["IsWon"]!.GetValue<bool>());
        Assert.Equal(probability, record["Probability"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task Query_ContactRolesAndStages_CanBeRead()
    {
        await using Org org = await Org.CreateAsync();
        string contact = org.Emulator.Create("Contact", new JsonObject { ["LastName"] = "Peak", ["AccountId"] = Org.Account, ["Email"] = "nora@northpeak.example" });
        org.Emulator.Create("OpportunityContactRole", new JsonObject { ["OpportunityId"] = Org.Won, ["ContactId"] = contact, ["IsPrimary"] = true, ["Role"] = "Decision Maker" });

        JsonNode deal = await org.QueryAsync($"SELECT Id, (SELECT ContactId, IsPrimary, Contact.Email FROM OpportunityContactRoles) FROM Opportunity WHERE Id = '{Org.Won}'");
        JsonNode stages = await org.QueryAsync("SELECT MasterLabel, IsClosed, IsWon FROM OpportunityStage WHERE IsWon = true");

        Assert.Equal("nora@northpeak.example", deal["records"]![0]!["OpportunityContactRoles"]!["records"]![0]!["Contact"]!["Email"]!.ToString());
        Assert.Equal("Closed Won", Assert.Single(stages["records"]!.AsArray())!["MasterLabel"]!.ToString());
    }

    [Fact]
    public async Task LoseCursors_NextPage_IsGone()
    {
        await using Org org = await Org.CreateAsync(new SalesforceEmulatorOptions { PageSize = 1 });
        JsonNode first = await org.QueryAsync("SELECT Id FROM Opportunity");

        org.Emulator.LoseCursors();

        using HttpResponseMessage next = await org.Client.GetAsync(new Uri(first["nextRecordsUrl"]!.ToString(), UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, next.StatusCode);
        Assert.Equal("INVALID_QUERY_LOCATOR", (await Fixture.JsonAsync(next))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task Query_BatchSize_IsTheSizeOfThePages()
    {
        await using Org org = await Org.CreateAsync();
        for (int number = 0; number < 250; number++)
        {
            org.Emulator.Create("Contact", new JsonObject { ["LastName"] = $"C{number}" });
        }

        org.Client.DefaultRequestHeaders.Add("Sforce-Query-Options", "batchSize=200");
        JsonNode first = await org.QueryAsync("SELECT Id FROM Contact");

        Assert.Equal(200, first["records"]!.AsArray().Count);
        Assert.Equal(250, first["totalSize"]!.GetValue<int>());
        Assert.EndsWith("-200", first["nextRecordsUrl"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT COUNT() FROM Account")]
    [InlineData("SELECT Name FROM Account GROUP BY Name")]
    [InlineData("SELECT Id FROM Account WHERE CreatedDate = TODAY")]
    [InlineData("SELECT Id FROM Account LIMIT 1 OFFSET 1")]
    public async Task Query_BeyondTheSubset_SaysThatItIsNotEmulated(string soql)
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync("GET", $"query/?q={Uri.EscapeDataString(soql)}");

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Equal("NOT_EMULATED", (await Fixture.JsonAsync(response))[0]!["errorCode"]!.ToString());
    }

    private static async Task<JsonNode> JsonAsync(Org org, string path)
    {
        using HttpResponseMessage response = await org.SendAsync("GET", path);
        JsonNode answer = await Fixture.JsonAsync(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceQueryTests
{
    private const string Everything =
        "SELECT Id, AccountId, Account.Name, Name, StageName, Amount, Probability, CloseDate, IsClosed, IsWon, HasOpportunityLineItem, Pricebook2Id, CurrencyIsoCode, OwnerId, CreatedDate, LastModifiedDate, SystemModstamp, "
        + "(SELECT Id, Quantity, UnitPrice, TotalPrice, ServiceDate, PricebookEntryId, Product2Id, Product2.ProductCode, Product2.Name FROM OpportunityLineItems) FROM Opportunity ORDER BY SystemModstamp, Id";

    [Fact]
    public async Task Query_ParentAndChildFields_AnswersAsTheFixture()
    {
        await using Org org = await Org.CreateAsync();

        JsonNode page = await org.QueryAsync(Everything);

        // The fixture is the first of two pages of another organisation and gives one product two names; the rest is alike.
        JsonObject expected = Fixture.Object("Salesforce/query_opportunities_page1.json");
        JsonObject second = expected["records"]![0]!["OpportunityLineItems"]!["records"]![1]!["Product2"]!.AsObject();
        second["ProductCode"] = "SEAT";
        second["Name"] = "Seat";
        Assert.Equal(expected["records"]!.ToJsonString(), page["records"]!.ToJsonString());
    }

    [Fact]
    public async Task Query_NoRows_AnswersAsTheFixture()
    {
        await using Org org = await Org.CreateAsync();

        JsonNode page = await org.QueryAsync("SELECT Id FROM Contact");

        Assert.Equal("""{"totalSize":0,"done":true,"records":[]}""", page.ToJsonString());
    }

    [Theory]
    [InlineData("IsWon = true AND IsClosed = true", 1)]
    [InlineData("IsWon != true", 1)]
    [InlineData("Amount = 250", 1)]
    [InlineData("Amount > 250", 0)]
    [InlineData("Amount >= 2.5e2", 1)]
    [InlineData("Amount = null", 1)]
    [InlineData("Amount != 250", 1)]
    [InlineData("CloseDate = 2026-09-15", 2)]
    [InlineData("CloseDate < 2026-09-15", 0)]
    [InlineData("SystemModstamp > 2026-09-15T09:30:00Z", 1)]
    [InlineData("SystemModstamp >= 2026-09-15T11:30:00+02:00", 2)]
    [InlineData("Name = 'northpeak - RENEWAL'", 1)]
    [InlineData("Id IN ('0065w000023STAm', '0065w000023STAnAAO')", 2)]
    [InlineData("Id NOT IN ('0065w000023STAm')", 1)]
    [InlineData("Id = '0065w000023stam'", 0)]
    [InlineData("Account.Name = 'NorthPeak GmbH'", 2)]
    [InlineData("SystemModstamp > 2026-09-15T09:30:00Z OR (SystemModstamp = 2026-09-15T09:30:00Z AND Id >= '0065w000023STAmAAO')", 2)]
    public async Task Query_Where_FindsWhatMeetsIt(string where, int expected)
    {
        await using Org org = await Org.CreateAsync();

        JsonNode page = await org.QueryAsync($"SELECT Id FROM Opportunity WHERE {where}");

        Assert.Equal(expected, page["totalSize"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("SELECT Id FROM Opportunity WHERE SystemModstamp > '2026-09-15T09:30:00Z'", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Opportunity WHERE CloseDate = 2026-09-15T09:30:00Z", "INVALID_FIELD")]
    [InlineData("SELECT Odoo_Id__c FROM Opportunity", "INVALID_FIELD")]
    [InlineData("SELECT Id FROM Nothing__c", "INVALID_TYPE")]
    [InlineData("SELECT * FROM Opportunity", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Opportunity WHERE IsWon = true AND IsClosed = true OR Amount > 1", "MALFORMED_QUERY")]
    [InlineData("SELECT Id FROM Opportunity WHERE Name = 'O'Brien'", "MALFORMED_QUERY")]
    public async Task Query_WhatTheVendorRefuses_AnswersItsCode(string soql, string code)
    {
        await using Org org = await Org.CreateAsync();

        Assert.Equal(code, await org.QueryErrorAsync(soql));
    }

    [Fact]
    public async Task Query_EscapedQuote_FindsTheName()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.Load("Contact", """{"Id":"0035w000035gg9GAAQ","LastName":"O'Brien \\ Co"}""");

        JsonNode page = await org.QueryAsync("""SELECT LastName FROM Contact WHERE LastName = 'O\'Brien \\ Co'""");

        Assert.Equal("O'Brien \\ Co", page["records"]![0]!["LastName"]!.GetValue<string>());
    }

    [Fact]
    public async Task Query_MoreThanOnePage_ContinuesAtNextRecordsUrl()
    {
        await using Org org = await Org.CreateAsync(new SalesforceEmulatorOptions { PageSize = 1 });

        JsonNode first = await org.QueryAsync("SELECT Name FROM Opportunity ORDER BY SystemModstamp DESC");
        string next = first["nextRecordsUrl"]!.GetValue<string>();
        using HttpResponseMessage response = await org.Client.GetAsync(new Uri(next, UriKind.Relative), TestContext.Current.CancellationToken);
        JsonNode second = await Fixture.JsonAsync(response);

        Assert.False(first["done"]!.GetValue<bool>());
        Assert.Equal("NorthPeak - renewal", first["records"]![0]!["Name"]!.GetValue<string>());
        Assert.StartsWith("/services/data/v66.0/query/01g", next, StringComparison.Ordinal);
        Assert.True(second["done"]!.GetValue<bool>());
        Assert.Equal(2, second["totalSize"]!.GetValue<int>());
        Assert.Null(second["nextRecordsUrl"]);
        Assert.Equal("NorthPeak - 5 seats", second["records"]![0]!["Name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("12345678", "1.2345678E7")]
    [InlineData("250", "250.0")]
    [InlineData("-0.05", "-0.05")]
    [InlineData("9999999.5", "9999999.5")]
    public async Task Query_Number_IsWrittenAsTheVendorDoes(string stored, string written)
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.Load("Opportunity", $$"""{"Id":"0065w000023STAoAAO","Amount":{{stored}}}""");

        JsonNode page = await org.QueryAsync("SELECT Amount FROM Opportunity WHERE Id = '0065w000023STAoAAO'");

        Assert.Equal(written, page["records"]![0]!["Amount"]!.ToJsonString());
    }

    [Fact]
    public async Task Query_Organization_TellsSandbox()
    {
        await using Org org = await Org.CreateAsync(new SalesforceEmulatorOptions { IsSandbox = false });

        JsonNode page = await org.QueryAsync("SELECT Id, IsSandbox FROM Organization");

        Assert.Equal("00Di0000000icUBEAY", page["records"]![0]!["Id"]!.GetValue<string>());
        Assert.False(page["records"]![0]!["IsSandbox"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Query_LongerThan16384_AnswersUriTooLong()
    {
        await using Org org = await Org.CreateAsync();
        string ids = string.Join(',', Enumerable.Repeat("'0065w000023STAmAAO'", 900));

        using HttpResponseMessage response = await org.SendAsync("GET", $"query/?q={Uri.EscapeDataString($"SELECT Id FROM Opportunity WHERE Id IN ({ids})")}");

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
    }
}

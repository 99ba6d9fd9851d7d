using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceRecordTests
{
    [Fact]
    public async Task Get_WholeRecord_HoldsWhatTheFixtureHolds()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync("GET", $"sobjects/Account/{Org.Account}");

        JsonObject answer = (await Fixture.JsonAsync(response)).AsObject();
        foreach ((string field, JsonNode? value) in Fixture.Object("Salesforce/account.json"))
        {
            Assert.True(JsonNode.DeepEquals(value, answer[field]), field);
        }

        Assert.Equal("api-usage=1/15000", Assert.Single(response.Headers.GetValues("Sforce-Limit-Info")));
    }

    [Fact]
    public async Task Get_Fields_ShowsOnlyThose()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync("GET", $"sobjects/Account/{Org.Account[..15]}?fields=Name,BillingCity");

        JsonObject answer = (await Fixture.JsonAsync(response)).AsObject();
        Assert.Equal(["attributes", "Name", "BillingCity", "Id"], answer.Select(field => field.Key));
    }

    [Theory]
    [InlineData("sobjects/Account/001000000000000AAA", 404, "NOT_FOUND")]
    [InlineData("sobjects/Account/001ZM000001QkdOAAA", 400, "MALFORMED_ID")]
    [InlineData("sobjects/Account/Unknown__c/1", 404, "NOT_FOUND")]
    [InlineData("sobjects/Unknown__c/001ZM000001QkdOYAS", 404, "NOT_FOUND")]
    [InlineData("sobjects/Account/001ZM000001QkdOYAS?fields=Unknown__c", 400, "INVALID_FIELD")]
    public async Task Get_WhatIsNotThere_AnswersItsCode(string path, int status, string code)
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync("GET", path);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await Fixture.JsonAsync(response))[0]!["errorCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task Patch_KnownField_ChangesItAndBumpsTheStamps()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.DeclareField("Account", "Odoo_Id__c");

        using HttpResponseMessage response = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", """{"Odoo_Id__c":"42"}""");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        JsonObject record = org.Emulator.Find("Account", Org.Account)!;
        Assert.Equal("42", record["Odoo_Id__c"]!.GetValue<string>());
        Assert.Equal("2026-09-20T12:00:00.000+0000", record["SystemModstamp"]!.GetValue<string>());
        Assert.Equal("2026-09-20T12:00:00.000+0000", record["LastModifiedDate"]!.GetValue<string>());
        Assert.Equal("2026-09-01T07:59:00.000+0000", record["CreatedDate"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"Odoo_Id__c":"42"}""", "INVALID_FIELD")]
    [InlineData("""{"SystemModstamp":"2026-09-20T12:00:00Z"}""", "INVALID_FIELD_FOR_INSERT_UPDATE")]
    [InlineData("""[]""", "JSON_PARSER_ERROR")]
    public async Task Patch_WhatCannotBeWritten_ChangesNothing(string body, string code)
    {
        await using Org org = await Org.CreateAsync();
        string before = org.Emulator.Find("Account", Org.Account)!.ToJsonString();

        using HttpResponseMessage response = await org.SendAsync("PATCH", $"sobjects/Account/{Org.Account}", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, (await Fixture.JsonAsync(response))[0]!["errorCode"]!.GetValue<string>());
        Assert.Equal(before, org.Emulator.Find("Account", Org.Account)!.ToJsonString());
    }

    [Fact]
    public async Task Upsert_NewThenKnownKey_CreatesThenUpdates()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage first = await org.SendAsync("PATCH", "sobjects/Account/Billing_Customer_Id__c/A%2FB%201", """{"Name":"New"}""");
        using HttpResponseMessage second = await org.SendAsync("PATCH", "sobjects/Account/Billing_Customer_Id__c/A%2FB%201", """{"Name":"Newer"}""");

        JsonNode created = await Fixture.JsonAsync(first);
        JsonNode updated = await Fixture.JsonAsync(second);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.True(created["created"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.False(updated["created"]!.GetValue<bool>());
        string id = created["id"]!.GetValue<string>();
        Assert.Equal(id, updated["id"]!.GetValue<string>());
        Assert.Equal("Newer", org.Emulator.Find("Account", id)!["Name"]!.GetValue<string>());
        Assert.Equal("A/B 1", org.Emulator.Find("Account", id)!["Billing_Customer_Id__c"]!.GetValue<string>());
    }

    [Fact]
    public async Task Upsert_UpdateOnlyAndNewKey_AnswersNotFound()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync("PATCH", "sobjects/Account/Billing_Customer_Id__c/new?updateOnly=true", """{"Name":"New"}""");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Upsert_KeyOfTwoRecords_AnswersTheirUrls()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.Load("Account", """{"Id":"001ZM000001QkdP","Name":"Twin","Billing_Customer_Id__c":"NP_CUST_1"}""");

        using HttpResponseMessage response = await org.SendAsync("PATCH", "sobjects/Account/Billing_Customer_Id__c/NP_CUST_1", """{"Name":"X"}""");

        Assert.Equal(HttpStatusCode.MultipleChoices, response.StatusCode);
        JsonArray urls = (await Fixture.JsonAsync(response)).AsArray();
        Assert.Equal("/services/data/v66.0/sobjects/Account/001ZM000001QkdOYAS", urls[0]!.GetValue<string>());
        Assert.Equal(2, urls.Count);
    }

    [Fact]
    public void Put_UndeclaredCustomField_NamesTheCallToMake()
    {
        var emulator = new SalesforceEmulator();
        var record = new JsonObject { ["attributes"] = new JsonObject { ["type"] = "Account" }, ["Id"] = Org.Account, ["Odoo_Id__c"] = "1" };

        var error = Assert.Throws<ArgumentException>(() => emulator.Put(record));

        Assert.Contains("DeclareField(\"Account\", \"Odoo_Id__c\")", error.Message, StringComparison.Ordinal);
    }
}

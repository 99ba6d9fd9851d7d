using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceCollectionTests
{
    [Fact]
    public async Task Upsert_OneNewOneKnown_AnswersInOrderWhichWasCreated()
    {
        await using Org org = await Org.CreateAsync();
        const string Body =
            """
            {"allOrNone":false,"records":[
              {"attributes":{"type":"Account"},"Name":"Company One","Billing_Customer_Id__c":"AAA"},
              {"attributes":{"type":"Account"},"Name":"NorthPeak AG","Billing_Customer_Id__c":"np_cust_1"}]}
            """;

        JsonArray first = await ResultsAsync(org, "PATCH", "composite/sobjects/Account/Billing_Customer_Id__c", Body);
        JsonArray again = await ResultsAsync(org, "PATCH", "composite/sobjects/Account/Billing_Customer_Id__c", Body);

        Assert.Equal([true, false], first.Select(result => result!["created"]!.GetValue<bool>()));
        Assert.All(first, result => Assert.True(result!["success"]!.GetValue<bool>()));
        Assert.Equal(Org.Account, first[1]!["id"]!.ToString());
        Assert.Equal([false, false], again.Select(result => result!["created"]!.GetValue<bool>()));
        Assert.Equal(first[0]!["id"]!.ToString(), again[0]!["id"]!.ToString());
        Assert.Equal("NorthPeak AG", org.Emulator.Find("Account", Org.Account)!["Name"]!.ToString());
        Assert.Equal(2, org.Emulator.Ids("Account").Count);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Update_OneRefused_TheOthersStayUnlessAllOrNone(bool allOrNone, bool changed)
    {
        await using Org org = await Org.CreateAsync();

        JsonArray results = await ResultsAsync(
            org,
            "PATCH",
            "composite/sobjects",
            $$"""
            {"allOrNone":{{(allOrNone ? "true" : "false")}},"records":[
              {"attributes":{"type":"Account"},"id":"{{Org.Account}}","Phone":"42"},
              {"attributes":{"type":"Account"},"id":"001ZM000001QkdOAAA","Phone":"43"}]}
            """);

        // The second id has a wrong checksum, as in the published example of a partial failure.
        Assert.Equal(!allOrNone, results[0]!["success"]!.GetValue<bool>());
        JsonNode error = Assert.Single(results[1]!["errors"]!.AsArray())!;
        Assert.Equal("MALFORMED_ID", error["statusCode"]!.ToString());
        Assert.Equal("""["Id"]""", error["fields"]!.ToJsonString());
        Assert.Null(error["errorCode"]);
        Assert.Equal(changed ? "42" : null, org.Emulator.Find("Account", Org.Account)!["Phone"]?.ToString());
        Assert.Equal(
            allOrNone ? "ALL_OR_NONE_OPERATION_ROLLED_BACK" : null,
            results[0]!["errors"]!.AsArray().FirstOrDefault()?["statusCode"]!.ToString());
    }

    [Fact]
    public async Task Insert_AllOrNone_LeavesNothingBehind()
    {
        await using Org org = await Org.CreateAsync();

        await ResultsAsync(
            org,
            "POST",
            "composite/sobjects",
            """{"allOrNone":true,"records":[{"attributes":{"type":"Contact"},"LastName":"Peak"},{"attributes":{"type":"Contact"},"FirstName":"Nora"}]}""");

        Assert.Empty(org.Emulator.Ids("Contact"));
        Assert.Equal(0, (await org.QueryAsync("SELECT Id FROM Contact"))["totalSize"]!.GetValue<int>());
    }

    [Fact]
    public async Task Insert_WithoutARequiredField_NamesIt()
    {
        await using Org org = await Org.CreateAsync();

        JsonArray results = await ResultsAsync(
            org, "POST", "composite/sobjects", """{"records":[{"attributes":{"type":"Contact"},"FirstName":"Nora"},{"attributes":{"type":"Contact"},"FirstName":"Nora","LastName":"Peak"}]}""");

        Assert.Equal("REQUIRED_FIELD_MISSING", results[0]!["errors"]![0]!["statusCode"]!.ToString());
        Assert.Equal("""["LastName"]""", results[0]!["errors"]![0]!["fields"]!.ToJsonString());
        Assert.Equal("Nora Peak", org.Emulator.Find("Contact", results[1]!["id"]!.ToString())!["Name"]!.ToString());
    }

    [Fact]
    public async Task Upsert_SameKeyTwice_RefusesBoth()
    {
        await using Org org = await Org.CreateAsync();

        JsonArray results = await ResultsAsync(
            org,
            "PATCH",
            "composite/sobjects/Account/Billing_Customer_Id__c",
            """
            {"records":[
              {"attributes":{"type":"Account"},"Name":"A","Billing_Customer_Id__c":"X"},
              {"attributes":{"type":"Account"},"Name":"B","Billing_Customer_Id__c":"x"},
              {"attributes":{"type":"Account"},"Name":"C","Billing_Customer_Id__c":"Y"}]}
            """);

        Assert.Equal(["DUPLICATE_VALUE", "DUPLICATE_VALUE", null], results.Select(result => result!["errors"]!.AsArray().FirstOrDefault()?["statusCode"]!.ToString()));
        Assert.Equal(2, org.Emulator.Ids("Account").Count);
    }

    [Fact]
    public async Task OnWrite_LockedRow_FailsThatRecordOnly()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.OnWrite = write => write.Id == Org.Account && write.Fields.ContainsKey("Phone")
            ? new SalesforceWriteError("UNABLE_TO_LOCK_ROW", $"unable to obtain exclusive access to this record or 1 records: {write.Id}")
            : null;

        JsonArray results = await ResultsAsync(
            org,
            "PATCH",
            "composite/sobjects",
            $$"""{"records":[{"attributes":{"type":"Account"},"Id":"{{Org.Account}}","Phone":"42"},{"attributes":{"type":"Opportunity"},"Id":"{{Org.Won}}","NextStep":"Call"}]}""");

        JsonNode error = Assert.Single(results[0]!["errors"]!.AsArray())!;
        Assert.Equal("UNABLE_TO_LOCK_ROW", error["statusCode"]!.ToString());
        Assert.Empty(error["fields"]!.AsArray());
        Assert.True(results[1]!["success"]!.GetValue<bool>());
        Assert.Null(org.Emulator.Find("Account", Org.Account)!["Phone"]);
    }

    [Theory]
    [InlineData("allowSave=true", true)]
    [InlineData(null, false)]
    public async Task OnWrite_DuplicateRule_CanLetThroughWhoSaysSo(string? header, bool saved)
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.OnWrite = write => write.AllowsDuplicates ? null : new SalesforceWriteError("DUPLICATES_DETECTED", "Use one of these records?");
        if (header is not null)
        {
            org.Client.DefaultRequestHeaders.Add("Sforce-Duplicate-Rule-Header", header);
        }

        JsonArray results = await ResultsAsync(org, "POST", "composite/sobjects", """{"records":[{"attributes":{"type":"Account"},"Name":"NorthPeak"}]}""");

        Assert.Equal(saved, results[0]!["success"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Delete_Ids_AreDeletedOneByOne()
    {
        await using Org org = await Org.CreateAsync();

        JsonArray results = await ResultsAsync(org, "DELETE", $"composite/sobjects?ids={Org.Won},0065w000023STAnAAO,0065w000023STAzAAO", null);

        Assert.Equal([true, true, false], results.Select(result => result!["success"]!.GetValue<bool>()));
        Assert.Empty(org.Emulator.Ids("Opportunity"));
        Assert.Empty(org.Emulator.Ids("OpportunityLineItem"));
    }

    [Theory]
    [InlineData("POST", "composite/sobjects", 201, "EXCEEDED_MAX_SIZE_REQUEST")]
    [InlineData("PATCH", "composite/sobjects/Account/Name", 1, "NOT_FOUND")]
    public async Task Collection_WhatIsNotWellFormed_IsRefusedAsAWhole(string method, string path, int records, string code)
    {
        await using Org org = await Org.CreateAsync();
        string body = string.Join(',', Enumerable.Repeat("""{"attributes":{"type":"Account"},"Name":"A"}""", records));

        using HttpResponseMessage response = await org.SendAsync(method, path, $$"""{"records":[{{body}}]}""");

        Assert.False(response.IsSuccessStatusCode);
        Assert.Equal(code, (await Fixture.JsonAsync(response))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task Insert_MoreThanTenChunks_IsRefused()
    {
        await using Org org = await Org.CreateAsync();
        string records = string.Join(',', Enumerable.Range(0, 12).Select(n => n % 2 == 0
            ? """{"attributes":{"type":"Account"},"Name":"A"}"""
            : """{"attributes":{"type":"Contact"},"LastName":"C"}"""));

        using HttpResponseMessage response = await org.SendAsync("POST", "composite/sobjects", $$"""{"records":[{{records}}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("LIMIT_EXCEEDED", (await Fixture.JsonAsync(response))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task Upsert_KeyOfADeletedRecord_MakesANewOne()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.Delete("Account", Org.Account);

        JsonArray results = await ResultsAsync(
            org, "PATCH", "composite/sobjects/Account/Billing_Customer_Id__c", """{"records":[{"attributes":{"type":"Account"},"Name":"A","Billing_Customer_Id__c":"NP_CUST_1"}]}""");

        Assert.True(results[0]!["created"]!.GetValue<bool>());
        Assert.NotEqual(Org.Account, results[0]!["id"]!.ToString());
    }

    [Fact]
    public async Task Insert_WhatIsNotEmulatedInTheMiddle_RefusesTheCallAndLeavesNothing()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync(
            "POST",
            "composite/sobjects",
            """
            {"records":[{"attributes":{"type":"Contact"},"LastName":"A"},
              {"attributes":{"type":"Contact"},"LastName":"B","ReportsTo":{"Billing_Customer_Id__c":"NP_CUST_1"} }]}
            """);

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Empty(org.Emulator.Ids("Contact"));
    }

    [Fact]
    public async Task Insert_ParentByExternalId_IsItsId()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.Update("Account", Org.Account, new JsonObject { ["Billing_Customer_Id__c"] = "NP_CUST_9" });

        JsonArray results = await ResultsAsync(
            org,
            "POST",
            "composite/sobjects",
            """
            {"records":[{"attributes":{"type":"Contact"},"LastName":"A","Account":{"Billing_Customer_Id__c":"NP_CUST_9"}},
              {"attributes":{"type":"Contact"},"LastName":"B","Account":{"Billing_Customer_Id__c":"NOBODY"} }]}
            """);

        Assert.Equal(Org.Account, org.Emulator.Find("Contact", results[0]!["id"]!.ToString())!["AccountId"]!.ToString());
        Assert.Equal("INVALID_FIELD", results[1]!["errors"]![0]!["statusCode"]!.ToString());
        Assert.StartsWith("Foreign key external ID: nobody not found for field Billing_Customer_Id__c", results[1]!["errors"]![0]!["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Ids_AnswersNullForWhatIsNotThere()
    {
        await using Org org = await Org.CreateAsync();

        JsonArray records = await ResultsAsync(org, "POST", "composite/sobjects/Account", $$"""{"ids":["{{Org.Account}}","001000000000000AAA"],"fields":["Name"]}""");

        Assert.Equal("NorthPeak GmbH", records[0]!["Name"]!.ToString());
        Assert.Null(records[1]);
    }

    private static async Task<JsonArray> ResultsAsync(Org org, string method, string path, string? body)
    {
        using HttpResponseMessage response = await org.SendAsync(method, path, body);
        JsonNode answer = await Fixture.JsonAsync(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToJsonString());
        return answer.AsArray();
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceCompositeTests
{
    private const string Base = "/services/data/v66.0";

    [Fact]
    public async Task Composite_UpsertThenChild_RefersToTheFirstAnswer()
    {
        await using Org org = await Org.CreateAsync();

        JsonArray parts = await PartsAsync(org, allOrNone: true, """{"LastName":"Harrison","AccountId":"@{NewAccount.id}"}""");

        // As published: 201 with a Location for both.
        Assert.Equal([201, 201], parts.Select(part => part!["httpStatusCode"]!.GetValue<int>()));
        Assert.Equal(["NewAccount", "newContact"], parts.Select(part => part!["referenceId"]!.ToString()));
        string account = parts[0]!["body"]!["id"]!.ToString();
        Assert.True(parts[0]!["body"]!["created"]!.GetValue<bool>());
        Assert.Equal($"{Base}/sobjects/Account/{account}", parts[0]!["httpHeaders"]!["Location"]!.ToString());
        Assert.Equal(account, org.Emulator.Find("Contact", parts[1]!["body"]!["id"]!.ToString())!["AccountId"]!.ToString());
    }

    [Theory]
    [InlineData(true, 400, 1)]
    [InlineData(false, 201, 2)]
    public async Task Composite_SecondFails_TheFirstStaysUnlessAllOrNone(bool allOrNone, int firstStatus, int accounts)
    {
        await using Org org = await Org.CreateAsync();

        JsonArray parts = await PartsAsync(org, allOrNone, """{"FirstName":"Nora"}""");

        Assert.Equal(firstStatus, parts[0]!["httpStatusCode"]!.GetValue<int>());
        Assert.Equal(allOrNone ? "PROCESSING_HALTED" : null, (parts[0]!["body"] as JsonArray)?[0]!["errorCode"]!.ToString());
        Assert.Equal("REQUIRED_FIELD_MISSING", parts[1]!["body"]![0]!["errorCode"]!.ToString());
        Assert.Equal(accounts, org.Emulator.Ids("Account").Count);
    }

    [Fact]
    public async Task Composite_QueryInside_AnswersItsPageAndCountsAsOneCall()
    {
        await using Org org = await Org.CreateAsync();
        string body = $$"""{"compositeRequest":[{"method":"GET","url":"{{Base}}/query/?q=SELECT+Id+FROM+Account","referenceId":"q"}]}""";

        using HttpResponseMessage response = await org.SendAsync("POST", "composite", body);

        JsonNode answer = await Fixture.JsonAsync(response);
        Assert.Equal(Org.Account, answer["compositeResponse"]![0]!["body"]!["records"]![0]!["Id"]!.ToString());
        Assert.Equal("api-usage=1/15000", Assert.Single(response.Headers.GetValues("Sforce-Limit-Info")));
    }

    [Fact]
    public async Task Composite_MoreThan25_IsRefused()
    {
        await using Org org = await Org.CreateAsync();
        string parts = string.Join(',', Enumerable.Range(0, 26).Select(n => $$"""{"method":"GET","url":"{{Base}}/limits","referenceId":"r{{n}}"}"""));

        using HttpResponseMessage response = await org.SendAsync("POST", "composite", $$"""{"compositeRequest":[{{parts}}]}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Composite_WithoutAReference_CarriesOutNothing()
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync(
            "POST",
            "composite",
            $$"""
            {"compositeRequest":[
              {"method":"POST","url":"{{Base}}/sobjects/Account","referenceId":"a","body":{"Name":"Acme"} },
              {"method":"POST","url":"{{Base}}/sobjects/Account","body":{"Name":"Acme"} }]}
            """);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Single(org.Emulator.Ids("Account"));
    }

    private static async Task<JsonArray> PartsAsync(Org org, bool allOrNone, string contact)
    {
        using HttpResponseMessage response = await org.SendAsync(
            "POST",
            "composite",
            $$"""
            {"allOrNone":{{(allOrNone ? "true" : "false")}},"compositeRequest":[
              {"method":"PATCH","url":"{{Base}}/sobjects/Account/Billing_Customer_Id__c/ID12345","referenceId":"NewAccount","body":{"Name":"Acme"} },
              {"method":"POST","url":"{{Base}}/sobjects/Contact","referenceId":"newContact","body":{{contact}} }]}
            """);
        return (await Fixture.JsonAsync(response))["compositeResponse"]!.AsArray();
    }
}

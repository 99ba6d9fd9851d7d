using System.Net;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Testing.Vendors.Tests;

public sealed class SalesforceBulkTests
{
    [Fact]
    public async Task Job_Complete_AnswersItsRowsAsCsv()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.Update("Account", Org.Account, new JsonObject { ["BillingStreet"] = "Haupt\"str.\" 1,\nHof" });
        string id = await BeginAsync(org, "SELECT Id, Name, Account.BillingStreet, Amount, CloseDate, IsWon, CreatedDate FROM Opportunity ORDER BY Amount DESC NULLS LAST");

        using HttpResponseMessage response = await org.SendAsync("GET", $"jobs/query/{id}/results");

        string csv = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("null", Header(response, "Sforce-Locator"));
        Assert.Equal("2", Header(response, "Sforce-NumberOfRecords"));
        Assert.Equal(
            "\"Id\",\"Name\",\"Account.BillingStreet\",\"Amount\",\"CloseDate\",\"IsWon\",\"CreatedDate\"\n"
            + "\"0065w000023STAmAAO\",\"NorthPeak - 5 seats\",\"Haupt\"\"str.\"\" 1,\nHof\",\"250.0\",\"2026-09-15\",\"true\",\"2026-09-01T08:00:00.000Z\"\n"
            + "\"0065w000023STAnAAO\",\"NorthPeak - renewal\",\"Haupt\"\"str.\"\" 1,\nHof\",\"\",\"2026-09-15\",\"false\",\"2026-09-01T08:00:00.000Z\"\n",
            csv);
    }

    [Fact]
    public async Task Job_OverTime_GoesThroughItsStates()
    {
        await using Org org = await Org.CreateAsync(new SalesforceEmulatorOptions { BulkJobDuration = TimeSpan.FromSeconds(10) });
        string id = await BeginAsync(org, "SELECT Id FROM Opportunity");

        string early = await StateAsync(org, id);
        org.Clock.Advance(TimeSpan.FromSeconds(5));
        string working = await StateAsync(org, id);
        using HttpResponseMessage tooEarly = await org.SendAsync("GET", $"jobs/query/{id}/results");
        org.Clock.Advance(TimeSpan.FromSeconds(5));
        string late = await StateAsync(org, id);

        Assert.Equal(["UploadComplete", "InProgress", "JobComplete"], [early, working, late]);
        Assert.Equal("INVALIDJOBSTATE", (await Fixture.JsonAsync(tooEarly))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task Results_MoreThanMaxRecords_ContinueAtTheLocatorAgainAndAgain()
    {
        await using Org org = await Org.CreateAsync();
        for (int number = 0; number < 5; number++)
        {
            org.Emulator.Create("Contact", new JsonObject { ["LastName"] = $"C{number}" });
        }

        string id = await BeginAsync(org, "SELECT LastName FROM Contact");
        var seen = new List<string>();
        string query = "?maxRecords=2";
        for (string? locator = null; locator != "null"; query = $"?maxRecords=2&locator={locator}")
        {
            using HttpResponseMessage response = await org.SendAsync("GET", $"jobs/query/{id}/results{query}");
            using HttpResponseMessage again = await org.SendAsync("GET", $"jobs/query/{id}/results{query}");
            string csv = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(csv, await again.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            seen.AddRange(csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1));
            locator = Header(response, "Sforce-Locator");
        }

        Assert.Equal(["\"C0\"", "\"C1\"", "\"C2\"", "\"C3\"", "\"C4\""], seen);
        using HttpResponseMessage wrong = await org.SendAsync("GET", $"jobs/query/{id}/results?locator=MTAw");
        Assert.Equal("INVALID_QUERY_LOCATOR", (await Fixture.JsonAsync(wrong))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task Job_AfterSevenDays_IsGone()
    {
        await using Org org = await Org.CreateAsync();
        string id = await BeginAsync(org, "SELECT Id FROM Opportunity");
        org.Clock.Advance(TimeSpan.FromDays(7));
        await org.LogInAsync();

        using HttpResponseMessage response = await org.SendAsync("GET", $"jobs/query/{id}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Job_FailedOrAbortedOrDeleted_HasNoResults()
    {
        await using Org org = await Org.CreateAsync(new SalesforceEmulatorOptions { BulkJobDuration = TimeSpan.FromSeconds(10) });
        org.Emulator.FailNextBulkJob();
        string failed = await BeginAsync(org, "SELECT Id FROM Opportunity");
        string aborted = await BeginAsync(org, "SELECT Id FROM Opportunity");
        string deleted = await BeginAsync(org, "SELECT Id FROM Opportunity");
        await org.SendAsync("PATCH", $"jobs/query/{aborted}", """{"state":"Aborted"}""");
        using HttpResponseMessage gone = await org.SendAsync("DELETE", $"jobs/query/{deleted}");
        org.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("Failed", await StateAsync(org, failed));
        Assert.Equal("Aborted", await StateAsync(org, aborted));
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        using HttpResponseMessage missing = await org.SendAsync("GET", $"jobs/query/{deleted}/results");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Job_QueryAll_HoldsTheDeletedAndWhatWasThereWhenItBegan()
    {
        await using Org org = await Org.CreateAsync();
        org.Emulator.Delete("Opportunity", Org.Won);
        string all = await BeginAsync(org, "SELECT Id FROM Opportunity", "queryAll");
        string alive = await BeginAsync(org, "SELECT Id FROM Opportunity");
        org.Emulator.Create("Opportunity", new JsonObject { ["Name"] = "Late", ["StageName"] = "Prospecting", ["CloseDate"] = "2026-10-01" });

        Assert.Equal(2, await CountAsync(org, all));
        Assert.Equal(1, await CountAsync(org, alive));
    }

    [Theory]
    [InlineData("SELECT BillingAddress FROM Account", "API_ERROR")]
    [InlineData("SELECT Id, (SELECT Id FROM OpportunityLineItems) FROM Opportunity", "API_ERROR")]
    [InlineData("SELECT Missing__c FROM Account", "INVALID_FIELD")]
    public async Task Begin_WhatBulkDoesNotDo_IsRefused(string soql, string code)
    {
        await using Org org = await Org.CreateAsync();

        using HttpResponseMessage response = await org.SendAsync("POST", "jobs/query", new JsonObject { ["operation"] = "query", ["query"] = soql }.ToJsonString());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(code, (await Fixture.JsonAsync(response))[0]!["errorCode"]!.ToString());
    }

    [Fact]
    public async Task Limits_TellCallsAndJobsAndRefuseWhatIsOver()
    {
        await using Org org = await Org.CreateAsync(new SalesforceEmulatorOptions { DailyApiRequests = 4, DailyBulkQueryJobs = 1 });
        await BeginAsync(org, "SELECT Id FROM Opportunity");

        using HttpResponseMessage limits = await org.SendAsync("GET", "limits");
        using HttpResponseMessage job = await org.SendAsync("POST", "jobs/query", """{"operation":"query","query":"SELECT Id FROM Account"}""");
        using HttpResponseMessage fourth = await org.SendAsync("GET", "limits");
        using HttpResponseMessage fifth = await org.SendAsync("GET", "limits");

        JsonNode left = await Fixture.JsonAsync(limits);
        Assert.Equal("""{"Max":4,"Remaining":2}""", left["DailyApiRequests"]!.ToJsonString());
        Assert.Equal("""{"Max":1,"Remaining":0}""", left["DailyBulkV2QueryJobs"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.Forbidden, job.StatusCode);
        Assert.Equal(HttpStatusCode.OK, fourth.StatusCode);
        Assert.Equal("api-usage=4/4", Header(fourth, "Sforce-Limit-Info"));
        Assert.Equal("REQUEST_LIMIT_EXCEEDED", (await Fixture.JsonAsync(fifth))[0]!["errorCode"]!.ToString());

        // The calls are a day old then.
        org.Clock.Advance(TimeSpan.FromHours(24));
        await org.LogInAsync();
        using HttpResponseMessage tomorrow = await org.SendAsync("GET", "limits");
        Assert.Equal("api-usage=1/4", Header(tomorrow, "Sforce-Limit-Info"));
    }

    private static async Task<string> BeginAsync(Org org, string soql, string operation = "query")
    {
        using HttpResponseMessage response = await org.SendAsync("POST", "jobs/query", new JsonObject { ["operation"] = operation, ["query"] = soql }.ToJsonString());
        JsonNode job = await Fixture.JsonAsync(response);
        Assert.Equal("UploadComplete", job["state"]!.ToString());
        Assert.StartsWith("750", job["id"]!.ToString(), StringComparison.Ordinal);
        return job["id"]!.ToString();
    }

    private static async Task<string> StateAsync(Org org, string id)
    {
        using HttpResponseMessage response = await org.SendAsync("GET", $"jobs/query/{id}");
        return (await Fixture.JsonAsync(response))["state"]!.ToString();
    }

    private static async Task<int> CountAsync(Org org, string id)
    {
        using HttpResponseMessage response = await org.SendAsync("GET", $"jobs/query/{id}");
        return (await Fixture.JsonAsync(response))["numberRecordsProcessed"]!.GetValue<int>();
    }

    private static string Header(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));
}

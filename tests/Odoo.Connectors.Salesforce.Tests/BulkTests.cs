using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;

namespace Odoo.Connectors.Salesforce.Tests;

/// <summary>Passes by query jobs, as the Bulk API 2.0 documents them.</summary>
public sealed class BulkTests
{
    private const string Job = "7505w00000XyzABAAZ";
    private const string Stamp = "2026-09-10T08:00:00.000Z";
    private const string Header = "\"Id\",\"SystemModstamp\",\"IsDeleted\",\"MasterRecordId\",\"Name\",\"Phone\",\"Website\",\"BillingStreet\",\"BillingCity\",\"BillingState\",\"BillingPostalCode\",\"BillingCountry\",\"ParentId\"\n";

    [Fact]
    public async Task Pass_OverEverything_BeginsAJobAndReadsItsSetsToTheEnd()
    {
        await using Scripted org = Org()
            .Answer("GET", $"/jobs/query/{Job}/results?maxRecords=2000", 200, Header + Row("001ZM000001QkdOYAS", "NorthPeak \"\"GmbH\"\", Berlin", "Hauptstr. 1\nHinterhof"), type: "text/csv", headers: ("Sforce-Locator", "MTAwMDA"))
            .Answer("GET", $"/jobs/query/{Job}/results?locator=MTAwMDA", 200, Header + Row("001ZM000001QkdPYAS", "South", ""), type: "text/csv", headers: ("Sforce-Locator", "null"))
            .Query("FROM Contact WHERE AccountId IN", """{"AccountId":"001ZM000001QkdOYAS","Id":"0035w000035gg9GAAQ","Name":"Nora Peak","Email":"nora@northpeak.example","Phone":null}""", """{"AccountId":"001ZM000001QkdOYAS","Id":"0035w000035gg9HAAQ","Name":"Second","Email":null,"Phone":null}""");

        PollPage begun = await NextAsync(org, org.Adapter.Begin("accounts", null));
        org.Clock.Advance(TimeSpan.FromHours(1));
        PollPage first = await NextAsync(org, begun.Watermark);
        PollPage last = await NextAsync(org, first.Watermark);

        Assert.Equal((0, true, 1, true, 1, false), (begun.Deliveries.Count, begun.HasMore, first.Deliveries.Count, first.HasMore, last.Deliveries.Count, last.HasMore));
        string body = Assert.Single(org.Calls, c => c.Method == "POST").Body;
        Assert.Equal("""{"operation":"query","query":"SELECT Id, SystemModstamp, IsDeleted, MasterRecordId, Name, Phone, Website, BillingStreet, BillingCity, BillingState, BillingPostalCode, BillingCountry, ParentId FROM Account"}""", body);
        var customer = Assert.IsType<Customer>(org.Adapter.DecodeChange(first.Deliveries[0]).Record);
        Assert.Equal(("NorthPeak \"GmbH\", Berlin", "Hauptstr. 1\nHinterhof", "nora@northpeak.example", "DE"), (customer.Name, customer.BillingAddress!.Street, customer.Email, customer.BillingAddress.Country));
        Assert.Null(Assert.IsType<Customer>(org.Adapter.DecodeChange(last.Deliveries[0]).Record).Email);
        // What changed while the job ran is for the polls: they go on from where it began.
        Assert.StartsWith("2026-09-20T12:00:00.0000000Z|", last.Watermark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_AfterARestart_GoesOnWithTheSameJobAndSet()
    {
        await using Scripted org = Org()
            .Answer("GET", "results?maxRecords", 200, Header + Row("001ZM000001QkdOYAS", "North", ""), type: "text/csv", headers: ("Sforce-Locator", "Mg=="))
            .Query("FROM Contact");
        PollPage first = await NextAsync(org, (await NextAsync(org, org.Adapter.Begin("accounts", null))).Watermark);

        await using Scripted after = Org()
            .Answer("GET", "results?locator=Mg==", 200, Header + Row("001ZM000001QkdPYAS", "South", ""), type: "text/csv", headers: ("Sforce-Locator", "null"))
            .Query("FROM Contact");
        PollPage last = await NextAsync(after, first.Watermark);

        Assert.Equal("001ZM000001QkdPYAS", Assert.Single(last.Deliveries).Subject.Id);
        Assert.DoesNotContain(after.Calls, c => c.Method == "POST");
    }

    [Fact]
    public async Task Pass_OverOpportunities_ReadsLinesContactsAndAccountsBesides()
    {
        await using Scripted org = Org()
            .Answer("GET", "/results", 200, $"Id,SystemModstamp,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,IsClosed,IsWon,CurrencyIsoCode\n0065w000023STAmAAO,{Stamp},false,001ZM000001QkdOYAS,Won,Closed Won,250.0,2026-09-15,true,true,EUR\n0065w000023STAnAAO,{Stamp},false,,No account yet,New,,2026-09-15,false,false,EUR\n", type: "text/csv")
            .Query("FROM OpportunityLineItem WHERE OpportunityId IN ('0065w000023STAmAAO')", """{"OpportunityId":"0065w000023STAmAAO","Id":"00k5w00000B1c2dAAA","Quantity":5.0,"UnitPrice":50.0,"TotalPrice":250.0,"Product2":{"ProductCode":"SEAT","Name":"Seat"}}""")
            .Query("FROM OpportunityContactRole WHERE OpportunityId IN ('0065w000023STAmAAO')", """{"OpportunityId":"0065w000023STAmAAO","Id":"00K5w00000B1c2dAAA","ContactId":"0035w000035gg9GAAQ","IsPrimary":true}""")
            .Query("FROM Account WHERE Id IN", $$"""{"Id":"001ZM000001QkdOYAS","Name":"NorthPeak GmbH","SystemModstamp":"{{Stamp}}"}""");

        PollPage page = await NextAsync(org, (await NextAsync(org, org.Adapter.Begin("opportunities", null), "opportunities")).Watermark, "opportunities");

        var deal = Assert.IsType<Deal>(org.Adapter.DecodeChange(Assert.Single(page.Deliveries)).Record);
        Assert.Equal((true, 250m, "NorthPeak GmbH", "SEAT", 5m), (deal.IsWon, deal.Amount!.Value.Amount, deal.Customer.Name, deal.Lines[0].ProductCode, deal.Lines[0].Quantity));
        Assert.Equal("0035w000035gg9GAAQ", Assert.Single(deal.Contacts).Id);
    }

    [Fact]
    public async Task Pass_JobAtWork_IsWaitedForAWhileAndThenAskedForLater()
    {
        HastyTime time = new();
        await using Scripted org = new Scripted(time: time).Query("/limits").Answer("POST", "/jobs/query", 200, $$"""{"id":"{{Job}}","state":"UploadComplete"}""");
        org.Answer("GET", $"/jobs/query/{Job}$", 200, $$"""{"id":"{{Job}}","state":"InProgress"}""");
        PollPage begun = await NextAsync(org, org.Adapter.Begin("accounts", null));

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => NextAsync(org, begun.Watermark));

        Assert.Equal(ErrorKind.Transient, e.Kind);
        Assert.Equal([1, 2, 4, 8, 16], time.Delays.Where(d => d < TimeSpan.FromSeconds(60)).Select(d => (int)d.TotalSeconds));
    }

    [Fact]
    public async Task Pass_JobNoLongerKept_IsBegunAnew()
    {
        await using Scripted org = new Scripted().Query("/limits").Answer("POST", "/jobs/query", 200, $$"""{"id":"{{Job}}","state":"UploadComplete"}""");

        PollPage page = await NextAsync(org, "bulk|639145728000000000|7505w00000OldABAAZ|");

        Assert.True(page.HasMore);
        Assert.Contains(Job, page.Watermark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(16, true)]
    public async Task Pass_JobThatFailed_IsACaseAndLaterBegunAnew(int minutes, bool again)
    {
        await using Scripted org = new Scripted().Query("/limits").Answer("POST", "/jobs/query", 200, $$"""{"id":"{{Job}}","state":"UploadComplete"}""");
        org.Answer("GET", $"/jobs/query/{Job}$", 200, $$"""{"id":"{{Job}}","state":"Failed","errorMessage":"canary-words"}""");
        PollPage begun = await NextAsync(org, org.Adapter.Begin("accounts", null));
        org.Clock.Advance(TimeSpan.FromMinutes(minutes));

        if (again)
        {
            Assert.True((await NextAsync(org, begun.Watermark)).HasMore);
            Assert.Equal(2, org.Calls.Count(c => c.Method == "POST"));
            return;
        }

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => NextAsync(org, begun.Watermark));
        Assert.Equal((ErrorKind.Configuration, "canary-words"), (e.Kind, e.ServerText.Reveal()));
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_NoJobsLeftToday_WaitsAndBeginsNone()
    {
        await using Scripted org = new Scripted().Answer("GET", "/limits", 200, """{"DailyBulkV2QueryJobs":{"Max":10000,"Remaining":0},"DailyApiRequests":{"Max":15000,"Remaining":14998}}""");

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => NextAsync(org, org.Adapter.Begin("accounts", null)));

        Assert.Equal(ErrorKind.RateLimited, e.Kind);
        Assert.DoesNotContain(org.Calls, c => c.Method == "POST");
    }

    [Theory]
    [InlineData("Id,Name\n001,\"open")]
    [InlineData("Id,Name\n001ZM000001QkdOYAS\n")]
    [InlineData("<html>canary</html>")]
    public async Task Pass_ResultsThatAreNoCsv_AreAProtocolErrorAndQuoteNothing(string body)
    {
        await using Scripted org = Org().Answer("GET", "/results", 200, body, type: "text/csv");
        PollPage begun = await NextAsync(org, org.Adapter.Begin("accounts", null));

        var e = await Assert.ThrowsAnyAsync<ConnectorException>(() => NextAsync(org, begun.Watermark));

        Assert.Equal(ErrorKind.Protocol, e.Kind);
        Assert.DoesNotContain("001", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_FromAnInstantOrWithoutBulkOrForLines_ReadsByQuery()
    {
        DateTimeOffset from = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
        await using Scripted org = new();
        await using Scripted without = new(o => o.BulkBackfill = false);

        Assert.StartsWith("2026-09-01T00:05:00", org.Adapter.Begin("accounts", from), StringComparison.Ordinal);
        Assert.Null(without.Adapter.Begin("accounts", null));
        Assert.Null(org.Adapter.Begin("lines", null));
        Assert.Equal("bulk", org.Adapter.Begin("accounts", null));
    }

    [Fact]
    public async Task Begin_OverEverythingWherePollsStartLater_LeavesNothingOut()
    {
        await using Rig rig = Rig.Create(configure: o => (o.BulkBackfill, o.StartAt) = (false, new DateTimeOffset(2026, 9, 20, 12, 0, 0, TimeSpan.Zero)));
        rig.Clock.Advance(TimeSpan.FromDays(1));

        PollPage polled = await rig.PollAsync(stream: "accounts");
        PollPage passed = await rig.PollAsync(rig.Adapter.Begin("accounts", null), "accounts");

        // The fixture's account was changed on 10 September.
        Assert.Empty(polled.Deliveries);
        Assert.Equal(Rig.Account, Assert.Single(passed.Deliveries).Subject.Id);
    }

    private static Scripted Org() => new Scripted()
        .Answer("GET", "/limits", 200, Rig.Fixture("limits"))
        .Answer("POST", "/jobs/query", 200, $$"""{"id":"{{Job}}","operation":"query","object":"Account","state":"UploadComplete","contentType":"CSV"}""")
        .Answer("GET", $"/jobs/query/{Job}$", 200, $$"""{"id":"{{Job}}","state":"JobComplete","numberRecordsProcessed":2}""");

    private static string Row(string id, string name, string street) => $"\"{id}\",\"{Stamp}\",\"false\",\"\",\"{name}\",\"\",\"\",\"{street}\",\"Berlin\",\"\",\"10115\",\"Germany\",\"\"\n";

    private static Task<PollPage> NextAsync(Scripted org, string? watermark, string stream = "accounts") =>
        org.Adapter.PollAsync(stream, watermark, TestContext.Current.CancellationToken);
}

using System.Globalization;
using System.Text.Json.Nodes;
using Odoo.Connectors.Model;
using Odoo.Connectors.Sync;
using Odoo.Connectors.Testing;

namespace Odoo.Connectors.Salesforce.Tests;

public sealed class PollTests
{
    private const string Moment = "2026-09-18T10:00:00.000+0000";

    [Fact]
    public async Task Poll_Opportunities_DeliversThemInEveryStage()
    {
        await using Rig rig = Rig.Create(withOpen: true);

        (List<Delivery> deliveries, string? watermark) = await rig.PollAllAsync();

        Assert.Equal([Rig.Won, Rig.Open], deliveries.Select(d => d.Subject.Id));
        Delivery delivery = deliveries[0];
        Assert.Equal("Opportunity", delivery.Kind);
        Assert.Equal(new ExternalRef("crm", "deal", Rig.Won), delivery.Subject);
        Assert.Equal($"crm:{Rig.Account}", delivery.Lane);
        Assert.Null(delivery.DedupeKey);
        Assert.Equal(new DateTimeOffset(2026, 9, 15, 9, 30, 0, TimeSpan.Zero), delivery.OccurredAt);
        Assert.Equal("NorthPeak GmbH", JsonNode.Parse(delivery.Payload.Span)!["Account"]!["Name"]!.GetValue<string>());
        Assert.StartsWith($"2026-09-15T09:31:00.0000000Z|{Rig.Open}|", watermark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_Accounts_SharesTheLaneOfItsDeals()
    {
        await using Rig rig = Rig.Create();

        (List<Delivery> deliveries, _) = await rig.PollAllAsync(stream: "accounts");

        Delivery delivery = Assert.Single(deliveries);
        Assert.Equal("Account", delivery.Kind);
        Assert.Equal(new ExternalRef("crm", "customer", Rig.Account), delivery.Subject);
        Assert.Equal($"crm:{Rig.Account}", delivery.Lane);
        Change change = rig.Adapter.DecodeChange(delivery);
        Assert.Equal(ChangeKinds.CustomerSeen, change.Kind);
        Assert.Equal("NorthPeak GmbH", Assert.IsType<Customer>(change.Record).Name);
    }

    [Fact]
    public async Task Poll_300RowsOfOneMoment_LosesNone()
    {
        await using Rig rig = Rig.Create(new SalesforceEmulatorOptions { PageSize = 70 });
        string[] ids = Fill(rig, 300);

        (List<Delivery> deliveries, _) = await rig.PollAllAsync();

        Assert.Equal(ids.Append(Rig.Won).Order(StringComparer.Ordinal), deliveries.Select(d => d.Subject.Id).Order(StringComparer.Ordinal));
        Assert.Equal(5, rig.Emulator.Calls.Count(c => c.Path.Contains("/query", StringComparison.Ordinal)
            && !Uri.UnescapeDataString(c.Query).Contains("FROM Account", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Poll_RestartAfterEachPage_LosesNone()
    {
        await using Rig rig = Rig.Create(new SalesforceEmulatorOptions { PageSize = 200 });
        string[] ids = Fill(rig, 300);
        PollPage first = await rig.PollAsync();
        await using Rig after = rig.Restart();

        (List<Delivery> rest, _) = await after.PollAllAsync(first.Watermark);

        Assert.True(first.HasMore);
        Assert.Empty(ids.Except(first.Deliveries.Concat(rest).Select(d => d.Subject.Id)));
    }

    [Fact]
    public async Task Poll_RestartAfterEveryPageOfOneMoment_ComesToItsEndAndLosesNone()
    {
        await using Rig rig = Rig.Create(new SalesforceEmulatorOptions { PageSize = 200 });
        string[] ids = Fill(rig, 700);
        List<string> found = [];
        PollPage page = await rig.PollAsync();
        for (int restarts = 0; page.HasMore && restarts < 10; restarts++)
        {
            found.AddRange(page.Deliveries.Select(d => d.Subject.Id));
            await using Rig after = rig.Restart();
            page = await after.PollAsync(page.Watermark);
        }

        found.AddRange(page.Deliveries.Select(d => d.Subject.Id));
        Assert.False(page.HasMore);
        Assert.Equal(ids.Append(Rig.Won).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Poll_ChangedTwiceWithinOneSecond_DeliversBoth()
    {
        await using Rig rig = Rig.Create();
        (_, string? watermark) = await rig.PollAllAsync(stream: "accounts");
        JsonObject account = (JsonObject)rig.Emulator.Find("Account", Rig.Account)!.DeepClone();

        // Salesforce stamps whole seconds: the second change carries the stamp of the first.
        account["Name"] = "NorthPeak SE";
        rig.Emulator.Put(account);
        (List<Delivery> deliveries, _) = await rig.PollAllAsync(watermark, "accounts");

        Change change = rig.Adapter.DecodeChange(Assert.Single(deliveries));
        Assert.Equal("NorthPeak SE", Assert.IsType<Customer>(change.Record).Name);
    }

    [Fact]
    public async Task Poll_AgainWithoutChanges_DeliversNothing()
    {
        await using Rig rig = Rig.Create();
        (_, string? watermark) = await rig.PollAllAsync();

        (List<Delivery> again, string? same) = await rig.PollAllAsync(watermark);

        Assert.Empty(again);
        Assert.Equal(watermark, same);
    }

    [Fact]
    public async Task Poll_PageWasNotStored_DeliversItAgain()
    {
        await using Rig rig = Rig.Create();
        (_, string? watermark) = await rig.PollAllAsync();
        rig.PutWon("0065w000023STB1", "2026-09-15T09:29:00.000+0000");
        PollPage lost = await rig.PollAsync(watermark);

        PollPage again = await rig.PollAsync(watermark);

        Assert.Contains(lost.Deliveries, d => d.Subject.Id.StartsWith("0065w000023STB1", StringComparison.Ordinal));
        Assert.Contains(again.Deliveries, d => d.Subject.Id.StartsWith("0065w000023STB1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-09-15T09:25:00.000+0000", true)]
    [InlineData("2026-09-15T09:24:59.000+0000", false)]
    public async Task Poll_RowCommittedLate_IsFoundInsideTheOverlap(string modified, bool found)
    {
        await using Rig rig = Rig.Create();
        (_, string? watermark) = await rig.PollAllAsync();
        rig.PutWon("0065w000023STB1", modified);

        PollPage page = await rig.PollAsync(watermark);

        Assert.Equal(found ? 1 : 0, page.Deliveries.Count);
        Assert.StartsWith("2026-09-15T09:30:00.0000000Z|", page.Watermark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_ChangedDeal_IsDeliveredAgain()
    {
        await using Rig rig = Rig.Create();
        (_, string? watermark) = await rig.PollAllAsync();
        rig.PutWon(Rig.Won, "2026-09-15T09:30:01.000+0000");

        (List<Delivery> again, _) = await rig.PollAllAsync(watermark);

        Assert.Equal(Rig.Won, Assert.Single(again).Subject.Id);
    }

    [Fact]
    public async Task Poll_RowYoungerThanOurClock_WatermarkStaysAtTheQueryStart()
    {
        await using Rig rig = Rig.Create();
        rig.PutWon("0065w000023STB1", "2026-09-20T12:03:00.000+0000");

        (List<Delivery> deliveries, string? watermark) = await rig.PollAllAsync();

        Assert.Equal(2, deliveries.Count);
        Assert.StartsWith("2026-09-20T12:00:00.0000000Z|", watermark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poll_CursorIsGone_QueriesAgainFromTheWatermark()
    {
        bool gone = true;
        await using Rig rig = Rig.Create(new SalesforceEmulatorOptions { PageSize = 200 }, wrap: inner => new StubHandler(inner, request =>
        {
            bool stub = gone && request.RequestUri!.AbsolutePath.Contains("/query/01g", StringComparison.Ordinal);
            gone = gone && !stub;
            return stub ? StubHandler.Json(400, """[{"message":"invalid query locator","errorCode":"INVALID_QUERY_LOCATOR"}]""") : null;
        }));
        string[] ids = Fill(rig, 300);

        (List<Delivery> deliveries, _) = await rig.PollAllAsync();

        Assert.False(gone);
        Assert.Equal(301, deliveries.Count);
        Assert.Empty(ids.Except(deliveries.Select(d => d.Subject.Id)));
    }

    [Fact]
    public async Task Poll_StartAt_LeavesOlderRecordsOut()
    {
        await using Rig rig = Rig.Create(configure: o => o.StartAt = new DateTimeOffset(2026, 9, 16, 0, 0, 0, TimeSpan.Zero));

        PollPage page = await rig.PollAsync();

        Assert.Empty(page.Deliveries);
        Assert.Null(page.Watermark);
    }

    [Fact]
    public async Task Poll_LinesOnSeveralPages_AreAllThere()
    {
        JsonNode answer = JsonNode.Parse(Rig.Fixture("query_opportunities_page1"))!;
        JsonArray lines = answer["records"]![0]!["OpportunityLineItems"]!["records"]!.AsArray();
        string second = $$"""{"totalSize":2,"done":true,"records":[{{lines[1]!.ToJsonString()}}]}""";
        lines.RemoveAt(1);
        answer["records"]!.AsArray().RemoveAt(1);
        (answer["done"], answer["records"]![0]!["OpportunityLineItems"]!["done"]) = (true, false);
        answer["records"]![0]!["OpportunityLineItems"]!["nextRecordsUrl"] = "/services/data/v66.0/query/01gLINES-1";
        string first = answer.ToJsonString();
        await using Rig rig = Rig.Create(wrap: inner => new StubHandler(inner, request => Uri.UnescapeDataString(request.RequestUri!.PathAndQuery) switch
        {
            var path when path.EndsWith("/query/01gLINES-1", StringComparison.Ordinal) => StubHandler.Json(200, second),
            var path when path.Contains("FROM Opportunity ", StringComparison.Ordinal) => StubHandler.Json(200, first),
            _ => null,
        }));

        PollPage page = await rig.PollAsync();

        var deal = (Deal)rig.Adapter.DecodeChange(Assert.Single(page.Deliveries)).Record!;
        Assert.Equal([("SEAT", 5m, 40m), ("ONB", 1m, 50m)], deal.Lines.Select(l => (l.ProductCode, l.Quantity, l.UnitPrice)));
    }

    private static string[] Fill(Rig rig, int count)
    {
        string[] ids = [.. Enumerable.Range(0, count).Select(i => $"0065w0000{i.ToString("D6", CultureInfo.InvariantCulture)}")];
        foreach (string id in ids)
        {
            rig.PutWon(id, Moment);
        }

        // An id without capitals has the checksum AAA, the w and the digits included.
        return [.. ids.Select(id => $"{id}AAA")];
    }
}

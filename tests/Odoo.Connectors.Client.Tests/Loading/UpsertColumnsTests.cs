using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Loading;

public sealed class UpsertColumnsTests
{
    [Fact]
    public async Task UpsertAsync_RecordedSubRows_SendsTheSameAndTakesOneIdForEachRecord()
    {
        OdooUpsertResult result = await TypedReplayTests.ReplayAsync("load.json", "load o2m sub-rows", client => client.UpsertAsync(
            "res.partner", ["name", "child_ids/id", "child_ids/name"],
            [
                new OdooUpsertRow(OdooExternalId.Parse("bill.cust_9"), ["Nine", "bill.cust_9_a", "Nine A"]) { SubRows = [["", "bill.cust_9_b", "Nine B"]] },
                UpsertTests.Row("bill.cust_10", "Ten", "", ""),
            ], cancellationToken: Rig.Token));

        Assert.Equal([31L, 32L], result.Ids);
    }

    [Fact]
    public async Task UpsertAsync_ErrorInASubRow_IsItsRecords()
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse("""
            {"ids": false, "messages": [{"rows": {"from": 1, "to": 2}, "record": 1, "type": "error", "message": "no"}], "nextrow": 0}
            """)));

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name", "child_ids/id", "child_ids/name"],
            [UpsertTests.Row("b.a", "A"), new OdooUpsertRow(OdooExternalId.Parse("b.b"), ["B", "b.b1", "B1"]) { SubRows = [[null, "b.b2", "B2"]] }],
            new OdooUpsertOptions { ChunkSize = 3 }, cancellationToken: Rig.Token);

        // The second answer names a row that was not sent, so that the first record is told as refused without one.
        Assert.Equal([OdooUpsertOutcome.Refused, OdooUpsertOutcome.Refused], result.Rows.Select(r => r.Outcome));
        Assert.Equal(2, result.Calls);
    }

    [Theory]
    [InlineData("child_ids/name")]
    [InlineData("child_ids/child_ids/id")]
    public async Task UpsertAsync_LinesWithoutAColumnForTheirIds_AreRefused(string column)
    {
        using Rig rig = new(NothingMayBeSent);

        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.UpsertAsync("res.partner", [column], [UpsertTests.Row("b.a", "x")], cancellationToken: Rig.Token));

        Assert.Contains("child_ids/id", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsertAsync_BadRows_AreRefusedBeforeAnythingIsSent()
    {
        using Rig rig = new(NothingMayBeSent);
        string[] lines = ["name", "child_ids/id", "child_ids/name"];

        await RefusedAsync(["name"], [UpsertTests.Row("b.a", "A"), UpsertTests.Row("b.a", "B")]);
        await RefusedAsync(["name"], [UpsertTests.Row("b.a", "A", "too long")]);
        await RefusedAsync(["id", "name"], [UpsertTests.Row("b.a", "x", "A")]);
        await RefusedAsync([], [UpsertTests.Row("b.a")]);
        await RefusedAsync(lines, [UpsertTests.Row("b.a", "A", "", "a line without its id")]);
        await RefusedAsync(lines, [new OdooUpsertRow(OdooExternalId.Parse("b.a"), ["A"]) { SubRows = [["a record", "b.c", "C"]] }]);

        Task RefusedAsync(string[] fields, OdooUpsertRow[] rows) =>
            Assert.ThrowsAsync<ArgumentException>(() => rig.Client.UpsertAsync("res.partner", fields, rows, cancellationToken: Rig.Token));
    }

    [Fact]
    public async Task UpsertAsync_ReferencesByExternalId_AreNoLines()
    {
        OdooUpsertResult result = await TypedReplayTests.ReplayAsync("load.json", "load many2one by xmlid", client => client.UpsertAsync(
            "res.partner", ["name", "country_id/id", "parent_id/id"], [UpsertTests.Row("bill.cust_4", "Four", "base.de", "bill.cust_1")], cancellationToken: Rig.Token));

        Assert.Equal([26L], result.Ids);
    }

    [Fact]
    public async Task UpsertAsync_NoRows_SendsNothing()
    {
        using Rig rig = new(NothingMayBeSent);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], [], cancellationToken: Rig.Token);

        Assert.True(result.Succeeded);
        Assert.Empty(result.Ids);
    }

    private static HttpResponseMessage NothingMayBeSent(StubRequest request) => throw new InvalidOperationException("Nothing may be sent.");
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

public sealed class LoadTests
{
    [Fact]
    public async Task LoadAsync_RecordedSuccess_GivesIdsInRowOrder()
    {
        var result = await TypedReplayTests.ReplayAsync("load.json", "load create with external id", client => client.LoadAsync(
            "res.partner", ["id", "name", "ref", "is_company", "email"],
            [["bill.cust_1", "Load One", "L1", true, "one@x.example"], ["cust_2", "Load Two", "L2", false, ""]],
            cancellationToken: Rig.Token));

        Assert.True(result.Succeeded);
        Assert.Equal([22L, 23L], result.Ids);
        Assert.Null(result.Kind);
    }

    [Fact]
    public async Task LoadAsync_RecordedBadRow_NamesRowAndField()
    {
        var result = await TypedReplayTests.ReplayAsync("load.json", "load one bad row of three: all rolled back", client => client.LoadAsync(
            "res.partner", ["id", "name", "type"],
            [["bill.bad_1", "B1", "contact"], ["bill.bad_2", "B2", "zzz"], ["bill.bad_3", "B3", "contact"]],
            cancellationToken: Rig.Token));

        Assert.False(result.Succeeded);
        Assert.Throws<InvalidOperationException>(() => result.Ids);
        var error = Assert.Single(result.Errors);
        Assert.Equal((1, 1, "type", ErrorKind.Validation), (error.FromRow, error.ToRow, error.Field, error.Kind));
        Assert.Equal("Value 'zzz' not found in selection field 'Address Type'", error.Message.Reveal());
        Assert.DoesNotContain("zzz", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_RecordedConflict_IsTransient()
    {
        var result = await LoadAsync(Transcript.Get("transactions.json", "load: another transaction commits the same new external id meanwhile"));

        Assert.False(result.Succeeded);
        Assert.Equal(ErrorKind.Transient, result.Kind);
    }

    [Fact]
    public async Task LoadAsync_RecordedPostedInvoice_SpansItsRows()
    {
        var result = await LoadAsync(Transcript.Get("invoices-idempotency.json", "load a posted invoice again"));

        var error = Assert.Single(result.Errors);
        Assert.Equal((0, 1, null), (error.FromRow, error.ToRow, error.Field));
    }

    [Theory]
    [InlineData("""{"ids":false,"messages":[],"nextrow":0}""")]
    [InlineData("""{"ids":false}""")]
    public async Task LoadAsync_FalseWithoutMessages_IsStillAFailure(string answer)
    {
        using var rig = new Rig(request => Answer.Result(request, JsonNode.Parse(answer)));

        var result = await rig.Client.LoadAsync("res.partner", ["id"], [["a.b"]], cancellationToken: Rig.Token);

        Assert.False(result.Succeeded);
        Assert.Equal(ErrorKind.Validation, result.Kind);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("""{"ids":null,"messages":[]}""")]
    [InlineData("""{"ids":[],"messages":[]}""")]
    [InlineData("""{"ids":[false],"messages":[]}""")]
    [InlineData("""{"ids":[1],"messages":[{"type":"error","message":"x","rows":{"from":0,"to":0}}]}""")]
    public async Task LoadAsync_NeitherSuccessNorFailure_IsUnknown(string answer)
    {
        using var rig = new Rig(request => Answer.Result(request, JsonNode.Parse(answer)));

        var e = await Assert.ThrowsAsync<OdooTransportException>(() =>
            rig.Client.LoadAsync("res.partner", ["id"], [["a.b"]], cancellationToken: Rig.Token));

        Assert.Equal(ErrorKind.Unknown, e.Kind);
    }

    [Fact]
    public async Task LoadAsync_MomentUnderForeignZone_IsRefused()
    {
        using var rig = new Rig(request => Answer.Result(request, JsonNode.Parse("""{"ids":[6],"messages":[]}""")));
        IReadOnlyList<IReadOnlyList<JsonNode?>> rows = [["a.b", new DateTimeOffset(2026, 7, 1, 14, 0, 0, TimeSpan.FromHours(2))]];

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.LoadAsync("crm.lead", ["id", "date_closed"], rows,
            new OdooContext { TimeZone = "Europe/Berlin" }, Rig.Token));
        await rig.Client.LoadAsync("crm.lead", ["id", "date_closed"], rows, cancellationToken: Rig.Token);

        Assert.Equal("2026-07-01 12:00:00", Assert.Single(rig.Handler.Calls).Args[5]![1]![0]![1]!.GetValue<string>());
    }

    private static async Task<OdooLoadResult> LoadAsync(JsonObject exchange)
    {
        using var rig = new Rig(request => Transcript.Reply(exchange, request));
        var args = Transcript.ExecuteKwArgs(exchange)![5]!.AsArray();
        return await rig.Client.LoadAsync("res.partner", [.. args[0]!.AsArray().Select(f => f!.GetValue<string>())],
            [.. args[1]!.AsArray().Select(row => (IReadOnlyList<JsonNode?>)[.. row!.AsArray()])], cancellationToken: Rig.Token);
    }
}

using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Loading;

public sealed class UpsertTests
{
    private readonly LoadStub _odoo = new();

    [Fact]
    public async Task UpsertAsync_RecordedBadRow_SendsTheSameAndThenTheGoodOnes()
    {
        JsonObject exchange = Transcript.Get("load.json", "load one bad row of three: all rolled back");
        using Rig rig = new(request => request.Args[5]![1]!.AsArray().Count == 3 ? Transcript.Reply(exchange, request) : _odoo.Reply(request));

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name", "type"],
            [Row("bill.bad_1", "B1", "contact"), Row("bill.bad_2", "B2", "zzz"), Row("bill.bad_3", "B3", "contact")], cancellationToken: Rig.Token);

        TranscriptReplayTests.AssertSame(exchange["request"]!["body"]!["params"], rig.Handler.Calls[0].Params);
        Assert.Equal(["bill.bad_1", "bill.bad_3"], rig.Handler.Calls[1].Args[5]![1]!.AsArray().Select(r => r![0]!.GetValue<string>()));
        Assert.Equal(2, result.Calls);
        Assert.Equal([OdooUpsertOutcome.Loaded, OdooUpsertOutcome.Refused, OdooUpsertOutcome.Loaded], result.Rows.Select(r => r.Outcome));
        OdooUpsertRowResult refused = Assert.Single(result.Refused);
        Assert.Equal((1, "type", ErrorKind.Validation, null), (refused.Index, refused.Field, refused.Kind, refused.Id));
        Assert.Equal("Value 'zzz' not found in selection field 'Address Type'", refused.Message.Reveal());
        Assert.DoesNotContain("zzz", refused.ToString(), StringComparison.Ordinal);
        Assert.False(result.Succeeded);
        Assert.Throws<InvalidOperationException>(() => result.Ids);
    }

    [Fact]
    public async Task UpsertAsync_ManyRows_GoesInChunksAndRepeatsInPlace()
    {
        OdooUpsertRow[] rows = Rows(1234);
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult first = await rig.Client.UpsertAsync("res.partner", ["name"], rows, cancellationToken: Rig.Token);
        OdooUpsertResult again = await rig.Client.UpsertAsync("res.partner", ["name"], rows, cancellationToken: Rig.Token);

        Assert.Equal([500, 500, 234, 500, 500, 234], _odoo.Calls);
        Assert.True(first.Succeeded);
        Assert.Equal(first.Ids, again.Ids);
        Assert.Equal(1234, _odoo.Kept.Count);
    }

    [Fact]
    public async Task UpsertAsync_ThirtyBadRowsNamedTenAtATime_LoadsAllOthersInFourCalls()
    {
        _odoo.Bad.UnionWith(Enumerable.Range(0, 30).Select(i => $"n{i * 13}"));
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], Rows(500), cancellationToken: Rig.Token);

        Assert.Equal([500, 490, 480, 470], _odoo.Calls);
        Assert.Equal(Enumerable.Range(0, 30).Select(i => i * 13), result.Refused.Select(r => r.Index));
        Assert.Equal(470, result.Rows.Count(r => r.Outcome == OdooUpsertOutcome.Loaded));
        Assert.Null(result.Failure);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(21)]
    [InlineData(32)]
    public async Task UpsertAsync_OnePoisonedRowThatNobodyNames_IsFoundInTwiceTheLogarithm(int count)
    {
        for (int poisoned = 0; poisoned < count; poisoned++)
        {
            await FindAsync(count, poisoned);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(249)]
    [InlineData(250)]
    [InlineData(333)]
    [InlineData(498)]
    [InlineData(499)]
    public async Task UpsertAsync_OnePoisonedOf500_IsFoundInTwiceTheLogarithm(int poisoned) => await FindAsync(500, poisoned);

    [Fact]
    public async Task UpsertAsync_SeveralPoisoned_LoadsAllOthers()
    {
        LoadStub odoo = new() { NamesRows = false };
        odoo.Bad.UnionWith(["n3", "n4", "n70"]);
        using Rig rig = new(odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], Rows(100), cancellationToken: Rig.Token);

        Assert.Equal([3, 4, 70], result.Refused.Select(r => r.Index));
        Assert.Equal(97, odoo.Kept.Count);
    }

    [Fact]
    public async Task UpsertAsync_EveryRowIsRefusedWithoutAName_StopsAfterAFew()
    {
        // As for a column that does not exist.
        using Rig rig = new(request =>
        {
            _odoo.Calls.Add(0);
            return Answer.Error(request, "builtins.ValueError", "Invalid field name 'nosuch'");
        });

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["nosuch"], Rows(1000), cancellationToken: Rig.Token);

        Assert.True(_odoo.Calls.Count <= 15, $"{_odoo.Calls.Count} calls");
        Assert.Equal("builtins.ValueError", Assert.IsType<OdooServerException>(result.Failure).ExceptionName);
        Assert.Equal(3, result.Refused.Count());
        Assert.Equal(997, result.Rows.Count(r => r.Outcome == OdooUpsertOutcome.Left));
    }

    [Theory]
    [InlineData("odoo.exceptions.AccessError", ErrorKind.Permission)]
    [InlineData("odoo.exceptions.AccessDenied", ErrorKind.Authentication)]
    public async Task UpsertAsync_NotAllowed_StopsAtOnceAndLosesNothingThatWasDone(string name, ErrorKind kind)
    {
        _odoo.Instead = (call, request) => call == 2 ? Answer.Error(request, name, "no") : null;
        using Rig rig = new(_odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], Rows(30), new OdooUpsertOptions { ChunkSize = 10 }, cancellationToken: Rig.Token);

        Assert.Equal(2, result.Calls);
        Assert.Equal(kind, Assert.IsType<OdooServerException>(result.Failure).Kind);
        Assert.Equal(10, result.Rows.Count(r => r.Id is not null));
        Assert.All(result.Rows.Skip(10), r => Assert.Equal(OdooUpsertOutcome.Left, r.Outcome));
    }

    private static async Task FindAsync(int count, int poisoned)
    {
        LoadStub odoo = new() { NamesRows = false };
        odoo.Bad.Add($"n{poisoned}");
        using Rig rig = new(odoo.Reply);

        OdooUpsertResult result = await rig.Client.UpsertAsync("res.partner", ["name"], Rows(count), cancellationToken: Rig.Token);

        Assert.Equal(poisoned, Assert.Single(result.Refused).Index);
        Assert.Equal(count - 1, odoo.Kept.Count);
        Assert.True(odoo.Calls.Count - 1 <= 2 * Math.Log2(count), $"{odoo.Calls.Count - 1} extra calls for row {poisoned} of {count}");
        Assert.Equal(odoo.Calls.Count, result.Calls);
    }

    internal static OdooUpsertRow[] Rows(int count) => [.. Enumerable.Range(0, count).Select(i => Row($"bill.c{i}", $"n{i}"))];

    internal static OdooUpsertRow Row(string externalId, params JsonNode?[] cells) => new(OdooExternalId.Parse(externalId), cells);
}

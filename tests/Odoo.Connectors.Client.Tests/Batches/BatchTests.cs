using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Batches;

public sealed class BatchTests
{
    private static readonly JsonObject Red = new() { ["color"] = 1 };
    private static readonly OdooRecordChange[] Twice = [new(1, Red), new(1, Red)];

    private int _calls;

    [Fact]
    public async Task CreateBatchesAsync_SecondFails_TellsWhatWasMadeAndSendsNoThird()
    {
        using Rig rig = new(request => ++_calls == 2 ? Answer.Error(request, "odoo.exceptions.ValidationError", "no")
            : Answer.Result(request, new JsonArray([.. request.Args[5]![0]!.AsArray().Select((_, i) => (JsonNode)((_calls * 100) + i))])));

        OdooBatchResult result = await rig.Client.CreateBatchesAsync("res.partner", [.. Enumerable.Range(0, 7).Select(i => new JsonObject { ["name"] = $"n{i}" })], 3, cancellationToken: Rig.Token);

        Assert.Equal([100L, 101L, 102L], result.Ids);
        Assert.Equal((7, 3, false, false), (result.Total, result.FailedCount, result.Succeeded, result.IsInDoubt));
        Assert.Equal(2, _calls);
        Assert.Equal(ErrorKind.Validation, Assert.Throws<OdooServerException>(() => result.ThrowIfFailed()).Kind);
    }

    [Fact]
    public async Task CreateBatchesAsync_AnswerLost_IsInDoubtAndNotSentAgain()
    {
        using Rig rig = new(_ =>
        {
            _calls++;
            return Answer.Html(System.Net.HttpStatusCode.BadGateway);
        });

        OdooBatchResult result = await rig.Client.CreateBatchesAsync("res.partner", [new JsonObject { ["name"] = "x" }], cancellationToken: Rig.Token);

        Assert.True(result.IsInDoubt);
        Assert.Equal((0, 1), (result.Ids.Count, result.FailedCount));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task WriteAndUnlinkBatchesAsync_AllGood_NameAllIds()
    {
        using Rig rig = new(request => Answer.Result(request, true));
        long[] ids = [5, 3, 8];

        OdooBatchResult written = await rig.Client.WriteBatchesAsync("res.partner", ids, Red, 2, cancellationToken: Rig.Token);
        OdooBatchResult deleted = await rig.Client.UnlinkBatchesAsync("res.partner", ids, 2, cancellationToken: Rig.Token);

        Assert.Equal(ids, written.ThrowIfFailed().Ids);
        Assert.Equal(ids, deleted.ThrowIfFailed().Ids);
        Assert.Equal(["[5,3]", "[8]", "[5,3]", "[8]"], rig.Handler.Calls.Select(c => c.Args[5]![0]!.ToJsonString()));
        Assert.Equal(["write", "write", "unlink", "unlink"], rig.Handler.Calls.Select(c => c.Args[4]!.GetValue<string>()));
    }

    [Fact]
    public async Task UnlinkBatchesAsync_CancelledBeforeABatch_SendsItNotAndIsNotInDoubt()
    {
        using Rig rig = new(request => Answer.Result(request, true));

        OdooBatchResult before = await rig.Client.UnlinkBatchesAsync("res.partner", [1], cancellationToken: new CancellationToken(true));

        Assert.IsAssignableFrom<OperationCanceledException>(before.Failure);
        Assert.False(before.IsInDoubt);
        Assert.Empty(rig.Handler.Calls);
        Assert.ThrowsAny<OperationCanceledException>(() => before.ThrowIfFailed());
    }

    [Fact]
    public async Task WriteEachAsync_RecordedForm_SendsOneListOfValues()
    {
        JsonArray recorded = Transcript.ExecuteKwArgs(Transcript.Get("extra/transactions.json", "web_save_multi"))!;
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse("""[{"id": 1890}, {"id": 1891}]""")));

        OdooBatchResult result = await rig.Client.WriteEachAsync("res.partner",
            [new(1890, new JsonObject { ["phone"] = "a1" }), new(1891, new JsonObject { ["phone"] = "a2" })], cancellationToken: Rig.Token);

        Assert.Equal([1890L, 1891L], result.ThrowIfFailed().Ids);
        JsonArray sent = Assert.Single(rig.Handler.Calls).Args;
        Assert.Equal("web_save_multi", sent[4]!.GetValue<string>());
        TranscriptReplayTests.AssertSame(recorded[5], sent[5]);
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""{"specification": {}}"""), sent[6]);
    }

    [Fact]
    public async Task WriteEachAsync_OtherAnswerOrARecordTwice_IsNoSuccess()
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse("""[{"id": 2}]""")));

        OdooBatchResult result = await rig.Client.WriteEachAsync("res.partner", [new(1, Red)], cancellationToken: Rig.Token);

        Assert.True(result.IsInDoubt);
        await Assert.ThrowsAsync<ArgumentException>(() => rig.Client.WriteEachAsync("res.partner", Twice, cancellationToken: Rig.Token));
    }

    [Fact]
    public async Task CreateBatchesAsync_ValueThatCannotBeSent_StillTellsWhatWasMade()
    {
        using Rig rig = new(request => Answer.Result(request, new JsonArray(11)));

        OdooBatchResult result = await rig.Client.CreateBatchesAsync("crm.lead",
            [new JsonObject { ["name"] = "a" }, new JsonObject { ["date_closed"] = new DateTime(2026, 1, 1) }], 1, cancellationToken: Rig.Token);

        Assert.Equal([11L], result.Ids);
        Assert.False(result.IsInDoubt);
        Assert.Throws<ArgumentException>(() => result.ThrowIfFailed());
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Streaming;

public sealed class StreamTests
{
    private readonly TableStub _table = new();

    [Fact]
    public async Task StreamAsync_RowsComeAndGo_GivesEachThatStayedExactlyOnce()
    {
        ComeAndGo();
        using Rig rig = new(_table.Reply);

        List<long> ids = await rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], pageSize: 10, cancellationToken: Rig.Token)
            .Select(r => r.Id).ToListAsync(Rig.Token);

        Assert.Equal(Stayed(), ids.Where(id => id % 2 == 0 && id > 16).ToList());
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    [Fact]
    public async Task Control_PagesByOffset_LoseAndRepeatRows()
    {
        ComeAndGo();
        using Rig rig = new(_table.Reply);
        List<long> ids = [];

        for (int offset = 0; ; offset += 10)
        {
            IReadOnlyList<OdooRecord> page = await rig.Client.SearchReadAsync("res.partner", OdooDomain.All, ["name"],
                new OdooSearch { Order = "id", Limit = 10, Offset = offset }, cancellationToken: Rig.Token);
            ids.AddRange(page.Select(r => r.Id));
            if (page.Count < 10)
            {
                break;
            }
        }

        Assert.NotEqual(Stayed(), ids.Where(id => id % 2 == 0 && id > 16).ToList());
    }

    [Fact]
    public async Task StreamAsync_SeveralPages_AsksAboveTheLastIdInItsOrder()
    {
        for (int id = 1; id <= 5; id++)
        {
            _table.Put(id);
        }

        using Rig rig = new(_table.Reply);

        Assert.Equal(5, await rig.Client.StreamAsync("res.partner", OdooDomain.Where("name", "=", "x"), ["name"], pageSize: 2, context: new OdooContext { ActiveTest = false },
            cancellationToken: Rig.Token).CountAsync(Rig.Token));

        JsonNode[] sent = [.. rig.Handler.Calls.Select(c => new JsonArray([.. c.Args.Skip(3).Select(a => a!.DeepClone())]))];
        Assert.Equal(3, sent.Length);
        TranscriptReplayTests.AssertSame(JsonNode.Parse("""
            ["res.partner", "search_read", [[["name", "=", "x"], ["id", ">", 2]]],
             {"fields": ["name"], "order": "id", "limit": 2, "context": {"active_test": false}}]
            """), sent[1]);
    }

    [Fact]
    public async Task StreamAsync_Limit_EndsThereAndAsksForNoMore()
    {
        for (int id = 1; id <= 30; id++)
        {
            _table.Put(id);
        }

        using Rig rig = new(_table.Reply);

        Assert.Equal(15, await rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], new OdooSearch { Limit = 15 }, 10, cancellationToken: Rig.Token).CountAsync(Rig.Token));

        Assert.Equal([10, 5], rig.Handler.Calls.Select(c => c.Args[6]!["limit"]!.GetValue<int>()));
    }

    [Fact]
    public async Task StreamAsync_ConsumerStops_NoFurtherPageIsRead()
    {
        for (int id = 1; id <= 30; id++)
        {
            _table.Put(id);
        }

        using Rig rig = new(_table.Reply);

        await foreach (OdooRecord record in rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], pageSize: 10, cancellationToken: Rig.Token))
        {
            if (record.Id == 10)
            {
                break;
            }
        }

        Assert.Single(rig.Handler.Calls);
    }

    [Fact]
    public void StreamAsync_OrderOrOffsetOrNoFields_IsRefusedAtOnce()
    {
        using Rig rig = new(_table.Reply);

        ArgumentException order = Assert.Throws<ArgumentException>(() => { _ = rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], new OdooSearch { Order = "name" }, cancellationToken: Rig.Token); });
        Assert.Contains("leave Order out", order.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => { _ = rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], new OdooSearch { Offset = 1 }, cancellationToken: Rig.Token); });
        Assert.Throws<ArgumentException>(() => { _ = rig.Client.StreamAsync("res.partner", OdooDomain.All, [], cancellationToken: Rig.Token); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], pageSize: 0, cancellationToken: Rig.Token); });
    }

    [Fact]
    public async Task StreamAsync_PageInAnotherOrder_FailsInsteadOfLosingRows()
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse("""[{"id": 2}, {"id": 1}]""")));

        OdooProtocolException e = await Assert.ThrowsAsync<OdooProtocolException>(async () =>
            await rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], cancellationToken: Rig.Token).CountAsync(Rig.Token));

        Assert.Contains("ascending", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id": 1}""")]
    [InlineData("""[1]""")]
    [InlineData("""[{"name": "x"}]""")]
    [InlineData("""[{"id": false}]""")]
    public async Task StreamAsync_NoRecords_IsProtocol(string answer)
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse(answer)));

        OdooException e = await Assert.ThrowsAnyAsync<OdooException>(async () =>
            await rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], cancellationToken: Rig.Token).CountAsync(Rig.Token));

        Assert.Equal(ErrorKind.Protocol, e.Kind);
    }

    [Fact]
    public async Task StreamAsync_ReaderOfTheCaller_ReadsEachRowFromItsBytes()
    {
        _table.Put(7, "seven");
        _table.Put(9, "nine");
        using Rig rig = new(_table.Reply);

        List<string?> names = await rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], (ref Utf8JsonReader reader) =>
        {
            using JsonDocument row = JsonDocument.ParseValue(ref reader);
            return row.RootElement.GetProperty("name").GetString();
        }, cancellationToken: Rig.Token).ToListAsync(Rig.Token);

        Assert.Equal(["seven", "nine"], names);
    }

    [Fact]
    public async Task StreamAsync_ReaderLeavesItsRow_IsRefused()
    {
        _table.Put(7);
        using Rig rig = new(_table.Reply);

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await rig.Client.StreamAsync("res.partner", OdooDomain.All, ["name"], (ref Utf8JsonReader reader) => 0, cancellationToken: Rig.Token).CountAsync(Rig.Token));
    }

    // Even ids above 16 stay; before each call two rows at the beginning go, one comes among those already read and one at the end.
    private void ComeAndGo()
    {
        for (int id = 2; id <= 100; id += 2)
        {
            _table.Put(id);
        }

        _table.BeforeCall = call =>
        {
            if (call is > 1 and < 6)
            {
                _table.Delete((call - 1) * 4);
                _table.Delete(((call - 1) * 4) - 2);
                _table.Put((call * 10) - 1);
                _table.Put(1000 + (call * 2) + 1);
            }
        };
    }

    private static List<long> Stayed() => [.. Enumerable.Range(9, 42).Select(i => (long)i * 2)];
}

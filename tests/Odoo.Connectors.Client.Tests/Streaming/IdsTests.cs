using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Streaming;

public sealed class IdsTests
{
    private readonly TableStub _table = new();

    [Fact]
    public async Task IdsAsync_SeveralPages_KnowsWhatIsGone()
    {
        foreach (long id in (long[])[1, 2, 4, 5, 7])
        {
            _table.Put(id);
        }

        using Rig rig = new(_table.Reply);

        OdooIdPass pass = await rig.Client.IdsAsync("res.partner", OdooDomain.All, pageSize: 2, cancellationToken: Rig.Token);

        Assert.Equal([1L, 2L, 4L, 5L, 7L], pass.Ids);
        Assert.Equal([6L, 3L], pass.GoneFrom([6, 7, 3, 1, 3]));
        Assert.All(rig.Handler.Calls, c => Assert.False(c.Args[6]!["context"]!["active_test"]!.GetValue<bool>()));
        Assert.Equal(3, rig.Handler.Calls.Count);
    }

    [Fact]
    public async Task IdsAsync_SecondPageFails_GivesNoPass()
    {
        _table.Put(1);
        _table.Put(2);
        using Rig rig = new(request => request.Args[5]![0]![0]![2]!.GetValue<long>() == 0 ? _table.Reply(request)
            : Answer.Error(request, "odoo.exceptions.AccessError", "no"));

        OdooServerException e = await Assert.ThrowsAsync<OdooServerException>(() => rig.Client.IdsAsync("res.partner", OdooDomain.All, pageSize: 2, cancellationToken: Rig.Token));

        Assert.Equal(ErrorKind.Permission, e.Kind);
        Assert.Equal(2, rig.Handler.Calls.Count);
    }

    [Fact]
    public async Task IdsAsync_PageInAnotherOrder_Fails()
    {
        using Rig rig = new(request => Answer.Result(request, new JsonArray(2, 1)));

        await Assert.ThrowsAsync<OdooProtocolException>(() => rig.Client.IdsAsync("res.partner", OdooDomain.All, cancellationToken: Rig.Token));
    }

    [Fact]
    public async Task MissingIdsAsync_ManyIds_ReadsThemInChunksAndNamesTheMissing()
    {
        using Rig rig = new(request => Answer.Result(request, new JsonArray(
            [.. request.Args[5]![0]!.AsArray().Select(id => id!.GetValue<long>()).Where(id => id != 17 && id != 1700).Select(id => new JsonObject { ["id"] = id })])));

        IReadOnlyList<long> missing = await rig.Client.MissingIdsAsync("res.partner", [.. Enumerable.Range(1, 2500).Select(i => (long)i), 17], cancellationToken: Rig.Token);

        Assert.Equal([17L, 1700L], missing);
        Assert.Equal([1000, 1000, 500], rig.Handler.Calls.Select(c => c.Args[5]![0]!.AsArray().Count));
        Assert.All(rig.Handler.Calls, c => Assert.Equal("write_date", c.Args[6]!["fields"]![0]!.GetValue<string>()));
    }
}

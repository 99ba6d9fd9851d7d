namespace Odoo.Connectors.Client.Tests.Streaming;

public sealed class TypedStreamTests
{
    private readonly TableStub _table = new();

    [Fact]
    public async Task StreamAsync_TypedRecords_ReadsExactlyTheirFields()
    {
        _table.Put(7, "seven");
        _table.Put(9, "nine");
        using Rig rig = new(_table.Reply);

        List<NamedRow> rows = await rig.Client.StreamAsync<NamedRow>(OdooDomain.All, pageSize: 1, cancellationToken: Rig.Token).ToListAsync(Rig.Token);

        Assert.Equal([new NamedRow(7, "seven"), new NamedRow(9, "nine")], rows);
        Assert.Equal("""["id","name"]""", rig.Handler.Calls[0].Args[6]!["fields"]!.ToJsonString());
        Assert.Equal("res.partner", rig.Handler.Calls[0].Args[3]!.GetValue<string>());
    }

    [Fact]
    public async Task ChangesAsync_TypedRecords_AreReadWithTheirWriteDate()
    {
        _table.Put(7, "seven");
        using Rig rig = new(_table.Reply);

        OdooChangePage<NamedRow> page = Assert.Single(await rig.Client.ChangesAsync<NamedRow>(OdooDomain.All, OdooCursor.Start, cancellationToken: Rig.Token).ToListAsync(Rig.Token));

        Assert.Equal(new NamedRow(7, "seven"), Assert.Single(page.Records));
        Assert.Equal("""["id","name","write_date"]""", rig.Handler.Calls[1].Args[6]!["fields"]!.ToJsonString());
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>Typed records and calls where a shortcut would go unnoticed.</summary>
public sealed class ModelEdgeTests
{
    [Theory]
    [InlineData("[1, \"N\"]", "[17, \"N\"]")]
    [InlineData("[5, \"A\"]", "[5, \"B\"]")]
    public void ReadList_ReferencesThatShareAPlaceOrAnId_KeepTheirOwn(string first, string second)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(
            $"[{string.Join(", ", new[] { first, second }.Select(r => $"{{\"id\": 1, \"name\": \"n\", \"ref\": false, \"country_id\": {r}}}"))}]"));
        reader.Read();

        IReadOnlyList<PartnerName> records = OdooModelReader.ReadList<PartnerName>(ref reader)!;

        Assert.Equal([first, second], records.Select(r => $"[{r.CountryId!.Id}, \"{r.CountryId.Name}\"]"));
    }

    [Theory]
    [InlineData("anything", "\",7\"")]
    [InlineData("anything", "\"res.partner,-7\"")]
    [InlineData("moment", "\"2026-02-28 10.20:30\"")]
    [InlineData("moment", "\"2026-02-28 10:20.30\"")]
    [InlineData("moment", "\"2026-02-28 1a:20:30\"")]
    [InlineData("day", "\"2026.02-28\"")]
    [InlineData("day", "\"2026-02.28\"")]
    [InlineData("many2one", "{\"id\": 7, \"display_name\": \"\\ud800\"}")]
    [InlineData("many2one", "{\"id\": 7, \"id\": \"x\"}")]
    [InlineData("many2one", "{}")]
    [InlineData("number", "99999999999999999999")]
    public void Read_ValueThatIsAlmostRight_FailsNamingTheField(string field, string literal) =>
        Assert.Equal(field, Assert.Throws<OdooProtocolException>(() => Decode.WithField(field, literal)).Field);

    [Fact]
    public void Selections_ThatTheEnumDoesNotKnow_DifferByTheirText()
    {
        OdooSelection<MoveType> one = new("one"), two = new("two");

        Assert.True(one != two && !one.Equals(two));
        Assert.False(new OdooSelection<MoveType>("OUT_REFUND").IsKnown);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OdooSelection<MoveType>((MoveType)99));
    }

    [Fact]
    public void OpenRead_PartOfAnArray_IsThatPartAndReadOnly()
    {
        using Stream stream = new OdooBinary("abcd"u8.ToArray().AsMemory(1, 2)).OpenRead();
        using StreamReader text = new(stream);

        Assert.False(stream.CanWrite);
        Assert.Equal("bc", text.ReadToEnd());
    }

    [Fact]
    public async Task Calls_WithAContext_SendIt()
    {
        using Rig rig = new(request => Answer.Result(request, request.Args[4]!.GetValue<string>() switch { "create" => new JsonArray(1, 2), "write" => true, _ => new JsonArray() }));
        OdooContext context = new() { Language = "nl_BE" };
        Partner.Values values = new() { Name = "x" };

        await rig.Client.SearchReadAsync<PartnerName>(OdooDomain.All, null, context, Rig.Token);
        await rig.Client.ReadAsync<PartnerName>([1], context, Rig.Token);
        await rig.Client.CreateManyAsync([values, values], context, Rig.Token);
        await rig.Client.WriteAsync([1], values, context, Rig.Token);

        Assert.Equal(Enumerable.Repeat("nl_BE", 4), rig.Handler.Calls.Select(c => c.Args[6]!["context"]!["lang"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Calls_LostReply_AreDoubtForWritesAlone()
    {
        using Rig rig = new(_ => Answer.Html(System.Net.HttpStatusCode.BadGateway));
        Partner.Values values = new() { Name = "x" };

        Assert.NotEqual(ErrorKind.Unknown, (await Failed(rig.Client.SearchReadAsync<PartnerName>(OdooDomain.All, cancellationToken: Rig.Token))).Kind);
        Assert.NotEqual(ErrorKind.Unknown, (await Failed(rig.Client.ReadAsync<PartnerName>([1], cancellationToken: Rig.Token))).Kind);
        Assert.Equal(ErrorKind.Unknown, (await Failed(rig.Client.CreateManyAsync([values, values], cancellationToken: Rig.Token))).Kind);
        Assert.Equal(ErrorKind.Unknown, (await Failed(rig.Client.WriteAsync([1], values, cancellationToken: Rig.Token))).Kind);
    }

    [Theory]
    [InlineData("[5]")]
    [InlineData("5")]
    public async Task CreateManyAsync_FewerIdsThanRecords_IsDoubt(string answer)
    {
        using Rig rig = new(request => Answer.Result(request, JsonNode.Parse(answer)));
        Partner.Values values = new() { Name = "x" };

        Assert.Equal(ErrorKind.Unknown, (await Failed(rig.Client.CreateManyAsync([values, values], cancellationToken: Rig.Token))).Kind);
    }

    private static Task<OdooTransportException> Failed(Task call) => Assert.ThrowsAsync<OdooTransportException>(() => call);
}

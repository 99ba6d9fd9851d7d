using System.Text.Json.Nodes;

namespace Odoo.Connectors.Client.Tests;

public sealed class DomainTests
{
    private static readonly OdooDomain A = OdooDomain.Where("a", "=", 1);
    private static readonly OdooDomain B = OdooDomain.Where("b", "=", 2);
    private static readonly OdooDomain C = OdooDomain.Where("c", "=", 3);

    public static TheoryData<OdooDomain, string> Forms => new()
    {
        { OdooDomain.All, "[]" },
        { A, """[["a","=",1]]""" },
        { A.And(B).And(C), """[["a","=",1],["b","=",2],["c","=",3]]""" },
        { A.Or(B).Or(C), """["|","|",["a","=",1],["b","=",2],["c","=",3]]""" },
        { A.And(B).Or(C), """["|","&",["a","=",1],["b","=",2],["c","=",3]]""" },
        { A.Or(B.And(C)), """["|",["a","=",1],"&",["b","=",2],["c","=",3]]""" },
        { A.Or(B).And(C), """["|",["a","=",1],["b","=",2],["c","=",3]]""" },
        { A.And(B).And(C).Not(), """["!","&","&",["a","=",1],["b","=",2],["c","=",3]]""" },
        { A.Not().And(B), """["!",["a","=",1],["b","=",2]]""" },
        { A.Or(OdooDomain.All), "[]" },
        { A.And(OdooDomain.All), """[["a","=",1]]""" },
        { OdooDomain.All.Not(), """[["id","in",[]]]""" },
        { OdooDomain.In("id", new long[] { 25747, 25748 }), """[["id","in",[25747,25748]]]""" },
        { OdooDomain.In("module", ["bill", "__import__"]), """[["module","in",["bill","__import__"]]]""" },
        { OdooDomain.In("id", Array.Empty<long>()).And(A), """[["id","in",[]],["a","=",1]]""" },
        { OdooDomain.Where("parent_id", "=", null), """[["parent_id","=",false]]""" },
        { OdooDomain.Where("write_date", ">", new DateTimeOffset(2026, 11, 23, 0, 37, 12, 900, TimeSpan.FromHours(1))), """[["write_date",">","2026-11-22 23:37:12"]]""" },
        { OdooDomain.Where("date", "<=", new DateOnly(2026, 3, 31)), """[["date","<=","2026-03-31"]]""" },
        { OdooDomain.Where("name", "=", "2026-11-22T23:37:12Z"), """[["name","=","2026-11-22T23:37:12Z"]]""" },
        { OdooDomain.Raw(["|", new JsonArray("a", "=", 1), new JsonArray("b", "=", 2), new JsonArray("c", "=", 3)]).Or(A), """["|","&","|",["a","=",1],["b","=",2],["c","=",3],["a","=",1]]""" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Domain_OnTheWire_IsPrefixNotation(OdooDomain domain, string expected)
    {
        using var rig = new Rig(request => Answer.Result(request, 0));

        await rig.Client.SearchCountAsync("m", domain, cancellationToken: Rig.Token);

        TranscriptReplayTests.AssertSame(JsonNode.Parse(expected), Assert.Single(rig.Handler.Calls).Args[5]![0]);
    }

    [Fact]
    public void Raw_Malformed_IsRefused()
    {
        JsonArray[] bad = [["&", new JsonArray("a", "=", 1)], ["x"], [new JsonArray("a", "=")], ["!"], [null], [1], ["a", "=", 1]];

        Assert.All(bad, terms => Assert.Throws<ArgumentException>(() => OdooDomain.Raw(terms)));
    }

    [Fact]
    public void Where_ValueChangedAfterwards_KeepsTheOldOne()
    {
        var value = new JsonArray(1);
        var domain = OdooDomain.Where("id", "in", value);
        value.Add(2);

        Assert.Equal("""[["id","in",[1]]]""", domain.ToJson().ToJsonString());
    }
}

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
        { A & B | !C, """["|","&",["a","=",1],["b","=",2],"!",["c","=",3]]""" },
        { !(A | B) & C, """["!","|",["a","=",1],["b","=",2],["c","=",3]]""" },
        { OdooDomain.AllOf(A, B, C), """[["a","=",1],["b","=",2],["c","=",3]]""" },
        { OdooDomain.AllOf(), "[]" },
        { OdooDomain.AnyOf(A, B, C), """["|","|",["a","=",1],["b","=",2],["c","=",3]]""" },
        { OdooDomain.AnyOf(), """[["id","in",[]]]""" },
        { OdooDomain.None | A, """[["a","=",1]]""" },
        { A | OdooDomain.None, """[["a","=",1]]""" },
        { A & OdooDomain.None, """[["id","in",[]]]""" },
        { OdooDomain.None & A, """[["id","in",[]]]""" },
        { !OdooDomain.None, "[]" },
        { OdooDomain.NotIn("id", Array.Empty<long>()), """[["id","not in",[]]]""" },
        { OdooDomain.NotIn("id", new long[] { 7, 8 }), """[["id","not in",[7,8]]]""" },
        { OdooDomain.NotIn("state", ["draft", "cancel"]), """[["state","not in",["draft","cancel"]]]""" },
        { OdooDomain.In("city", [null, "Gent"]), """[["city","in",[false,"Gent"]]]""" },
        { OdooDomain.Any("order_line", A & B), """[["order_line","any",[["a","=",1],["b","=",2]]]]""" },
        { OdooDomain.NotAny("order_line", A | B), """[["order_line","not any",["|",["a","=",1],["b","=",2]]]]""" },
        { OdooDomain.Any("order_line", OdooDomain.Any("product_id", A)), """[["order_line","any",[["product_id","any",[["a","=",1]]]]]]""" },
        { OdooDomain.Where("order_line", "any", new JsonArray(new JsonArray("a", "=", 1))), """[["order_line","any",[["a","=",1]]]]""" },
        { OdooDomain.ChildOf("id", 5), """[["id","child_of",5]]""" },
        { OdooDomain.ChildOf("partner_id", 5, 6), """[["partner_id","child_of",[5,6]]]""" },
        { OdooDomain.ChildOf("id"), """[["id","in",[]]]""" },
        { OdooDomain.ParentOf("id", 7), """[["id","parent_of",7]]""" },
        { OdooDomain.Optional("ref", "C-1"), """[["ref","=?","C-1"]]""" },
        { OdooDomain.Optional("ref", null), """[["ref","=?",false]]""" },
        { OdooDomain.Contains("name", "100%"), """[["name","like","100\\%"]]""" },
        { OdooDomain.Contains("name", "SUB", ignoreCase: true), """[["name","ilike","SUB"]]""" },
        { OdooDomain.StartsWith("email", "c_x@"), """[["email","=like","c\\_x@%"]]""" },
        { OdooDomain.StartsWith("name", "E LOWER", ignoreCase: true), """[["name","=ilike","E LOWER%"]]""" },
        { OdooDomain.EndsWith("path", @"a\b"), """[["path","=like","%a\\\\b"]]""" },
        { OdooDomain.Contains("name", ""), """[["name","!=",false]]""" },
        { OdooDomain.EndsWith("name", "LOWER", ignoreCase: true), """[["name","=ilike","%LOWER"]]""" },
        { A.And(OdooDomain.All).Or(B), """["|",["a","=",1],["b","=",2]]""" },
        { A.And(B.And(C)).Or(A), """["|","&","&",["a","=",1],["b","=",2],["c","=",3],["a","=",1]]""" },
        { OdooDomain.Where("name", "=", JsonNode.Parse("\"2026-11-22T23:37:12Z\"")), """[["name","=","2026-11-22T23:37:12Z"]]""" },
        { OdooDomain.EqualsIgnoreCase("name", "A_b"), """[["name","=ilike","A\\_b"]]""" },
        { OdooDomain.EqualsIgnoreCase("name", ""), """[["name","=",false]]""" },
        { OdooDomain.Where("amount", ">=", 12.50m), """[["amount",">=",12.50]]""" },
        { OdooDomain.Where("active", "in", new JsonArray(true, false)), """[["active","in",[true,false]]]""" },
        { OdooDomain.Where("write_date", "in", new JsonArray(new DateTimeOffset(2026, 11, 23, 0, 37, 12, TimeSpan.FromHours(1)), null)), """[["write_date","in",["2026-11-22 23:37:12",false]]]""" },
        { OdooDomain.Raw([new JsonArray(1, "=", 1)]).Not(), """["!",[1,"=",1]]""" },
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
        JsonArray[] bad = [["&", new JsonArray("a", "=", 1)], ["x"], [new JsonArray("a", "any", new JsonArray("x"))], [new JsonArray(1, "<", 1)],
            [new JsonArray("a", "!=", "child_of", 1)], [new JsonArray("a", 1, 1)], [new JsonArray("a", "=")], ["!"], [null], [1], ["a", "=", 1], [new JsonArray("", "=", 1)]];

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

    [Fact]
    public void Where_ValueOfTheCaller_StaysTheirs()
    {
        var value = JsonValue.Create(5);
        OdooDomain.Where("id", "=", value);

        Assert.Null(value.Parent);
    }

    [Fact]
    public void ToJson_Changed_LeavesTheDomainAlone()
    {
        OdooDomain domain = OdooDomain.Where("a", "=", 1);

        domain.ToJson()[0]![2] = 7;

        Assert.Equal("""[["a","=",1]]""", domain.ToJson().ToJsonString());
    }

    [Fact]
    public void Where_OperatorThatOdooDoesNotHave_IsRefused()
    {
        Assert.All(["==", "<>", "zz", "LIKE", "between"], op => Assert.Throws<ArgumentException>(() => OdooDomain.Where("a", op, 1)));
        Assert.Throws<ArgumentException>(() => OdooDomain.Where("a", "any", 1));
    }

    [Fact]
    public void Not_TenThousandDeep_IsWrittenWithoutRecursion()
    {
        OdooDomain deep = A;
        for (var i = 0; i < 10_000; i++)
        {
            deep = i % 2 == 0 ? !deep : deep | B;
        }

        Assert.Equal(5_000 * 2 + 5_000 + 1, deep.ToJson().Count); // 5,000 times '|' with its condition, 5,000 times '!', and the first
    }

    [Fact]
    public void ToJson_Moment_IsInOdoosFormAlready() => Assert.Equal(
        """[["write_date","=","2026-11-22 23:37:12"]]""",
        OdooDomain.Where("write_date", "=", new DateTimeOffset(2026, 11, 23, 0, 37, 12, 900, TimeSpan.FromHours(1))).ToJson().ToJsonString());

    [Fact]
    public void ToString_OfDomain_ShowsNoValue() =>
        Assert.DoesNotContain("anna@example.com", OdooDomain.Where("email", "=", "anna@example.com").ToString(), StringComparison.Ordinal);
}

using System.Linq.Expressions;
using System.Text.Encodings.Web;

namespace Odoo.Connectors.Client.Tests;

/// <summary>The conditions that expressions become.</summary>
public sealed class ExpressionTests
{
    private static readonly string s_email = "a@hold.example";

    [Fact]
    public void Where_Comparisons_AreConditions()
    {
        var limit = 10.50m;
        var due = new DateOnly(2026, 3, 31);
        Same(x => x.Email == s_email && !x.IsCompany, """[["email","=","a@hold.example"],["is_company","=",false]]""");
        Same(x => x.IsCompany || x.Color > 3, """["|",["is_company","=",true],["color",">",3]]""");
        Same(x => x.Credit <= limit, """[["credit","<=",10.50]]""");
        Same(x => 3 < x.Color, """[["color",">",3]]""");
        Same(x => 3 >= x.Color, """[["color","<=",3]]""");
        Same(x => x.Color != 3L, """[["color","!=",3]]""");
        Same(x => x.Due >= due, """[["x_due",">=","2026-03-31"]]""");
        Same(x => x.Due < new DateOnly(2026, 4, 1), """[["x_due","<","2026-04-01"]]""");
        Same(x => x.Due!.Value == due, """[["x_due","=","2026-03-31"]]""");
        Same(x => x.IsCompany == false, """[["is_company","=",false]]""");
        Same(x => !(x.Credit > 5m), """["!",["credit",">",5]]""");
        Same(x => !(x.Color == 1 && x.Color == 2), """["!","&",["color","=",1],["color","=",2]]""");
    }

    [Fact]
    public void Where_Null_IsUnset()
    {
        string? none = null;
        DateOnly? never = null;
        decimal? noLimit = null;
        Same(x => x.Email == null, """[["email","=",false]]""");
        Same(x => x.Email != none, """[["email","!=",false]]""");
        Same(x => x.Email == "", """[["email","=",false]]""");
        Same(x => string.IsNullOrEmpty(x.Email), """[["email","=",false]]""");
        Same(x => x.Due == null, """[["x_due","=",false]]""");
        Same(x => x.Due.HasValue, """[["x_due","!=",false]]""");
        Same(x => x.Due == never, """[["x_due","=",false]]""");
        Same(x => x.Due < never, """[["id","in",[]]]""");
        Same(x => x.Credit > noLimit, """[["id","in",[]]]""");
        Same(x => x.Credit == noLimit, """[["id","in",[]]]""");
        Same(x => x.Credit != noLimit, "[]");
        Same(x => x.Country == null, """[["country_id","=",false]]""");
    }

    [Fact]
    public void Where_MomentOrFractionThatOdooWouldCut_KeepsItsMeaning()
    {
        var whole = new DateTimeOffset(2026, 11, 23, 0, 37, 12, TimeSpan.FromHours(1));
        var later = whole.AddTicks(1);
        Same(x => x.WriteDate >= whole, """[["write_date",">=","2026-11-22 23:37:12"]]""");
        Same(x => x.WriteDate >= later, """[["write_date",">","2026-11-22 23:37:12"]]""");
        Same(x => x.WriteDate < later, """[["write_date","<=","2026-11-22 23:37:12"]]""");
        Same(x => x.WriteDate <= later, """[["write_date","<=","2026-11-22 23:37:12"]]""");
        Same(x => x.WriteDate == later, """[["id","in",[]]]""");
        Same(x => x.WriteDate != later, "[]");
        Same(x => x.Color >= 2.5m, """[["color",">",2]]""");
        Same(x => x.Color < -2.5m, """[["color","<=",-3]]""");
        DateTimeOffset[] moments = [whole, later];
        Same(x => moments.Contains(x.WriteDate), """[["write_date","in",["2026-11-22 23:37:12"]]]""");
    }

    [Fact]
    public void Where_TextMethods_ArePatternsWithEscapedText()
    {
        Same(x => x.Name.Contains("100%"), """[["name","like","100\\%"]]""");
        Same(x => x.Name.Contains("sub", StringComparison.OrdinalIgnoreCase), """[["name","ilike","sub"]]""");
        Same(x => x.Name.StartsWith("c_x", StringComparison.Ordinal), """[["name","=like","c\\_x%"]]""");
        Same(x => x.Name.EndsWith('%'), """[["name","=like","%\\%"]]""");
#pragma warning disable CA1309 // What a host may write.
        Same(x => x.Name.Equals(s_email), """[["name","=","a@hold.example"]]""");
#pragma warning restore CA1309
        Same(x => string.Equals(x.Name, "A_B", StringComparison.OrdinalIgnoreCase), """[["name","=ilike","A\\_B"]]""");
        Same(x => "x".Equals(x.Name, StringComparison.Ordinal), """[["name","=","x"]]""");
    }

    [Fact]
    public void Where_Collections_AreIn()
    {
        string?[] emails = [null, "a@b.example"];
        var ids = new List<long> { 5, 6 };
        var colors = new HashSet<int> { 1 };
        IEnumerable<long> none = [];
        Same(x => emails.Contains(x.Email), """[["email","in",[false,"a@b.example"]]]""");
        Same(x => ids.Contains(x.Id), """[["id","in",[5,6]]]""");
        Same(x => colors.Contains(x.Color), """[["color","in",[1]]]""");
        Same(x => none.Contains(x.Id), """[["id","in",[]]]""");
        Same(x => !ids.Contains(x.Country!.Id), """["!",["country_id","in",[5,6]]]""");
        Same(x => new[] { "a", "b" }.Contains(x.Name), """[["name","in",["a","b"]]]""");
    }

    [Fact]
    public void Where_Relations_AreFollowed()
    {
        const long Belgium = 20;
        Same(x => x.Country!.Id == Belgium, """[["country_id","=",20]]""");
        Same(x => x.Tags.Contains(Belgium), """[["category_id","in",[20]]]""");
        Same(x => x.Tags.Count == 0, """[["category_id","=",false]]""");
        Same(x => x.Tags.Count > 0, """[["category_id","!=",false]]""");
        Same(x => x.Tags.Any(), """[["category_id","!=",false]]""");
        Same(x => x.Country.Of<Country>().Code == "BE", """[["country_id.code","=","BE"]]""");
        Same(x => x.Country.Of<Country>().IsEuropean, """[["country_id.x_european","=",true]]""");
        Same(x => x.Parent.Of<Partner>().Country.Of<Country>().Code!.StartsWith('B'), """[["parent_id.country_id.code","=like","B%"]]""");
        Same(x => x.Tags.AnyOf<Country>(t => t.Code == "BE" && t.IsEuropean), """[["category_id","any",[["code","=","BE"],["x_european","=",true]]]]""");
        Same(x => !x.Parent.AnyOf<Partner>(p => p.Country == null), """["!",["parent_id","any",[["country_id","=",false]]]]""");
    }

    [Fact]
    public void Where_ThroughAReference_MeansTheQuestionMarkDot()
    {
        string?[] codes = [null, "BE"];
        Same(x => x.Country.Of<Country>().Code != "BE", """["|",["country_id","=",false],["country_id.code","!=","BE"]]""");
        Same(x => x.Country.Of<Country>().Code == null, """["|",["country_id","=",false],["country_id.code","=",false]]""");
        Same(x => x.Country.Of<Country>().Code != null, """[["country_id.code","!=",false]]""");
        Same(x => x.Country.Of<Country>().PhoneCode < 5, """[["country_id.phone_code","<",5]]""");
        Same(x => !x.Country.Of<Country>().IsEuropean, """["!",["country_id.x_european","=",true]]""");
        Same(x => codes.Contains(x.Country.Of<Country>().Code), """["|",["country_id","=",false],["country_id.code","in",[false,"BE"]]]""");
        Same(x => x.Parent.Of<Partner>().Country.Of<Country>().Code != "BE",
            """["|",["parent_id","=",false],"|",["parent_id.country_id","=",false],["parent_id.country_id.code","!=","BE"]]""");
        Same(x => x.Country!.Id != 20, """[["country_id","!=",20]]""");
    }

    [Fact]
    public void Where_Selection_IsComparedByWhatOdooKnows()
    {
        OdooSelection<PartnerType>[] types = [PartnerType.Contact, PartnerType.AnyOther];
        PartnerType? none = null;
        Same(x => x.Type == PartnerType.AnyOther, """[["type","=","other"]]""");
        Same(x => x.Type != types[1], """[["type","!=","other"]]""");
        Same(x => x.Type == null, """[["type","=",false]]""");
        Same(x => x.Type == none, """[["type","=",false]]""");
        Same(x => types.Contains(x.Type!.Value), """[["type","in",["contact","other"]]]""");
        Same(x => x.Type!.Value.Raw == "delivery", """[["type","=","delivery"]]""");
    }

    [Fact]
    public void Where_WithoutTheRecord_IsDecidedHere()
    {
        var all = true;
        Same(x => true, "[]");
        Same(x => all && x.IsCompany, """[["is_company","=",true]]""");
        Same(x => all || x.IsCompany, "[]");
        Same(x => !all || x.IsCompany, """[["is_company","=",true]]""");
        Same(x => !all && x.IsCompany, """[["id","in",[]]]""");
        string? filter = null;
        int? from = null;
        Same(x => filter == null || x.Name.Contains(filter), "[]");
        Same(x => filter != null && x.Name.Contains(filter), """[["id","in",[]]]""");
        Same(x => string.IsNullOrEmpty(filter) || x.Name == filter, "[]");
        Same(x => from == null || x.Color > from, "[]");
        from = 3;
        Same(x => from < 3 || from >= 4 || x.Color > from, """[["color",">",3]]""");
    }

    [Fact]
    public void Where_ComparedWithoutTheRecord_IsComparedAsInCSharp()
    {
        int? three = 3, none = null;
        Same(x => three <= 3 && x.IsCompany, """[["is_company","=",true]]""");
        Same(x => three > 3 || x.IsCompany, """[["is_company","=",true]]""");
        Same(x => three >= 3 && x.IsCompany, """[["is_company","=",true]]""");
        Same(x => none < 3 || x.IsCompany, """[["is_company","=",true]]""");
        Same(x => none >= 3 || x.IsCompany, """[["is_company","=",true]]""");
        Same(x => x.IsCompany & x.Color == 1, """[["is_company","=",true],["color","=",1]]""");
        Same(x => x.IsCompany | x.Color == 1, """["|",["is_company","=",true],["color","=",1]]""");
    }

    [Fact]
    public void Where_ConvertedOrCapturedNull_KeepsItsMeaning()
    {
        int? none = null;
        long? noId = null;
        bool? noFlag = null;
        int?[] colors = [null, 1];
        var other = 1;
        Same(x => x.Country.Of<Country>().PhoneCode == none, """[["country_id","=",false]]""");
        Same(x => x.Country!.Id == noId, """[["country_id","=",false]]""");
        Same(x => x.IsCompany == noFlag, """[["id","in",[]]]""");
        Same(x => x.IsCompany != noFlag, "[]");
        Same(x => colors.Contains(x.Color), """[["color","in",[1]]]""");
        Same(x => x.Color > 2.5, """[["color",">",2]]""");
        Same(x => x.Color < 100000000000000000000m, """[["color","<",100000000000000000000]]""");
        Same(x => (object?)x.Name == null, """[["name","=",false]]""");
        Same(x => x.Type == (PartnerType)other, """[["type","=","other"]]""");
        Same(x => x.Origin == new OdooModelReference("res.partner", 7), """[["x_origin","=","res.partner,7"]]""");
        Assert.Equal("""[["id","=",5]]""", ById<Partner>(5).ToJson().ToJsonString());
    }

    [Fact]
    public void Where_LengthOfAList_IsWhetherItIsEmpty()
    {
        Same(x => x.Tags.Count <= 0, """[["category_id","=",false]]""");
        Same(x => x.Tags.Count < 1, """[["category_id","=",false]]""");
        Same(x => x.Tags.Count >= 1, """[["category_id","!=",false]]""");
        Same(x => x.Tags.Count != 0, """[["category_id","!=",false]]""");
        Same(x => x.Parent.Of<Partner>().Tags.Count != 0, """["|",["parent_id","=",false],["parent_id.category_id","!=",false]]""");
        Same(x => x.Banks.Length == 0, """[["bank_ids","=",false]]""");
        Same(x => x.Users.Length == 0, """[["user_ids","=",false]]""");
#pragma warning disable CA1826, CA1827, CA1829 // what a caller may write
        Same(x => x.Tags.Count() == 0, """[["category_id","=",false]]""");
#pragma warning restore CA1826, CA1827, CA1829
    }

    private static OdooDomain ById<T>(long id)
        where T : IOdooModel<T> => OdooDomain.Where<T>(x => x.Id == id);

    private static void Same(Expression<Func<Partner, bool>> predicate, string expected) =>
        Assert.Equal(expected, OdooDomain.Where(predicate).ToJson().ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}

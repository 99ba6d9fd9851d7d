using System.Linq.Expressions;

namespace Odoo.Connectors.Client.Tests;

/// <summary>What cannot become a condition is refused with its name and a way out, and without values.</summary>
public sealed class ExpressionRefusalTests
{
    private const string Secret = "anna@example.com";

    [Fact]
    public void Where_PartThatOdooCannotAnswer_IsNamedWithAdvice()
    {
        var other = new OdooReference { Id = 5 };
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Secret };
        Refused(x => x.Name == x.Email, "x.Name == x.Email", "not with another field");
        Refused(x => x.Color + 1 == 2, "x.Color + …", "one side of a comparison");
        Refused(x => (x.Email ?? "") == Secret, "x.Email ?? …", "one side of a comparison");
        Refused(x => x.Name.Substring(1) == Secret, "x.Name.Substring(…)", "one side of a comparison");
        Refused(x => x.Name.Length > 3, "x.Name.Length", "compare the property itself");
        Refused(x => x.Local == Secret, "x.Local", "no field of the model");
        Refused(x => x.Country!.Name == Secret, "x.Country.Name", "Of<T>()");
        Refused(x => x.Country == other, "x.Country == other", "by their Id");
        Refused(x => x.Country!.Id > 5, "x.Country.Id > …", "== or !=");
        Refused(x => x.Tags.Count > 2, "x.Tags.Count > …", "compare the count with 0");
        Refused(x => x.Limit == null, "x.Limit == …", "never unset");
        Refused(x => x.Name.Contains(Secret, StringComparison.CurrentCulture), "x.Name.Contains(…)", "no cultures");
        Refused(x => x.Name.Trim().Contains(Secret), "x.Name.Trim(…)", "one side of a comparison");
        Refused(x => Secret.Contains(x.Name), "….Contains(…)", "property of the record");
        Refused(x => set.Contains(x.Name), "set.Contains(…)", "without a comparer");
        Refused(x => x.Name == Secret.Trim(), "….Trim(…)", "before the expression");
        Refused(x => x.Day == DayOfWeek.Friday, "x.Day", "Int32");
        Refused(x => (int)x.Credit == 2, "x.Credit", "Int32");
        Refused(x => x.IsCompany ? x.Color == 1 : x.Color == 2, "Conditional", "&& and ||");
        Refused(x => x.Tags.AnyOf<Country>(t => t.Code == x.Name), "t.Code == x.Name", "not with another field");
        Refused(x => string.IsNullOrWhiteSpace(x.Name), "x.Name.IsNullOrWhiteSpace(…)", "IsNullOrEmpty");
    }

    [Fact]
    public void Where_CallThatHasNoCondition_IsNamedWithAdvice()
    {
        List<OdooReference?> references = [new() { Id = 5 }];
        List<string?> emails = [Secret];
        List<long>? ids = null;
        int? none = null;
        int number = 4;
        Refused(x => references.Contains(x.Country), "references.Contains(…)", "the Id of the reference");
#pragma warning disable CA1309 // What a host may write.
        Refused(x => string.Equals(x.Name, x.Email), "x.Name.Equals(…)", "not with another field");
#pragma warning restore CA1309
        Refused(x => emails.Contains(x.Email, StringComparer.OrdinalIgnoreCase), "emails.Contains(…)", "only Contains");
        Refused(x => Enumerable.Contains(x.Name, 'a'), "x.Name.Contains(…)", "only Contains");
        Refused(x => object.Equals(x.Name, Secret), "x.Name.Equals(…)", "only Contains");
        Refused(x => ids!.Contains(x.Id), "ids.Contains(…)", "the list is null");
        Refused(x => x.Color == (int)none!, "none", "it is null");
        Refused(x => x.Country.Of<Country>().Id == 5, "x.Country.Of(…).Id", "no field of the related model");
        Refused(x => x.Name == new string(Secret.ToCharArray()).Trim(), "new String(…).Trim(…)", "before the expression");
        Refused(x => x.Name == Environment.NewLine.Trim(), "Environment.NewLine.Trim(…)", "before the expression");
        Refused(x => x.Color == -number, "Negate(number)", "before the expression");
    }

    [Fact]
    public void Where_ValueThatFails_FailsAsItself()
    {
        var broken = new Lazy<string>(() => throw new InvalidTimeZoneException());

        Assert.Throws<InvalidTimeZoneException>(() => OdooDomain.Where<Partner>(x => x.Name == broken.Value));
        Assert.Throws<ArgumentOutOfRangeException>(() => OdooDomain.Where<Partner>(x => x.Due == new DateOnly(2026, 13, 1)));
    }

    [Fact]
    public void Where_MemberOfACapturedNull_IsNamed()
    {
        Partner? missing = null;
        Refused(x => x.Name == missing!.Name, "missing.Name", "is null");
        string? text = null;
        Refused(x => x.Name.Contains(text!), "x.Name.Contains(…)", "is null");
    }

    [Fact]
    public void Of_RunAsCode_Throws()
    {
        Assert.Throws<InvalidOperationException>(() => new OdooReference { Id = 1 }.Of<Country>());
        Assert.Throws<InvalidOperationException>(() => new long[] { 1 }.AnyOf<Country>(c => c.IsEuropean));
    }

    private static void Refused(Expression<Func<Partner, bool>> predicate, string part, string advice)
    {
        var refusal = Assert.Throws<ArgumentException>(() => OdooDomain.Where(predicate));
        Assert.StartsWith($"'{part}' cannot become a condition", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refusal.ToString(), StringComparison.Ordinal);
    }
}

using Microsoft.CodeAnalysis;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>What the generator accepts, reports and remembers.</summary>
public sealed class GeneratorTests
{
    [Theory]
    [InlineData("[OdooModel(\"res.partner\")] public partial record P { public long Id { get; init; } public required string Name { get; init; } }")]
    [InlineData("[OdooModel(\"res.partner\", Writable = true)] public partial class P { public int Id { get; set; } public string? Name { get; private set; } }")]
    [InlineData("[OdooModel(\"res.partner\")] partial record P(long Id, string? Name) { public decimal Credit { get; init; } }")]
    [InlineData("[OdooModel(\"res.partner\")] partial record struct P(long Id, string? Name);")]
    [InlineData("[OdooModel(\"res.partner\")] partial struct P { public long Id { get; init; } }")]
    [InlineData("namespace A.B { partial class Outer { internal partial record Middle { [OdooModel(\"res.partner\", Writable = true)] private partial record P { public long Id { get; init; } } } } }")]
    [InlineData("record Base { public long Id { get; init; } public string? Name { get; protected set; } } [OdooModel(\"res.partner\")] partial record P : Base { public string? City { get; init; } }")]
    [InlineData("[OdooModel(\"res.partner\")] sealed partial class P(long id) { [OdooField(\"id\")] public long Id { get; init; } = id; public static int Count { get; set; } public int this[int i] { get => i; set { } } public string Shown => \"\"; }")]
    [InlineData("[OdooModel(\"res.partner\", Writable = true)] partial record P { public long Id { get; init; } public string? @class { get; init; } public string? ModelName { get; init; } public string? Fields { get; init; } public string? Read { get; init; } }")]
    public void Generate_ValidModel_CompilesWithoutAWarning(string source) => Assert.Empty(Generated.Problems(source));

    [Theory]
    [InlineData("OCC001", "[OdooModel(\"m\")] record P { public long Id { get; init; } }")]
    [InlineData("OCC001", "class Outer { [OdooModel(\"m\")] internal partial record P { public long Id { get; init; } } }")]
    [InlineData("OCC002", "[OdooModel(\"m\")] partial record P { public long Id { get; init; } public double Amount { get; init; } }")]
    [InlineData("OCC002", "[OdooModel(\"m\")] partial record P { public long Id { get; init; } public System.DateTime Day { get; init; } }")]
    [InlineData("OCC002", "enum E { A } [OdooModel(\"m\")] partial record P { public long Id { get; init; } public E? Kind { get; init; } }")]
    [InlineData("OCC002", "[OdooModel(\"m\")] partial record P { public long Id { get; init; } public System.Collections.Generic.List<string>? Names { get; init; } }")]
    [InlineData("OCC003", "[OdooModel(\"m\")] partial record P { public long Id { get; init; } public string? Name { get; init; } [OdooField(\"name\")] public string? Other { get; init; } }")]
    [InlineData("OCC004", "[OdooModel(\"m\")] partial record P { public string? Name { get; init; } }")]
    [InlineData("OCC004", "[OdooModel(\"m\")] partial record P { public string? Id { get; init; } }")]
    [InlineData("OCC005", "[OdooModel(\"m\")] abstract partial record P { public long Id { get; init; } }")]
    [InlineData("OCC005", "[OdooModel(\"m\")] partial record P<T> { public long Id { get; init; } }")]
    [InlineData("OCC005", "[OdooModel(\"m\")] partial class P { public P(string other) { } public long Id { get; init; } }")]
    [InlineData("OCC006", "[OdooModel(\"m\")] partial record P { public long Id { get; init; } [OdooIgnore] public required string Note { get; init; } }")]
    [InlineData("OCC007", "[OdooModel(\"\")] partial record P { public long Id { get; init; } }")]
    [InlineData("OCC007", "[OdooModel(\"m\")] partial record P { public long Id { get; init; } [OdooField(\"partner_id.name\")] public string? Name { get; init; } }")]
    [InlineData("OCC008", "[OdooModel(\"m\", Writable = true)] partial record P { public long Id { get; init; } public string? Values { get; init; } }")]
    public void Generate_WrongModel_IsReportedOnceWhereItIs(string rule, string source)
    {
        Diagnostic problem = Assert.Single(Generated.Problems(source));

        Assert.Equal((rule, DiagnosticSeverity.Error), (problem.Id, problem.Severity));
        Assert.Equal(2, problem.Location.GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData("System.Double", "use decimal")]
    [InlineData("System.DateTime", "use DateTimeOffset")]
    [InlineData("System.DayOfWeek", "use OdooSelection<DayOfWeek>")]
    [InlineData("System.Uri", "JsonElement")]
    public void Generate_UnsupportedType_SaysWhatToUse(string type, string advice) => Assert.Contains(
        advice,
        Assert.Single(Generated.Problems($"[OdooModel(\"m\")] partial record P {{ public long Id {{ get; init; }} public {type}? X {{ get; init; }} }}")).GetMessage(System.Globalization.CultureInfo.InvariantCulture),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("CreditLimit", "credit_limit")]
    [InlineData("VAT", "vat")]
    [InlineData("CountryID", "country_id")]
    [InlineData("XBillingId", "x_billing_id")]
    [InlineData("Street2", "street2")]
    [InlineData("HTMLBody", "html_body")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("A", "a")]
    public void Generate_PropertyWithoutAName_IsSnakeCase(string property, string field) => Assert.Contains(
        $"\"{property}\" => \"{field}\"",
        Sources($"[OdooModel(\"m\")] partial record P {{ public long Id {{ get; init; }} public string? {property} {{ get; init; }} }}"),
        StringComparison.Ordinal);

    [Fact]
    public void Generate_MoreThan64Fields_CompilesAndReadsThem()
    {
        string properties = string.Concat(Enumerable.Range(0, 200).Select(i => $"public string? F{i} {{ get; init; }} "));

        Assert.Empty(Generated.Problems($"[OdooModel(\"m\", Writable = true)] partial record P {{ public long Id {{ get; init; }} {properties} }}"));
    }

    [Fact]
    public void Generate_Again_ForgetsOnlyWhatChanged()
    {
        const string Model = "[OdooModel(\"m\")] partial record P { public long Id { get; init; } }";
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation first = Generated.Compilation(Model, "class Other { }");
        GeneratorDriver driver = Generated.Driver().RunGenerators(first, Rig.Token);

        GeneratorRunResult untouched = driver.RunGenerators(first.ReplaceSyntaxTree(first.SyntaxTrees[1], Generated.Tree("class Other { int x; }")), Rig.Token).GetRunResult().Results[0];
        GeneratorRunResult moved = driver.RunGenerators(first.ReplaceSyntaxTree(first.SyntaxTrees[0], Generated.Tree($"// moved\n{Model}")), Rig.Token).GetRunResult().Results[0];
        GeneratorRunResult changed = driver.RunGenerators(first.ReplaceSyntaxTree(first.SyntaxTrees[0], Generated.Tree(Model.Replace("get; init; }", "get; init; } public string? Name { get; init; }", StringComparison.Ordinal))), Rig.Token).GetRunResult().Results[0];

        Assert.All(Reasons(untouched), r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(Reasons(moved), r => Assert.Equal(IncrementalStepRunReason.Unchanged, r));
        Assert.All(Reasons(changed), r => Assert.Equal(IncrementalStepRunReason.Modified, r));
        Assert.Equal(Sources(Model), moved.GeneratedSources.Single().SourceText.ToString());
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run) =>
        run.TrackedSteps[Generators.ModelGenerator.Step].SelectMany(s => s.Outputs).Select(o => o.Reason);

    private static string Sources(string source) =>
        Generated.Driver().RunGenerators(Generated.Compilation(source)).GetRunResult().Results[0].GeneratedSources.Single().SourceText.ToString();
}

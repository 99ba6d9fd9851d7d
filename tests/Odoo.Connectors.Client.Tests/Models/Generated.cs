using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Odoo.Connectors.Client.Generators;

namespace Odoo.Connectors.Client.Tests.Models;

/// <summary>The generator run by the compiler in memory.</summary>
internal static class Generated
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "netstandard.dll" or "Odoo.Connectors.Client.dll" or "Odoo.Connectors.Model.dll")
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    public static CSharpCompilation Compilation(params string[] sources) => CSharpCompilation.Create(
        "Models",
        sources.Select(Tree),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    public static SyntaxTree Tree(string source) => CSharpSyntaxTree.ParseText($"#nullable enable\nusing Odoo.Connectors.Client;\n{source}", Options, "Model.cs");

    public static CSharpParseOptions Options { get; } = new(LanguageVersion.Latest);

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()], parseOptions: Options, driverOptions: new GeneratorDriverOptions(default, trackIncrementalGeneratorSteps: true));

    /// <summary>Everything that is wrong, of the generator and then of the compiler with what was generated.</summary>
    public static IReadOnlyList<Diagnostic> Problems(params string[] sources)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compilation(sources), out Compilation compilation, out ImmutableArray<Diagnostic> reported);
        return [.. reported, .. compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
    }
}

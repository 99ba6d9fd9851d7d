using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Odoo.Connectors.Client.Generators;

namespace Odoo.Connectors.Cli.Tests;

/// <summary>Compiles generated files as a project with our settings would: nullable, documentation checked, the source generator running.</summary>
internal static class Compiler
{
    private static readonly ImmutableArray<MetadataReference> References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(f => (MetadataReference)MetadataReference.CreateFromFile(f))];

    public static (Compilation Compilation, IReadOnlyList<string> Problems) Compile(IEnumerable<KeyValuePair<string, string>> files)
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        CSharpParseOptions parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generated",
            files.Where(f => f.Key.EndsWith(".cs", StringComparison.Ordinal)).Select(f => CSharpSyntaxTree.ParseText(f.Value, parsing, f.Key, cancellationToken: cancel)),
            References,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: parsing);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation full, out ImmutableArray<Diagnostic> reported, cancel);
        return (full, [.. full.GetDiagnostics(cancel).Concat(reported).Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => d.ToString()).Take(20)]);
    }
}
